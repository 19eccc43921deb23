package io.tributary.source;

import io.tributary.task.Column;
import io.tributary.task.Family;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Row;
import io.tributary.task.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.IntStream;

/**
 * What every row is made of, whatever it is read from: its columns, its families, and the checks on its other parts.
 *
 * <p>The columns are those of the features, then those that only a {@code when} reads. Immutable.
 */
public final class RowMapping {
    private final SourceConfig source;
    private final Limits limits;
    private final List<Column> columns;
    private final List<FamilyConfig> configs;
    private final List<Family> families;
    private final Condition[][] conditions;
    private final boolean[] eventTime;

    /**
     * A mapping for these features and families.
     *
     * @param featureColumns the columns that the features read
     * @throws IllegalArgumentException if the families' settings do not fit together
     */
    public RowMapping(
            SourceConfig source, LimitsConfig limits, List<Column> featureColumns, List<FamilyConfig> families) {
        this.source = source;
        this.limits = new Limits(limits);
        this.configs = List.copyOf(families);
        configs.forEach(LabelSettings::check);
        this.families = configs.stream().map(FamilyConfig::family).toList();
        columns = columns(featureColumns, families);
        conditions = configs.stream().map(this::conditions).toArray(Condition[][]::new);
        eventTime = new boolean[columns.size()];
        for (int c = 0; c < eventTime.length; c++) {
            eventTime[c] = columns.get(c).type() != Column.Type.TEXT
                    && source.time().equals(Optional.of(columns.get(c).name()));
        }
    }

    /** The columns of the features, then, as texts and by name, those that only the {@code when} of a family reads. */
    static List<Column> columns(List<Column> featureColumns, List<FamilyConfig> families) {
        List<Column> columns = new ArrayList<>(featureColumns);
        for (FamilyConfig family : families) {
            for (String name : new TreeSet<>(family.when().keySet())) {
                if (columns.stream().noneMatch(column -> column.name().equals(name))) {
                    columns.add(new Column(name, Column.Type.TEXT));
                }
            }
        }
        return List.copyOf(columns);
    }

    /** The columns of a row, in order. */
    public List<Column> columns() {
        return columns;
    }

    /** The families of a row, in order. */
    public List<Family> families() {
        return families;
    }

    /** A row of this shape, to be reused. */
    public Row newRow() {
        return new Row(columns.size(), families.size());
    }

    /**
     * Holds the row's event time against the timestamp of the Kafka record that brought it.
     *
     * @param timestamp in milliseconds since 1970; 0 or less if it has none
     * @throws InvalidRowException if the event lies further in the future than {@code limits.future} allows
     */
    public void requirePast(Row row, long timestamp) {
        limits.requirePast(row, timestamp);
    }

    Limits limits() {
        return limits;
    }

    SourceConfig source() {
        return source;
    }

    List<FamilyConfig> configs() {
        return configs;
    }

    List<String> columnNames() {
        return columns.stream().map(Column::name).toList();
    }

    /** Whether this column is not read by its name, but is the row's event time. */
    boolean isEventTime(int column) {
        return eventTime[column];
    }

    /** The positions of the columns that the dense vector of an event holds. */
    int[] vectorColumns() {
        return IntStream.range(0, columns.size())
                .filter(c -> columns.get(c).type() == Column.Type.NUMBER && !isEventTime(c))
                .toArray();
    }

    /** Sets the event time, and the columns that are it. */
    void time(Row row, long milliseconds) {
        if (!MomentReader.isInRange(milliseconds)) {
            throw new InvalidRowException(
                    Reason.INVALID_TIME,
                    "found the event time " + milliseconds
                            + ", expected milliseconds since 1970 in the years 1 to 9999");
        }
        row.time(milliseconds);
        for (int column = 0; column < eventTime.length; column++) {
            if (eventTime[column]) {
                row.number(column, (double) milliseconds);
            }
        }
    }

    /** Decides, once the values are there, which families are asked. */
    void ask(Row row) {
        for (int f = 0; f < conditions.length; f++) {
            row.asked(f, isAsked(conditions[f], row));
        }
    }

    /** Sets the value of a numeric column. */
    void number(Row row, int column, double number) {
        row.number(column, limits.requireValue(columns.get(column).name(), number));
    }

    /** Sets the label of a family; one that is not asked has none. */
    void label(Row row, int family, double label) {
        LabelRange.check(families.get(family), label, limits.config().label());
        if (row.isAsked(family)) {
            row.label(family, label);
        }
    }

    static void requireEntity(Row row) {
        if (row.entity().isEmpty()) {
            throw new InvalidRowException(
                    Reason.MISSING_ENTITY, "found no entity, expected a name; fill in the entity of every row");
        }
    }

    /* Names of blocks and the hashes of events rest on it. */
    static void requireUtf8(String what, Text text) {
        if (!text.isUtf8()) {
            throw new InvalidRowException(
                    Reason.INVALID_VALUE,
                    "found " + what + " whose bytes are no UTF-8, read as " + Quoted.of(text.toString())
                            + ", expected UTF-8; mend the encoding in the producer");
        }
    }

    static void weight(Row row, double weight) {
        if (!(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
            throw new InvalidRowException(
                    Reason.INVALID_WEIGHT,
                    "found the weight " + weight + ", expected a positive finite number; mend it, or leave it out");
        }
        row.weight(weight);
    }

    private Condition[] conditions(FamilyConfig family) {
        List<String> names = columnNames();
        return family.when().entrySet().stream()
                .map(entry -> {
                    int position = names.indexOf(entry.getKey());
                    return Condition.of(family.name(), columns.get(position), position, entry.getValue());
                })
                .toArray(Condition[]::new);
    }

    private static boolean isAsked(Condition[] conditions, Row row) {
        for (Condition condition : conditions) {
            if (!condition.holds(row)) {
                return false;
            }
        }
        return true;
    }
}
