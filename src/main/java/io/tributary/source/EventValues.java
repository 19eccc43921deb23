package io.tributary.source;

import io.tributary.task.Column;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Row;
import io.tributary.task.Text;
import io.tributary.task.TextIndex;
import java.io.IOException;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;

/** Reads the raw values of an event, named or as a dense vector, into a row. Not thread-safe. */
final class EventValues {
    private static final int NULL = 0;
    private static final int DOUBLE = 1;
    private static final int STRING = 2;
    private static final int BRANCHES = 4;
    private static final double LARGEST_WHOLE = 1e15;

    private final EventReader in;
    private final RowMapping mapping;
    private final List<Column> columns;
    private final TextIndex names;
    private final boolean[] skipped;
    private final int[] vector;
    private final MomentReader moments = new MomentReader();
    private final Text name = new Text();
    private final Text value = new Text();

    EventValues(RowMapping mapping, EventReader in) {
        this.in = in;
        this.mapping = mapping;
        columns = mapping.columns();
        names = new TextIndex("columns", mapping.columnNames());
        skipped = new boolean[columns.size()];
        for (int c = 0; c < skipped.length; c++) {
            skipped[c] = mapping.isEventTime(c);
        }
        vector = mapping.vectorColumns();
    }

    /** Reads the map of named values; names that no column has are skipped. */
    void readNamed(Row row) throws IOException {
        BinaryDecoder decoder = in.decoder();
        int expected = 0;
        for (long block = decoder.readMapStart(); block != 0; block = decoder.mapNext()) {
            for (long i = 0; i < block; i++) {
                int column = column(expected);
                if (column == TextIndex.NONE || skipped[column]) {
                    skip();
                } else {
                    value(row, column);
                    expected = column + 1;
                }
            }
        }
    }

    /** Reads a name that has to be no longer than the longest one that is known. */
    private int column(int expected) throws IOException {
        int length = in.length();
        if (length > names.longest()) {
            in.pass(length);
            return TextIndex.NONE;
        }
        in.take(length, name);
        return names.find(name.bytes(), length, expected);
    }

    private void skip() throws IOException {
        switch (in.branch(BRANCHES)) {
            case NULL -> {}
            case DOUBLE -> in.decoder().readDouble();
            case STRING -> in.pass(in.length());
            default -> in.decoder().readBoolean();
        }
    }

    private void value(Row row, int column) throws IOException {
        switch (in.branch(BRANCHES)) {
            case NULL -> {}
            case DOUBLE -> number(row, column, in.decoder().readDouble());
            case STRING -> {
                int length = in.length();
                mapping.limits().requireText(columns.get(column).name(), length);
                in.take(length, value);
                text(row, column);
            }
            default -> flag(row, column, in.decoder().readBoolean());
        }
    }

    private void number(Row row, int column, double number) {
        switch (columns.get(column).type()) {
            case NUMBER -> mapping.number(row, column, number);
            case TEXT -> row.presentText(column).set(written(number));
            case TIME -> row.number(column, number);
        }
    }

    private static String written(double number) {
        boolean whole = number == Math.rint(number) && Math.abs(number) <= LARGEST_WHOLE;
        return whole ? Long.toString((long) number) : Double.toString(number);
    }

    private void text(Row row, int column) {
        switch (columns.get(column).type()) {
            case NUMBER -> throw invalid(column, Quoted.of(value.toString()), "a number, a boolean or null");
            case TIME -> moment(row, column);
            case TEXT -> {
                if (!value.isEmpty()) {
                    row.presentText(column).set(value);
                }
            }
        }
    }

    private void moment(Row row, int column) {
        if (value.isEmpty()) {
            return;
        }
        long moment = moments.read(value.bytes(), value.length());
        if (moment == MomentReader.UNREADABLE) {
            throw invalid(column, Quoted.of(value.toString()), MomentReader.EXPECTED);
        }
        row.number(column, (double) moment);
    }

    private void flag(Row row, int column, boolean flag) {
        switch (columns.get(column).type()) {
            case NUMBER -> row.number(column, flag ? 1 : 0);
            case TIME -> throw invalid(column, Boolean.toString(flag), MomentReader.EXPECTED);
            case TEXT -> row.presentText(column).set(Boolean.toString(flag));
        }
    }

    private InvalidRowException invalid(int column, String found, String expected) {
        return new InvalidRowException(
                Reason.INVALID_VALUE,
                "value " + columns.get(column).name() + ": found " + found + ", expected " + expected
                        + "; mend the producer, or leave the value out");
    }

    /** Reads the dense vector, if there is one: the numeric columns in order. */
    void readVector(Row row) throws IOException {
        if (in.branch(2) == NULL) {
            return;
        }
        BinaryDecoder decoder = in.decoder();
        long read = 0;
        for (long block = decoder.readArrayStart(); block != 0; block = decoder.arrayNext()) {
            for (long i = 0; i < block; i++, read++) {
                double number = decoder.readFloat();
                if (read < vector.length) {
                    mapping.number(row, vector[(int) read], number);
                }
            }
        }
        if (read != vector.length) {
            throw new InvalidRowException(
                    Reason.INVALID_VALUE,
                    "found a vector of " + read + " numbers, expected " + vector.length
                            + ", one for each numeric column in the order of the features; or name the values instead");
        }
    }
}
