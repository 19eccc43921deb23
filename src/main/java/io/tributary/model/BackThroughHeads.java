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
     * Computes ∂L/∂h = Φ d + Δ d + c_f of rows {@code [0, rows)} and every group, into the mirror of its hidden gradient.
     *
     * <p>d stands in the mini-batch, zero where an example is detached, and its sums in the families' gradients.
     *
     * @param rule says what c_f is
     */
    void run(MiniBatch batch, int rows, GradientRule rule) {
        for (int group = 0; group < shape.groups(); group++) {
            int first = shape.groupFamily(group);
            int end = shape.groupFamily(group + 1);
            Matrix dh = batch.trunk().hiddenGradient(group);
            throughHeads(batch.outputGradient(), rows, first, end, dh);
            for (int row = 0; row < rows; row++) {
                dh.load(row);
                deviations.backward(batch, row, first, end, dh, gradients);
            }
        }
        if (gradients.isWatched()) {
            gradients.finish(shared.values(), batch.familyWeights());
        }
        correct(batch, rows, rule);
    }

    private void throughHeads(Matrix d, int rows, int first, int end, Matrix dh) {
        int from = shape.outputOffset(first);
        Blas.times(
                rows,
                shape.hidden(),
                shape.outputOffset(end) - from,
                d.memory().source(from),
                d.stride(),
                shared.values().source(shape.headOffset(first)),
                shape.headWidth(),
                dh.memory().target(dh.at(0)),
                dh.stride());
    }

    private void correct(MiniBatch batch, int rows, GradientRule rule) {
        if (rule == GradientRule.NONE) {
            return;
        }
        Arrays.fill(corrections, 0f);
        if (rule.correct(gradients, shared.trunkSteps(), corrections)) {
            for (int f = 0; f < gradients.families(); f++) {
                Matrix dh = batch.trunk().hiddenGradient(shape.group(f));
                for (int row = 0; row < rows; row++) {
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
