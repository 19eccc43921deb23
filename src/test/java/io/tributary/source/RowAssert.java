package io.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.task.Column;
import io.tributary.task.Row;

/** Whether two rows are the same, to the bit. */
public final class RowAssert {
    private RowAssert() {}

    public static void assertSame(Row found, Row expected, RowMapping mapping) {
        assertThat(describe(found, mapping)).isEqualTo(describe(expected, mapping));
    }

    private static String describe(Row row, RowMapping mapping) {
        StringBuilder text = new StringBuilder();
        text.append(row.id()).append(' ').append(row.entity()).append(' ').append(row.time());
        text.append(' ').append(Double.doubleToRawLongBits(row.weight()));
        for (int c = 0; c < row.columns(); c++) {
            Column column = mapping.columns().get(c);
            text.append('\n').append(column.name()).append(' ');
            if (!row.isPresent(c)) {
                text.append("missing");
            } else if (column.type() == Column.Type.TEXT) {
                text.append(row.text(c));
            } else {
                text.append(Double.doubleToRawLongBits(row.number(c)));
            }
        }
        for (int f = 0; f < row.families(); f++) {
            text.append("\nfamily ")
                    .append(f)
                    .append(' ')
                    .append(row.isAsked(f))
                    .append(' ');
            text.append(row.isLabelled(f) ? Double.doubleToRawLongBits(row.label(f)) : "unknown");
        }
        return text.toString();
    }
}
