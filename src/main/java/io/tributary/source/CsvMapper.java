package io.tributary.source;

import de.siegmar.fastcsv.reader.CsvRecord;
import io.tributary.task.Column;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Row;
import io.tributary.task.Text;
import java.util.List;
import java.util.Optional;

/** From the cells of one CSV record to a row; every column is found once, by the header. Not thread-safe. */
final class CsvMapper {
    private static final int ABSENT = -1;
    private static final LabelRule FLAG = new LabelRule.Flag();

    private final RowMapping mapping;
    private final int fields;
    private final int time;
    private final int[] entity;
    private final int id;
    private final int weight;
    private final int[] columns;
    private final int[] labels;
    private final LabelRule[] rules;
    private final MomentReader moments = new MomentReader();
    private final Text scratch = new Text();

    /**
     * A mapper for files with this header.
     *
     * @throws IllegalArgumentException if a column is missing
     */
    CsvMapper(CsvHeader header, RowMapping mapping) {
        this.mapping = mapping;
        SourceConfig source = mapping.source();
        fields = header.names().size();
        time = optional(header, "source.time", source.time());
        entity = source.entity().stream()
                .mapToInt(column -> header.position("source.entity", column))
                .toArray();
        id = optional(header, "source.id", source.id());
        weight = optional(header, "source.weight", source.weight());
        columns = columns(header, mapping);
        labels = mapping.configs().stream()
                .mapToInt(family -> header.position("label of family " + family.name(), family.label()))
                .toArray();
        rules = mapping.configs().stream().map(LabelRule::of).toArray(LabelRule[]::new);
    }

    private static int optional(CsvHeader header, String use, Optional<String> column) {
        return column.map(name -> header.position(use, name)).orElse(ABSENT);
    }

    private static int[] columns(CsvHeader header, RowMapping mapping) {
        List<Column> columns = mapping.columns();
        int[] positions = new int[columns.size()];
        for (int c = 0; c < positions.length; c++) {
            positions[c] = mapping.isEventTime(c)
                    ? ABSENT
                    : header.position(
                            "a column of features or when", columns.get(c).name());
        }
        return positions;
    }

    /**
     * Fills the row.
     *
     * @param number the record's number in its file, from 1 on
     * @throws InvalidRowException if the record is no row; the row is then undefined
     */
    void map(CsvRecord record, long number, Row row) {
        row.clear();
        requireRecord(record);
        if (record.getFieldCount() != fields) {
            throw new InvalidRowException(
                    Reason.MALFORMED,
                    "found " + record.getFieldCount() + " fields, expected " + fields
                            + " as in the header; look for a missing comma, or a quote that is not closed");
        }
        entity(record, row);
        id(record, number, row);
        time(record, number, row);
        if (weight != ABSENT) {
            weight(record.getField(weight), row);
        }
        for (int c = 0; c < columns.length; c++) {
            if (columns[c] != ABSENT) {
                value(record.getField(columns[c]), c, row);
            }
        }
        mapping.ask(row);
        labels(record, row);
    }

    private void requireRecord(CsvRecord record) {
        long bytes = 0;
        for (int field = 0; field < record.getFieldCount(); field++) {
            bytes += Text.utf8Length(record.getField(field));
        }
        mapping.limits().requireRecord(bytes);
    }

    private void entity(CsvRecord record, Row row) {
        String name = entity.length == 1 ? record.getField(entity[0]) : joinedEntity(record);
        mapping.limits().requireEntity(Text.utf8Length(name));
        row.entity().set(name);
        RowMapping.requireEntity(row);
    }

    /** Empty if one of its parts is. */
    private String joinedEntity(CsvRecord record) {
        StringBuilder joined = new StringBuilder();
        for (int position : entity) {
            String part = record.getField(position);
            if (part.isEmpty()) {
                return "";
            }
            joined.append(joined.isEmpty() ? "" : "/").append(part);
        }
        return joined.toString();
    }

    private void id(CsvRecord record, long number, Row row) {
        String given = id == ABSENT ? Long.toString(number) : record.getField(id);
        mapping.limits().requireId(Text.utf8Length(given));
        row.id().set(given);
    }

    private void time(CsvRecord record, long number, Row row) {
        if (time == ABSENT) {
            mapping.time(row, number);
            return;
        }
        String cell = record.getField(time);
        long moment = moment(cell);
        if (moment == MomentReader.UNREADABLE) {
            throw new InvalidRowException(
                    Reason.INVALID_TIME,
                    "found the event time " + Quoted.of(cell) + ", expected " + MomentReader.EXPECTED);
        }
        mapping.time(row, moment);
    }

    private static void weight(String cell, Row row) {
        double weight = Decimal.finiteOrNaN(cell);
        if (Double.isNaN(weight)) {
            throw new InvalidRowException(
                    Reason.INVALID_WEIGHT,
                    "found the weight " + Quoted.of(cell) + ", expected a positive finite number; mend it");
        }
        RowMapping.weight(row, weight);
    }

    private void value(String cell, int column, Row row) {
        if (cell.isEmpty()) {
            return;
        }
        mapping.limits().requireText(mapping.columns().get(column).name(), Text.utf8Length(cell));
        switch (mapping.columns().get(column).type()) {
            case NUMBER -> mapping.number(row, column, number(cell, column));
            case TEXT -> row.presentText(column).set(cell);
            case TIME -> row.number(column, timeValue(cell, column));
        }
    }

    private double number(String cell, int column) {
        try {
            return Decimal.parse(cell);
        } catch (NumberFormatException e) {
            double flag = FLAG.label(cell);
            if (Double.isNaN(flag)) {
                throw invalidValue(cell, column, "a number; leave the cell empty if it is not known");
            }
            return flag;
        }
    }

    private double timeValue(String cell, int column) {
        long moment = moment(cell);
        if (moment == MomentReader.UNREADABLE) {
            throw invalidValue(cell, column, MomentReader.EXPECTED);
        }
        return (double) moment;
    }

    private long moment(String cell) {
        scratch.set(cell);
        return moments.read(scratch.bytes(), scratch.length());
    }

    private InvalidRowException invalidValue(String cell, int column, String expected) {
        return new InvalidRowException(
                Reason.INVALID_VALUE,
                "column " + mapping.columns().get(column).name() + ": found " + Quoted.of(cell) + ", expected "
                        + expected);
    }

    private void labels(CsvRecord record, Row row) {
        for (int f = 0; f < labels.length; f++) {
            String cell = record.getField(labels[f]);
            if (row.isAsked(f) && !cell.isEmpty()) {
                mapping.label(row, f, label(cell, f));
            }
        }
    }

    private double label(String cell, int family) {
        double label = rules[family].label(cell);
        if (!Double.isNaN(label)) {
            return label;
        }
        throw new InvalidRowException(
                Reason.INVALID_LABEL,
                "family " + mapping.families().get(family).name() + ": found " + Quoted.of(cell) + " in column "
                        + mapping.configs().get(family).label() + ", expected " + rules[family].expected()
                        + "; mend the label, or leave the cell empty");
    }
}
