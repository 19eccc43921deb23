package io.tributary.model;

import java.util.Arrays;

/**
 * The way back from outputs to the trunk's last layer: ∂L/∂h of every row, and what each family has in it.
 *
 * <p>An example that is detached has no part in either. Not thread-safe.
 */
final class BackThroughHeads {
    private final Shape shape;
    private final SharedParameters shared;
    private final Deviations deviations;
    private final FamilyGradients gradients;
    private final float[] corrections;

    BackThroughHeads(Shape shape, SharedParameters shared, Deviations deviations, FamilyGradients gradients) {
        this.shape = shape;
        this.shared = shared;
        this.deviations = deviations;
        this.gradients = gradients;
        corrections = new float[shape.families().size() * shape.hidden()];
    }

    /**
     * Computes ∂L/∂h = Φ d + Δ d + c_f of rows {@code [0, rows)} into a mirror.
     *
     * <p>d stands in the mini-batch, zero where an example is detached, and its sums in the families' gradients.
     *
     * @param dh the last layer's delta
     * @param rule says what c_f is
     */
    void run(MiniBatch batch, int rows, Matrix dh, GradientRule rule) {
        throughHeads(batch, rows, dh);
        for (int row = 0; row < rows; row++) {
            dh.load(row);
            deviations.backward(batch, row, dh, gradients.throughDeviations());
        }
        gradients.finish(shared.values(), batch.familyWeights());
        correct(batch, rows, dh, rule);
    }

    private void throughHeads(MiniBatch batch, int rows, Matrix dh) {
        Matrix d = batch.outputGradient();
        Blas.times(
                rows,
                shape.hidden(),
                shape.outputs(),
                d.memory().source(0),
                d.stride(),
                shared.values().source(shape.trunkSize()),
                shape.headWidth(),
                dh.memory().target(0),
                dh.stride());
    }

    private void correct(MiniBatch batch, int rows, Matrix dh, GradientRule rule) {
        if (rule == GradientRule.NONE) {
            return;
        }
        Arrays.fill(corrections, 0f);
        if (rule.correct(gradients, shared.trunkSteps(), corrections)) {
            for (int row = 0; row < rows; row++) {
                for (int f = 0; f < gradients.families(); f++) {
                    if (batch.isSharing(row, f)) {
                        add(f, (float) batch.familyWeight(f), dh.mirror(), dh.at(row));
                    }
                }
            }
        }
    }

    private void add(int family, float weight, float[] dh, int at) {
        int hidden = shape.hidden();
        for (int i = 0; i < hidden; i++) {
            dh[at + i] += weight * corrections[family * hidden + i];
        }
    }
}
