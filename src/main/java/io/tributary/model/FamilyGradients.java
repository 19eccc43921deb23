package io.tributary.model;

import java.util.Arrays;

/**
 * What each family asks of the trunk in one step: g_f, the mean of ∂ℓ/∂h over the family's examples that share.
 *
 * <p>h is the trunk's last layer, with experts the family's mixture of theirs, {@code [hidden]}; without a trunk every g_f is empty. The examples' row weights are in
 * g_f, the family's weight from the balancer is not, and neither is what a {@link GradientRule} changes. In a step that is
 * not watched every family is absent. Reused by the next step. Not thread-safe.
 */
public final class FamilyGradients {
    private final Shape shape;
    private final int hidden;
    private final int[] examples;
    private final double[] means;
    private final double[] squares;

    /* Of the sum over examples, Φ is the same for all, so it is applied once to Σ d; Δ differs from row to row. */
    private final double[] outputs;
    private final float[] deviations;
    private final float[] head;
    private boolean watched = true;
    private boolean empty = true;

    FamilyGradients(Shape shape) {
        this.shape = shape;
        hidden = shape.hidden();
        examples = new int[shape.families().size()];
        means = new double[examples.length * hidden];
        squares = new double[examples.length];
        outputs = new double[shape.outputs()];
        deviations = new float[examples.length * hidden];
        head = new float[hidden];
    }

    /** The number of families. */
    public int families() {
        return examples.length;
    }

    /** The width of the trunk's last layer. */
    public int hidden() {
        return hidden;
    }

    /** The examples of a family whose gradients went into the trunk; 0 if it was absent. */
    public int examples(int family) {
        return examples[family];
    }

    /** All g_f, {@code [families × hidden]}; zero where a family was absent. */
    public double[] means() {
        return means;
    }

    /** Whether a family was present, with a gradient whose square is a number. */
    public boolean isKnown(int family) {
        return examples[family] > 0 && squares[family] <= Double.MAX_VALUE;
    }

    /** ‖g_f‖. */
    public double norm(int family) {
        return Math.sqrt(squares[family]);
    }

    /** The cosine of the angle between two families' gradients; 0 if one of them vanishes or is not known. */
    public double cosine(int family, int other) {
        if (!isKnown(family) || !isKnown(other) || squares[family] == 0 || squares[other] == 0) {
            return 0;
        }
        return Math.max(-1, Math.min(1, dot(family, other) / (norm(family) * norm(other))));
    }

    private double dot(int family, int other) {
        double sum = 0;
        for (int i = 0; i < hidden; i++) {
            sum += means[family * hidden + i] * means[other * hidden + i];
        }
        return sum;
    }

    /** Whether the steps from the next one on are watched, which costs time and changes nothing that is learned. */
    void watch(boolean yes) {
        watched = yes;
    }

    boolean isWatched() {
        return watched;
    }

    /** Back to a step in which every family was absent. */
    void clear() {
        if (empty) {
            return;
        }
        empty = true;
        Arrays.fill(examples, 0);
        Arrays.fill(means, 0);
        Arrays.fill(squares, 0);
        Arrays.fill(outputs, 0);
        Arrays.fill(deviations, 0f);
    }

    /** Counts an example that shares, its row's gradients by the outputs beginning at {@code dAt}. */
    void add(int family, double[] d, int dAt) {
        if (!watched) {
            return;
        }
        empty = false;
        examples[family]++;
        for (int j = shape.outputOffset(family); j < shape.outputOffset(family + 1); j++) {
            outputs[j] += d[dAt + j];
        }
    }

    /** Σ Δ d of each family {@code [families × hidden]}, to be added to. */
    float[] throughDeviations() {
        return deviations;
    }

    /**
     * Completes the means.
     *
     * @param parameters in which Φ lies
     * @param weights of the families, by which their gradients were multiplied
     */
    void finish(NativeFloats parameters, double[] weights) {
        for (int f = 0; f < examples.length; f++) {
            if (examples[f] > 0) {
                throughHead(f, parameters);
                mean(f, 1 / (weights[f] * examples[f]));
            }
        }
    }

    private void throughHead(int family, NativeFloats parameters) {
        int first = shape.outputOffset(family);
        for (int j = first; j < shape.outputOffset(family + 1); j++) {
            parameters.get(shape.headOffset(family) + (j - first) * shape.headWidth(), head, 0, hidden);
            for (int i = 0; i < hidden; i++) {
                means[family * hidden + i] += outputs[j] * head[i];
            }
        }
    }

    private void mean(int family, double scale) {
        double sum = 0;
        for (int i = family * hidden; i < (family + 1) * hidden; i++) {
            means[i] = scale * (means[i] + deviations[i]);
            sum += means[i] * means[i];
        }
        squares[family] = sum;
    }
}
