package io.tributary.task;

import java.util.Arrays;

/**
 * One mapped record: one entity, its raw values, and the labels of any of the families.
 *
 * <p>Reused for every record so that reading a stream allocates nothing: {@link #clear()} first, then fill. Values and
 * labels are indexed by the positions of the columns and families of the configuration. Not thread-safe.
 */
public final class Row {
    /** No value and no label that is learned is larger: its square still fits the running statistics. */
    public static final double LARGEST_NUMBER = 1e15;

    private static final byte[] NO_PAYLOAD = new byte[0];

    private final Text id = new Text();
    private final Text entity = new Text();
    private final double[] numbers;
    private final Text[] texts;
    private final boolean[] present;
    private final double[] labels;
    private final boolean[] asked;
    private byte[] payload = NO_PAYLOAD;
    private long position;
    private long time;
    private double weight;

    /** A row of so many raw values and so many families. */
    public Row(int columns, int families) {
        numbers = new double[columns];
        texts = new Text[columns];
        Arrays.setAll(texts, c -> new Text());
        present = new boolean[columns];
        labels = new double[families];
        asked = new boolean[families];
        clear();
    }

    /** Forgets everything: no values, no labels, every family asked, weight 1. */
    public void clear() {
        id.clear();
        entity.clear();
        payload = NO_PAYLOAD;
        position = 0;
        time = 0;
        weight = 1;
        Arrays.fill(present, false);
        Arrays.fill(labels, Double.NaN);
        Arrays.fill(asked, true);
    }

    /** The event ID, as the producer gave it. */
    public Text id() {
        return id;
    }

    /** The entity whose tasks this row is about. */
    public Text entity() {
        return entity;
    }

    /** Where the row stands in the log or file it came from. */
    public long position() {
        return position;
    }

    /** The bytes it was read from; empty where there are none to keep. */
    public byte[] payload() {
        return payload;
    }

    /** Says where the row came from; the bytes are kept, not copied. */
    public void origin(long position, byte[] payload) {
        this.position = position;
        this.payload = payload;
    }

    /** Event time in milliseconds since 1970-01-01T00:00Z. */
    public long time() {
        return time;
    }

    public void time(long milliseconds) {
        time = milliseconds;
    }

    /** The factor on the losses of this row. */
    public double weight() {
        return weight;
    }

    public void weight(double weight) {
        this.weight = weight;
    }

    public int columns() {
        return numbers.length;
    }

    public boolean isPresent(int column) {
        return present[column];
    }

    /** The value of a present NUMBER or TIME column; infinities and NaN are possible here. */
    public double number(int column) {
        return numbers[column];
    }

    public void number(int column, double value) {
        numbers[column] = value;
        present[column] = true;
    }

    /** The value of a present TEXT column. */
    public Text text(int column) {
        return texts[column];
    }

    /** Marks a TEXT column as present and returns its text to be set. */
    public Text presentText(int column) {
        present[column] = true;
        return texts[column];
    }

    public int families() {
        return labels.length;
    }

    /** Whether this family is asked of this row. */
    public boolean isAsked(int family) {
        return asked[family];
    }

    public void asked(int family, boolean value) {
        asked[family] = value;
    }

    /** Whether this family's label is known. */
    public boolean isLabelled(int family) {
        return !Double.isNaN(labels[family]);
    }

    /** The label in its own units (0 or 1, class index, number); NaN when unknown. */
    public double label(int family) {
        return labels[family];
    }

    public void label(int family, double value) {
        labels[family] = value;
    }

    /** The number of known labels among the families asked: this row's examples. */
    public int examples() {
        int count = 0;
        for (int f = 0; f < labels.length; f++) {
            if (asked[f] && isLabelled(f)) {
                count++;
            }
        }
        return count;
    }
}
