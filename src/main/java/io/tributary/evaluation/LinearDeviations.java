package io.tributary.evaluation;

import io.tributary.model.Optimizer;
import io.tributary.task.Prediction;
import java.nio.FloatBuffer;
import java.util.Arrays;

/**
 * The tasks' own parameters Δ {@code [outputs × (inputs + 1)]} of a linear baseline, moved by Adagrad on summed gradients.
 *
 * <p>Two arrays an entity, made when it first learns. Not thread-safe.
 */
public final class LinearDeviations {
    private static final Optimizer OPTIMIZER = Optimizer.Adagrad.STANDARD;
    private static final float[] NONE = {};

    private final Prediction layout;
    private final int families;
    private final int width;
    private final int outputs;
    private final float[] gradient;
    private final float[] nothing;
    private final int[] examples;
    private float[][] delta = {};
    private float[][] squares = {};

    LinearDeviations(Prediction layout, int families, int width) {
        this.layout = layout;
        this.families = families;
        this.width = width;
        outputs = layout.values().length;
        gradient = new float[outputs * width];
        nothing = new float[gradient.length];
        examples = new int[families];
    }

    /** Whether an entity has learned. */
    public boolean contains(int entity) {
        return entity >= 0 && entity < delta.length && delta[entity].length > 0;
    }

    /** Δ of an entity; all zero if it has not learned. */
    float[] of(int entity) {
        return contains(entity) ? delta[entity] : nothing;
    }

    /**
     * @param d ω ∂ℓ/∂o {@code [rows × outputs]}
     * @param isLearned which examples are learned {@code [rows × families]}
     */
    void step(StepRows rows, double[] d, boolean[] isLearned, LinearSettings settings) {
        for (int row = 0; row < rows.rows(); row++) {
            if (rows.entity(row) >= 0 && rows.isFirst(row)) {
                step(rows, row, d, isLearned, settings);
            }
        }
    }

    private void step(StepRows rows, int firstRow, double[] d, boolean[] isLearned, LinearSettings settings) {
        int entity = rows.entity(firstRow);
        grow(entity);
        Arrays.fill(gradient, 0);
        Arrays.fill(examples, 0);
        for (int row = firstRow; row >= 0; row = rows.next(row)) {
            add(rows, row, d, isLearned);
        }
        for (int f = 0, end; f < families; f = end) {
            end = alike(f);
            if (examples[f] > 0) {
                update(entity, begin(f), begin(end), (float) (settings.penalty() * examples[f]), settings);
            }
        }
    }

    /** The end of the families from this one on that have as many examples: one loop serves them all. */
    private int alike(int family) {
        int end = family + 1;
        while (end < families && examples[end] == examples[family]) {
            end++;
        }
        return end;
    }

    private void update(int entity, int from, int to, float decay, LinearSettings settings) {
        float[] p = delta[entity];
        if (decay > 0) {
            for (int i = from; i < to; i++) {
                gradient[i] += decay * p[i];
            }
        }
        OPTIMIZER.update(p, p, squares[entity], gradient, from, to, 1, settings.deviationRate(), 1);
    }

    private void add(StepRows rows, int row, double[] d, boolean[] isLearned) {
        float[] x = rows.x(row);
        for (int f = 0; f < families; f++) {
            examples[f] += isLearned[row * families + f] ? 1 : 0;
        }
        for (int j = 0; j < outputs; j++) {
            float factor = (float) d[row * outputs + j];
            if (factor != 0) {
                int at = j * width;
                for (int i = 0; i < width; i++) {
                    gradient[at + i] += factor * x[i];
                }
            }
        }
    }

    private int begin(int family) {
        return (family < families ? layout.offset(family) : outputs) * width;
    }

    private void grow(int entity) {
        if (entity >= delta.length) {
            int before = delta.length;
            int capacity = entity + entity / 4 + 16;
            delta = Arrays.copyOf(delta, capacity);
            squares = Arrays.copyOf(squares, capacity);
            Arrays.fill(delta, before, capacity, NONE);
            Arrays.fill(squares, before, capacity, NONE);
        }
        if (delta[entity].length == 0) {
            delta[entity] = new float[outputs * width];
            squares[entity] = new float[outputs * width];
        }
    }

    /** What an entity has learned is forgotten. */
    public void forget(int entity) {
        if (contains(entity)) {
            delta[entity] = NONE;
            squares[entity] = NONE;
        }
    }

    /** Where a family's share begins in an entity's vectors, and, for the number of families, where they end. */
    public int offset(int family) {
        return begin(family);
    }

    /** Δ of an entity, made if there is none, to be read or written in blocks. */
    public FloatBuffer parameters(int entity) {
        grow(entity);
        return FloatBuffer.wrap(delta[entity]);
    }

    /** Adagrad's sums of squares of an entity. */
    public FloatBuffer squares(int entity) {
        grow(entity);
        return FloatBuffer.wrap(squares[entity]);
    }

    /** The heap that so many entities take. */
    public static long heapBytes(int entities, int outputs, int width) {
        long array = 16 + 4L * outputs * width;
        return entities * (2 * (array + 7) / 8 * 8 + 2 * Integer.BYTES);
    }
}
