package io.tributary.source;

import io.tributary.task.Column;
import io.tributary.task.Family;
import io.tributary.task.Row;
import io.tributary.task.Text;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.util.Utf8;

/**
 * From a row to a {@code LabelledEvent} in Avro's single-object encoding: what {@link LabelledEventDecoder} turns into the
 * same row again, to the bit.
 *
 * <p>Only present values and known labels are written. Not thread-safe.
 */
public final class LabelledEventEncoder {
    /** With more numeric columns than this, their names would be most of the event. */
    private static final int MOST_NAMED_NUMBERS = 32;

    private static final int NULL = 0;
    private static final int DOUBLE = 1;
    private static final int STRING = 2;
    private static final int ARRAY = 1;

    private final RowMapping mapping;
    private final byte[] header = SingleObjectHeader.bytes();
    private final Utf8[] columns;
    private final Utf8[] families;
    private final int[] vector;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);

    public LabelledEventEncoder(RowMapping mapping) {
        this.mapping = mapping;
        columns = utf8(mapping.columnNames());
        families = utf8(mapping.families().stream().map(Family::name).toList());
        vector = mapping.vectorColumns();
    }

    private static Utf8[] utf8(List<String> names) {
        return names.stream().map(Utf8::new).toArray(Utf8[]::new);
    }

    /** The event as an array of its own. */
    public byte[] encode(Row row) {
        bytes.reset();
        try {
            write(row);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return bytes.toByteArray();
    }

    private void write(Row row) throws IOException {
        out.writeFixed(header, 0, header.length);
        text(row.id());
        text(row.entity());
        out.writeLong(row.time());
        boolean dense = isDense(row);
        values(row, dense);
        vector(row, dense);
        labels(row);
        out.writeDouble(row.weight());
    }

    private void text(Text text) throws IOException {
        out.writeBytes(text.bytes(), 0, text.length());
    }

    /** Whether the numbers can go as a vector of floats and come back as the same doubles. */
    private boolean isDense(Row row) {
        if (vector.length <= MOST_NAMED_NUMBERS) {
            return false;
        }
        for (int column : vector) {
            double number = row.number(column);
            if (!row.isPresent(column) || (float) number != number) {
                return false;
            }
        }
        return true;
    }

    private void values(Row row, boolean dense) throws IOException {
        out.writeMapStart();
        out.setItemCount(count(row, dense));
        for (int c = 0; c < columns.length; c++) {
            if (isNamed(row, c, dense)) {
                out.startItem();
                out.writeString(columns[c]);
                value(row, c);
            }
        }
        out.writeMapEnd();
    }

    private int count(Row row, boolean dense) {
        int count = 0;
        for (int c = 0; c < columns.length; c++) {
            count += isNamed(row, c, dense) ? 1 : 0;
        }
        return count;
    }

    private boolean isNamed(Row row, int column, boolean dense) {
        boolean inVector = dense && mapping.columns().get(column).type() == Column.Type.NUMBER;
        return row.isPresent(column) && !inVector && !mapping.isEventTime(column);
    }

    private void value(Row row, int column) throws IOException {
        if (mapping.columns().get(column).type() == Column.Type.TEXT) {
            out.writeIndex(STRING);
            text(row.text(column));
        } else {
            out.writeIndex(DOUBLE);
            out.writeDouble(row.number(column));
        }
    }

    private void vector(Row row, boolean dense) throws IOException {
        if (!dense) {
            out.writeIndex(NULL);
            return;
        }
        out.writeIndex(ARRAY);
        out.writeArrayStart();
        out.setItemCount(vector.length);
        for (int column : vector) {
            out.startItem();
            out.writeFloat((float) row.number(column));
        }
        out.writeArrayEnd();
    }

    private void labels(Row row) throws IOException {
        out.writeMapStart();
        out.setItemCount(row.examples());
        for (int f = 0; f < families.length; f++) {
            if (row.isAsked(f) && row.isLabelled(f)) {
                out.startItem();
                out.writeString(families[f]);
                out.writeIndex(DOUBLE);
                out.writeDouble(row.label(f));
            }
        }
        out.writeMapEnd();
    }
}
