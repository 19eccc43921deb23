package io.tributary.evaluation;

import io.tributary.learning.Learner;
import io.tributary.learning.PendingRows;
import io.tributary.model.MiniBatch;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The rows of one step as the baselines see them: those that the model has learned, in the same order.
 *
 * <p>Reused by the next step. Not thread-safe.
 */
final class StepRows {
    private static final int NONE = -1;

    private final int families;
    private final float[][] x;
    private final double[] targets;
    private final double[] weights;
    private final double[] norms;
    private final int[] entities;
    private final int[] places;
    /* The next row of the same entity; rows that an entity's come after are first of nothing. */
    private final int[] next;
    private final boolean[] follows;
    private int[] lastRow = {};
    private int rows;
    private int examples;
    private long learnedBefore;

    StepRows(int capacity, int inputs, int families) {
        this.families = families;
        x = new float[capacity][inputs + 1];
        targets = new double[capacity * families];
        weights = new double[capacity];
        norms = new double[capacity];
        entities = new int[capacity];
        places = new int[capacity];
        next = new int[capacity];
        follows = new boolean[capacity];
    }

    /** Takes over the rows of a step that has just been taken. */
    void take(Learner learner, BitSet rejected, Entrants entrants) {
        PendingRows pending = learner.pending();
        MiniBatch batch = learner.network().batch();
        rows = 0;
        examples = 0;
        for (int row = 0; row < pending.rows(); row++) {
            if (!rejected.get(row)) {
                batch.copyInputs(row, x[rows]);
                places[rows] = row;
                weights[rows] = pending.weight(row);
                norms[rows] = Math.sqrt(Dot.of(x[rows], 0, x[rows]));
                entities[rows] = entrants.find(pending.entity(row));
                for (int f = 0; f < families; f++) {
                    boolean labelled = !Double.isNaN(pending.label(row, f));
                    targets[rows * families + f] = labelled ? batch.target(row, f) : Double.NaN;
                    examples += labelled ? 1 : 0;
                }
                rows++;
            }
        }
        learnedBefore = learner.learned() - examples;
        link(entrants.end());
    }

    /** Links the rows of each entity, so that they are one sum. */
    private void link(int numbers) {
        if (lastRow.length < numbers) {
            lastRow = new int[numbers + numbers / 4 + 16];
            Arrays.fill(lastRow, NONE);
        }
        for (int row = 0; row < rows; row++) {
            int entity = entities[row];
            next[row] = NONE;
            follows[row] = entity >= 0 && lastRow[entity] != NONE;
            if (follows[row]) {
                next[lastRow[entity]] = row;
            }
            if (entity >= 0) {
                lastRow[entity] = row;
            }
        }
        for (int row = 0; row < rows; row++) {
            if (entities[row] >= 0) {
                lastRow[entities[row]] = NONE;
            }
        }
    }

    /** Rows learned. */
    int rows() {
        return rows;
    }

    /** The inputs of a row and a 1 {@code [inputs + 1]}. */
    float[] x(int row) {
        return x[row];
    }

    /** ‖[x; 1]‖ of a row; infinite where single precision does not hold its square. */
    double norm(int row) {
        return norms[row];
    }

    /** What a family was to learn from a row, as its loss has it; NaN if nothing. */
    double target(int row, int family) {
        return targets[row * families + family];
    }

    /** The place in the mini-batch that a row had when it was predicted. */
    int place(int row) {
        return places[row];
    }

    double weight(int row) {
        return weights[row];
    }

    /** The number of a row's entity among those that are scored; negative if it has none. */
    int entity(int row) {
        return entities[row];
    }

    /** Whether no earlier row is of the same entity. */
    boolean isFirst(int row) {
        return !follows[row];
    }

    /** The next row of the same entity, or a negative number. */
    int next(int row) {
        return next[row];
    }

    /** Examples of all rows. */
    int examples() {
        return examples;
    }

    /** N, the examples the model had learned before this step. */
    long learnedBefore() {
        return learnedBefore;
    }
}
