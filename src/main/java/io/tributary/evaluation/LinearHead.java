package io.tributary.evaluation;

import io.tributary.model.Optimizer;
import io.tributary.task.Prediction;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/** The family heads Φ {@code [outputs × (inputs + 1)]} of a linear baseline, moved by Adam. Not thread-safe. */
public final class LinearHead {
    private static final Optimizer OPTIMIZER = Optimizer.Adam.STANDARD;

    private final Prediction layout;
    private final int families;
    private final int width;
    private final int outputs;
    private final float[] phi;
    private final float[] first;
    private final float[] second;
    private final float[] gradient;
    private final double[] sums;
    private final long[] steps;

    LinearHead(Prediction layout, int families, int width) {
        this.layout = layout;
        this.families = families;
        this.width = width;
        outputs = layout.values().length;
        phi = new float[outputs * width];
        first = new float[phi.length];
        second = new float[phi.length];
        gradient = new float[phi.length];
        sums = new double[width];
        steps = new long[families];
    }

    /** (Φ + Δ)ᵀ[x; 1] of one output. */
    float output(int output, float[] x, float[] delta) {
        return Dot.ofSum(phi, delta, output * width, x);
    }

    /**
     * One step on the mean gradient of the families present.
     *
     * @param d ω ∂ℓ/∂o {@code [rows × outputs]}
     * @param examples of each family
     * @param mean 1/n
     */
    void step(StepRows rows, double[] d, int[] examples, double mean, double clipNorm, double rate) {
        for (int output = 0; output < outputs; output++) {
            gradient(output, rows, d, mean);
        }
        double squares = 0;
        for (int f = 0; f < families; f++) {
            for (int i = begin(f); i < begin(f + 1) && examples[f] > 0; i++) {
                squares += (double) gradient[i] * gradient[i];
            }
        }
        double norm = Math.sqrt(squares);
        float scale = (float) (norm > clipNorm ? clipNorm / norm : 1);
        for (int f = 0; f < families; f++) {
            if (examples[f] > 0) {
                steps[f]++;
                OPTIMIZER.update(phi, first, second, gradient, begin(f), begin(f + 1), scale, rate, steps[f]);
            }
        }
    }

    /** In double precision, as the model's heads sum theirs: what rounding leaves of a sum that vanishes, Adam would follow. */
    private void gradient(int output, StepRows rows, double[] d, double mean) {
        Arrays.fill(sums, 0);
        for (int row = 0; row < rows.rows(); row++) {
            double factor = d[row * outputs + output];
            if (factor != 0) {
                float[] x = rows.x(row);
                for (int i = 0; i < width; i++) {
                    sums[i] += factor * x[i];
                }
            }
        }
        for (int i = 0; i < width; i++) {
            gradient[output * width + i] = (float) (mean * sums[i]);
        }
    }

    private int begin(int family) {
        return (family < families ? layout.offset(family) : outputs) * width;
    }

    /** A family's head is as it was before its first step. */
    public void clear(int family) {
        for (float[] numbers : List.of(phi, first, second)) {
            Arrays.fill(numbers, begin(family), begin(family + 1), 0);
        }
        steps[family] = 0;
    }

    /** Numbers in a family's head. */
    public int size(int family) {
        return begin(family + 1) - begin(family);
    }

    /** Steps a family's head has taken. */
    public long steps(int family) {
        return steps[family];
    }

    /** Sets a family's step count when the baseline is restored. */
    public void restoreSteps(int family, long count) {
        steps[family] = count;
    }

    /** A piece of a family's head, to be read or written in blocks. */
    public FloatBuffer parameters(int family, int offset, int count) {
        return FloatBuffer.wrap(phi, begin(family) + offset, count).slice();
    }

    /** Adam's first moments of the same piece. */
    public FloatBuffer firstMoments(int family, int offset, int count) {
        return FloatBuffer.wrap(first, begin(family) + offset, count).slice();
    }

    /** Adam's second moments of the same piece. */
    public FloatBuffer secondMoments(int family, int offset, int count) {
        return FloatBuffer.wrap(second, begin(family) + offset, count).slice();
    }
}
