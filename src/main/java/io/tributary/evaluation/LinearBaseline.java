package io.tributary.evaluation;

import io.tributary.learning.LabelScale;
import io.tributary.learning.Learner;
import io.tributary.model.Loss;
import io.tributary.model.RateSchedule;
import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import io.tributary.task.Scoring;
import java.util.Arrays;
import java.util.List;

/**
 * The model without a trunk: o = Φ_fᵀ[x; 1] + Δ_tᵀ[x; 1], on the same inputs in the same mini-batches.
 *
 * <p>Plain loops on the heap: it has no matrix product worth a native call, and stands beside every row. What it cannot
 * predict it does not answer. Not thread-safe.
 */
public final class LinearBaseline implements Baseline {
    /** Deviations alone: every task by itself. */
    public static final String SINGLE_TASK = "single_task_linear";

    /** Family head and deviation: partial pooling; the trunk's gain is claimed against this one. */
    public static final String POOLED = "pooled_linear";

    /* A gradient's square, summed over many steps, must fit single precision. */
    private static final double LARGEST_GRADIENT = 1e15;
    private static final RateSchedule SCHEDULE = new RateSchedule(5000, 0.1);
    private static final double CLIP_NORM = 1;

    private final LinearSettings settings;
    private final Family[] families;
    private final Loss[] losses;
    private final LabelScale labelScale;
    private final int batchSize;
    private final int width;
    private final LinearHead head;
    private final LinearDeviations deviations;
    private final Prediction prediction;
    private final float[] outputs;
    private final double[] means;
    private final double[] gradients;
    /* Parameters move in steps alone, so what was answered to a row is what its step needs; unless it was restored. */
    private final double[] pendingMeans;
    private final boolean[] isPending;
    private final int[] familyExamples;
    /* Which examples of a step are learned: rows × families. */
    private final boolean[] isLearned;

    private LinearBaseline(LinearSettings settings, Learner learner) {
        this.settings = settings;
        List<Family> asked = learner.families();
        families = asked.toArray(Family[]::new);
        losses = asked.stream().map(Loss::of).toArray(Loss[]::new);
        labelScale = learner.labelScale();
        batchSize = learner.config().learning().batchSize();
        width = learner.encoder().inputs() + 1;
        prediction = new Prediction(asked);
        outputs = new float[prediction.values().length];
        means = new double[outputs.length];
        head = new LinearHead(prediction, families.length, width);
        deviations = new LinearDeviations(prediction, families.length, width);
        gradients = new double[batchSize * outputs.length];
        pendingMeans = new double[gradients.length];
        isPending = new boolean[batchSize];
        familyExamples = new int[families.length];
        isLearned = new boolean[batchSize * families.length];
    }

    /** Every task by itself: Adagrad at 0.1, no penalty, nothing shared. */
    public static LinearBaseline singleTask(Learner model) {
        return new LinearBaseline(new LinearSettings(SINGLE_TASK, 0, 0.1, 0), model);
    }

    /** Family head and deviation, the head at a rate of 0.003 or 0.01 whatever its width. */
    public static List<LinearBaseline> pooled(Learner model) {
        return List.of(
                new LinearBaseline(new LinearSettings(POOLED, 0.003, 0.03, 0.01), model),
                new LinearBaseline(new LinearSettings(POOLED, 0.01, 0.03, 0.01), model));
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public String label() {
        return settings.label();
    }

    LinearSettings settings() {
        return settings;
    }

    /** The family heads; all zero for ever where nothing is pooled. */
    public LinearHead head() {
        return head;
    }

    /** What each task has learned by itself. */
    public LinearDeviations deviations() {
        return deviations;
    }

    @Override
    public Prediction prediction() {
        return prediction;
    }

    @Override
    public Prediction observe(Row row, int place, int entity, float[] x) {
        prediction.clear();
        for (int f = 0; f < families.length; f++) {
            if (row.isAsked(f)) {
                answer(row, entity, x, f);
            }
        }
        isPending[place] = row.examples() > 0;
        System.arraycopy(means, 0, pendingMeans, place * means.length, means.length);
        return prediction;
    }

    private void answer(Row row, int entity, float[] x, int family) {
        int from = prediction.offset(family);
        mean(family, entity, x);
        for (int j = from; j < from + families[family].outputs(); j++) {
            double value = labelScale.inLabelUnits(family, means[j]);
            if (!Double.isFinite(value)) {
                return;
            }
            prediction.values()[j] = value;
        }
        prediction.answer(family, !deviations.contains(entity));
        if (row.isLabelled(family)) {
            prediction.loss(family, Scoring.loss(families[family], prediction.values(), from, row.label(family)));
        }
    }

    private void mean(int family, int entity, float[] x) {
        int from = prediction.offset(family);
        int to = from + families[family].outputs();
        float[] delta = deviations.of(entity);
        for (int j = from; j < to; j++) {
            outputs[j] = settings.isPooled() ? head.output(j, x, delta) : Dot.of(delta, j * width, x);
        }
        losses[family].predict(outputs, from, means, from);
    }

    @Override
    public void step(StepRows rows) {
        int examples = outputGradients(rows);
        if (settings.isPooled() && examples > 0) {
            double rate = settings.headRate() * SCHEDULE.factor(rows.learnedBefore(), examples, batchSize);
            head.step(rows, gradients, familyExamples, 1.0 / examples, CLIP_NORM, rate);
        }
        deviations.step(rows, gradients, isLearned, settings);
        Arrays.fill(isPending, false);
    }

    /** ω ∂ℓ/∂o of every example, zero where there is none or it is too large to be learned; returns how many are. */
    private int outputGradients(StepRows rows) {
        Arrays.fill(familyExamples, 0);
        Arrays.fill(gradients, 0, rows.rows() * outputs.length, 0);
        int examples = 0;
        for (int row = 0; row < rows.rows(); row++) {
            for (int f = 0; f < families.length; f++) {
                boolean learned = !Double.isNaN(rows.target(row, f)) && outputGradient(rows, row, f);
                isLearned[row * families.length + f] = learned;
                familyExamples[f] += learned ? 1 : 0;
                examples += learned ? 1 : 0;
            }
        }
        return examples;
    }

    private boolean outputGradient(StepRows rows, int row, int family) {
        int from = prediction.offset(family);
        int at = row * outputs.length + from;
        int pending = rows.place(row) * outputs.length + from;
        if (!isPending[rows.place(row)]) {
            mean(family, rows.entity(row), rows.x(row));
            System.arraycopy(means, from, pendingMeans, pending, families[family].outputs());
        }
        losses[family].gradient(pendingMeans, pending, rows.target(row, family), rows.weight(row), gradients, at);
        double sum = 0;
        for (int j = 0; j < families[family].outputs(); j++) {
            sum += Math.abs(gradients[at + j]);
        }
        boolean usable = sum * rows.norm(row) <= LARGEST_GRADIENT / batchSize;
        if (!usable) {
            Arrays.fill(gradients, at, at + families[family].outputs(), 0);
        }
        return usable;
    }

    @Override
    public void forget(int entity) {
        Arrays.fill(isPending, false); // Its rows may be among them, and are learned without what is forgotten.
        deviations.forget(entity);
    }
}
