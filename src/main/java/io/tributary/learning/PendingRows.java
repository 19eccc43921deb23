package io.tributary.learning;

import io.tributary.model.MiniBatch;
import io.tributary.task.Text;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The rows of the mini-batch that is being gathered, in order of arrival: what must survive a restart beside the model.
 *
 * <p>Their encoded inputs lie in the network's mini-batch; here are the raw labels (targets depend on the statistics at
 * the time of the step), the weight, the entity and the moment. Not thread-safe.
 */
public final class PendingRows {
    private final int families;
    private final Text[] entities;
    private final double[] labels;
    private final double[] weights;
    private final long[] joined;
    private final long[] positions;
    private final byte[][] payloads;
    private int rows;
    private int examples;

    PendingRows(int capacity, int families) {
        this.families = families;
        entities = new Text[capacity];
        Arrays.setAll(entities, i -> new Text());
        labels = new double[capacity * families];
        weights = new double[capacity];
        joined = new long[capacity];
        positions = new long[capacity];
        payloads = new byte[capacity][0];
    }

    /** Rows waiting. */
    public int rows() {
        return rows;
    }

    /** Examples waiting: the labels of those rows. */
    public int examples() {
        return examples;
    }

    public int capacity() {
        return weights.length;
    }

    /** The entity of a row. */
    public Text entity(int row) {
        return entities[row];
    }

    /** Whether a row of this entity waits. */
    public boolean contains(Text entity) {
        for (int row = 0; row < rows; row++) {
            if (entities[row].contentEquals(entity)) {
                return true;
            }
        }
        return false;
    }

    /** The raw label of a family, NaN where it is unknown. */
    public double label(int row, int family) {
        return labels[row * families + family];
    }

    /** The row's weight. */
    public double weight(int row) {
        return weights[row];
    }

    /** Stream time, in milliseconds, when the row joined. */
    public long joined(int row) {
        return joined[row];
    }

    /** Where the row stood in the log that it came from; negative if that is not the application's. */
    public long position(int row) {
        return positions[row];
    }

    /** The bytes that the row was read from; empty where there are none. */
    public byte[] payload(int row) {
        return payloads[row];
    }

    /** The log that the rows came from is not the one that is read from now on: each gets a position that no record has. */
    public void leaveLog() {
        Arrays.setAll(positions, row -> -1 - row);
    }

    /** Adds a row without labels; they follow with {@link #addLabel}. */
    void add(Text entity, double weight, long streamTime, long position, byte[] payload) {
        entities[rows].set(entity);
        weights[rows] = weight;
        joined[rows] = streamTime;
        positions[rows] = position;
        payloads[rows] = payload;
        Arrays.fill(labels, rows * families, (rows + 1) * families, Double.NaN);
        rows++;
    }

    /** Gives the row that was added last a label. */
    void addLabel(int family, double label) {
        labels[(rows - 1) * families + family] = label;
        examples++;
    }

    /** Gives a step what a row is to teach it, in its place of the mini-batch. */
    void teach(int row, MiniBatch batch, LabelScale scale, Companion companion, Changes changes) {
        for (int f = 0; f < families; f++) {
            double label = label(row, f);
            if (!Double.isNaN(label)) {
                batch.example(row, f, scale.target(f, label), weight(row));
                if (companion.isDetached(entity(row), f)) {
                    batch.detach(row, f);
                }
                changes.markFamily(f);
            }
        }
    }

    /** Tells of rows that their step could not learn. */
    void reject(BitSet rejected, StepListener listener) {
        for (int row = rejected.nextSetBit(0); row >= 0; row = rejected.nextSetBit(row + 1)) {
            listener.rejected(this, row);
        }
    }

    void clear() {
        rows = 0;
        examples = 0;
    }
}
