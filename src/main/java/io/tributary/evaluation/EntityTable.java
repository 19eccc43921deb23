package io.tributary.evaluation;

import io.tributary.task.EntityIndex;
import io.tributary.task.Text;
import java.util.Arrays;

/** A table of numbers with one line per entity, in one flat array that grows with its index. Not thread-safe. */
final class EntityTable {
    private final EntityIndex entities;
    private final int width;
    private final double initial;
    private double[] cells;

    /**
     * An empty table.
     *
     * @param width numbers in a line
     * @param initial what every cell holds at first
     */
    EntityTable(EntityIndex entities, int width, double initial) {
        this.entities = entities;
        this.width = width;
        this.initial = initial;
        this.cells = new double[0];
    }

    /** Where the line of this entity begins in {@link #cells()}. */
    int lineOf(Text entity) {
        int line = entities.findOrAdd(entity) * width;
        if (line + width > cells.length) {
            grow(line + width);
        }
        return line;
    }

    /** All lines, one after another, and room for more; replaced when the table grows. */
    double[] cells() {
        return cells;
    }

    private void grow(int atLeast) {
        int before = cells.length;
        cells = Arrays.copyOf(cells, Math.max(atLeast, 2 * before));
        Arrays.fill(cells, before, cells.length, initial);
    }
}
