package io.tributary.state;

import io.tributary.learning.FamilyTable;
import io.tributary.learning.Tables;
import io.tributary.task.EntityTable;
import io.tributary.task.Family;
import java.util.List;

/**
 * The lines of tables as blocks: one block holds one family's, or one entity's, lines of all tables, each under its name.
 *
 * <p>A line whose table is gone, or has another width by now, is passed over: that table begins anew. An entity's lines have a
 * place for each family, so that they are passed over when the families stand in another order.
 */
final class TableBlocks {
    private final Tables tables;
    /* Tells one order of families from another. */
    private final int order;

    TableBlocks(Tables tables, List<Family> families) {
        this.tables = tables;
        order = families.stream().map(Family::name).toList().hashCode();
    }

    /** Whether a family's lines are to be written: one that nothing was added to since is not. */
    boolean hasChanged(int family) {
        return tables.ofFamilies().stream().anyMatch(table -> table.hasChanged(family));
    }

    /** A family's lines are in the log of changes as they are. */
    void written(int family) {
        tables.ofFamilies().forEach(table -> table.written(family));
    }

    void writeFamily(BlockWriter writer, int family) {
        writer.putInt(tables.ofFamilies().size());
        for (FamilyTable table : tables.ofFamilies()) {
            write(writer, table.name(), table.cells(), table.line(family), table.width());
        }
    }

    void writeEntity(BlockWriter writer, int entity) {
        writer.putInt(order).putInt(tables.ofEntities().size());
        for (EntityTable table : tables.ofEntities()) {
            int line = table.line(entity);
            write(writer, table.name(), table.cells(), line, table.width());
        }
    }

    private static void write(BlockWriter writer, String name, double[] cells, int line, int width) {
        writer.putText(name).putInt(width);
        for (int i = line; i < line + width; i++) {
            writer.putDouble(cells[i]);
        }
    }

    void readFamily(BlockReader reader, int family) {
        for (int left = reader.getInt(); left > 0; left--) {
            String name = reader.getText();
            double[] numbers = numbers(reader);
            for (FamilyTable table : tables.ofFamilies()) {
                if (table.name().equals(name) && table.width() == numbers.length) {
                    System.arraycopy(numbers, 0, table.cells(), table.line(family), numbers.length);
                    table.written(family);
                }
            }
        }
    }

    void readEntity(BlockReader reader, int entity) {
        boolean ordered = reader.getInt() == order;
        for (int left = reader.getInt(); left > 0; left--) {
            String name = reader.getText();
            double[] numbers = numbers(reader);
            for (EntityTable table : tables.ofEntities()) {
                if (ordered && table.name().equals(name) && table.width() == numbers.length) {
                    int line = table.line(entity);
                    System.arraycopy(numbers, 0, table.cells(), line, numbers.length);
                }
            }
        }
    }

    private static double[] numbers(BlockReader reader) {
        double[] numbers = new double[reader.getInt()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = reader.getDouble();
        }
        return numbers;
    }
}
