package io.tributary.model;

import io.tributary.task.Family;
import io.tributary.task.LossName;
import java.util.List;

/**
 * The shared trunk, the family heads and the tasks' deviations: predicts single rows and learns mini-batches of them.
 *
 * <p>The output of task t in family f is o = Φ_fᵀz̃ + Δ_tᵀz̃ with z̃ = [h; x; 1], h the trunk's last layer, or the
 * family's own mixture of experts. Rows are put
 * into the {@link MiniBatch} by {@link #predict} and stay there; {@link #step} learns those that were given examples.
 * Predicting and stepping allocate nothing once an entity is known. Not thread-safe.
 */
public final class Network implements AutoCloseable {
    private final Shape shape;
    private final Loss[] losses;
    private final SharedParameters shared;
    private final Deviations deviations;
    private final MiniBatch batch;
    private final Step step;

    /**
     * @param hyperparameters how parameters move
     * @param seed of the trunk's initial weights
     * @param capacity the rows of the largest mini-batch
     */
    public Network(Shape shape, Hyperparameters hyperparameters, long seed, int capacity) {
        this.shape = shape;
        losses = shape.families().stream().map(Loss::of).toArray(Loss[]::new);
        shared = new SharedParameters(shape);
        shared.initialise(seed);
        deviations = new Deviations(shape, hyperparameters.deviation().moments());
        batch = new MiniBatch(shape, capacity);
        step = new Step(shape, hyperparameters, losses, shared, deviations, batch);
    }

    public Shape shape() {
        return shape;
    }

    public List<Family> families() {
        return shape.families();
    }

    public SharedParameters shared() {
        return shared;
    }

    public Deviations deviations() {
        return deviations;
    }

    public MiniBatch batch() {
        return batch;
    }

    /** Back to the untrained model of a seed; nothing is kept. */
    public void reset(long seed) {
        shared.initialise(seed);
        deviations.clear();
    }

    /**
     * Predicts one row of the mini-batch.
     *
     * @param row its place, which it keeps if it is to be learned
     * @param x its encoded inputs {@code [inputs]}
     * @param entity its entity's number, or negative if the entity is not known
     */
    public void predict(int row, float[] x, int entity) {
        batch.input(row, x, entity);
        forward(row, 1);
    }

    /** Computes activations, outputs and means of rows {@code [from, from + count)}. */
    void forward(int from, int count) {
        batch.trunk().forward(shared.values(), from, count);
        for (int group = 0; group < shape.groups(); group++) {
            heads(group, from, count);
        }
        Matrix outputs = batch.outputs();
        for (int row = from; row < from + count; row++) {
            outputs.load(row);
            deviations.addTo(outputs.mirror(), outputs.at(row), batch, row);
            for (int f = 0; f < losses.length; f++) {
                int offset = shape.outputOffset(f);
                losses[f].predict(
                        outputs.mirror(), outputs.at(row) + offset, batch.means(), row * shape.outputs() + offset);
            }
        }
    }

    /** One product for all heads of a group. */
    private void heads(int group, int from, int count) {
        Matrix z = batch.z();
        Matrix o = batch.outputs();
        NativeFloats phi = shared.values();
        int family = shape.groupFamily(group);
        int head = shape.headOffset(family);
        int first = shape.outputOffset(family);
        int outputs = shape.outputOffset(shape.groupFamily(group + 1)) - first;
        if (count == 1) {
            Blas.timesVector(
                    outputs,
                    shape.headWidth(),
                    phi.source(head),
                    z.memory().source(batch.seen(from, family)),
                    o.memory().target(o.at(from) + first));
        } else {
            Blas.timesTransposed(
                    count,
                    outputs,
                    shape.headWidth(),
                    z.memory().source(batch.seen(from, family)),
                    z.stride(),
                    phi.source(head),
                    shape.headWidth(),
                    o.memory().target(o.at(from) + first),
                    o.stride());
        }
    }

    /** Output o of a row that was predicted, before its link. */
    public float output(int row, int output) {
        return batch.outputs().mirror()[batch.outputs().at(row) + output];
    }

    /** The mean that an output stands for: the output itself, a count, or a probability. */
    public double mean(int row, int output) {
        return batch.means()[row * shape.outputs() + output];
    }

    /**
     * Learns the examples of rows {@code [0, rows)}; those of a row without an entity's number move shared parameters alone.
     *
     * @param learned N, the examples learned before
     */
    public StepReport step(int rows, long learned) {
        return step(rows, learned, GradientRule.NONE);
    }

    /**
     * Whether the steps from the next one on tell their {@link FamilyGradients}; they do until they are told not to. What is
     * learned does not depend on it, where no rule looks at them.
     */
    public void watchGradients(boolean watched) {
        step.gradients().watch(watched);
    }

    /**
     * Learns the examples of rows {@code [0, rows)} by a rule for what reaches the trunk.
     *
     * @param learned N, the examples learned before
     */
    public StepReport step(int rows, long learned, GradientRule rule) {
        return step.run(rows, learned, rule);
    }

    /** Whether every shared parameter is a finite number. */
    public boolean isFinite() {
        return shared.isFinite();
    }

    /** One family's examples in rows {@code [0, rows)}, those of rejected rows apart. */
    public int examples(int rows, int family) {
        int examples = 0;
        for (int row = 0; row < rows; row++) {
            examples += batch.isLabelled(row, family) ? 1 : 0;
        }
        return examples;
    }

    /** The mean loss of those examples as they were predicted, without weights; NaN if there are none. */
    public double meanLoss(int rows, int family) {
        double sum = 0;
        for (int row = 0; row < rows; row++) {
            if (batch.isLabelled(row, family)) {
                int at = batch.outputs().at(row) + shape.outputOffset(family);
                double target = batch.target(row, family);
                sum += losses[family].value(batch.outputs().mirror(), at, target) - losses[family].least(target);
            }
        }
        return sum / examples(rows, family);
    }

    /**
     * Turns every output o of a family into factor · o + shift, whatever the row and the entity, and scales the optimizer state
     * as gradients will be; rows that were predicted before have to be predicted again.
     */
    public void rescale(int family, double factor, double shift) {
        float gradients = shape.families().get(family).loss() == LossName.QUANTILE ? 1 : (float) factor;
        shared.rescaleHead(family, factor, shift, gradients);
        deviations.scale(family, (float) factor, gradients);
    }

    /** (1/n) Σ ωᵢ ℓᵢ over the examples of rows {@code [0, rows)}, as they were predicted. */
    public double loss(int rows) {
        double sum = 0;
        int examples = 0;
        for (int row = 0; row < rows; row++) {
            for (int f = 0; f < losses.length; f++) {
                if (batch.isLabelled(row, f)) {
                    int at = batch.outputs().at(row) + shape.outputOffset(f);
                    sum += batch.weight(row, f)
                            * losses[f].value(batch.outputs().mirror(), at, batch.target(row, f));
                    examples++;
                }
            }
        }
        return sum / examples;
    }

    /** Ω of the examples of rows {@code [0, rows)}: (λ/2) Σ nₜ ‖Δₜ‖². */
    public double penalty(int rows) {
        return step.penalty(rows);
    }

    @Override
    public void close() {
        shared.close();
        batch.close();
    }
}
