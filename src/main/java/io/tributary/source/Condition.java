package io.tributary.source;

import io.tributary.task.Column;
import io.tributary.task.Row;
import java.nio.charset.StandardCharsets;

/** One column that must have one value for a family to be asked. A missing value never has it. */
sealed interface Condition {
    boolean holds(Row row);

    /**
     * The condition that the column at this position is what is written.
     *
     * @throws IllegalArgumentException if the column cannot have such a value
     */
    static Condition of(String family, Column column, int position, String value) {
        return switch (column.type()) {
            case TEXT -> new IsText(position, value.getBytes(StandardCharsets.UTF_8));
            case NUMBER -> new IsNumber(position, number(family, column, value));
            case TIME ->
                throw new IllegalArgumentException("family " + family + ": when asks for one moment of column "
                        + column.name() + ", expected a column of texts or numbers; choose another column");
        };
    }

    private static double number(String family, Column column, String value) {
        double number = new LabelRule.Flag().label(value);
        if (Double.isNaN(number)) {
            throw new IllegalArgumentException(
                    "family " + family + ": when asks for " + Quoted.of(value) + " in column " + column.name()
                            + ", which a feature reads as a number, expected a number; mend the value");
        }
        return number;
    }

    /** A text column is exactly these bytes. */
    final class IsText implements Condition {
        private final int column;
        private final byte[] value;

        private IsText(int column, byte[] value) {
            this.column = column;
            this.value = value;
        }

        @Override
        public boolean holds(Row row) {
            return row.isPresent(column) && row.text(column).contentEquals(value);
        }
    }

    /** A numeric column equals this number. */
    record IsNumber(int column, double value) implements Condition {
        @Override
        public boolean holds(Row row) {
            return row.isPresent(column) && row.number(column) == value;
        }
    }
}
