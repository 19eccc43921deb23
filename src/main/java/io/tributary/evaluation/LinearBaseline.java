package io.tributary.evaluation;

import io.tributary.learning.BalancingConfig;
import io.tributary.learning.Learner;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.LearningConfig;
import io.tributary.learning.LearningConfig.DeviationOptimizer;
import io.tributary.model.ModelConfig;
import io.tributary.model.ModelConfig.DeviationInput;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.List;

/**
 * A learner without a trunk: linear on [x; 1], on the same rows in the same mini-batches as the model.
 *
 * <p>What it cannot predict it does not answer.
 */
public final class LinearBaseline implements Baseline, AutoCloseable {
    /** Deviations alone: every task by itself. */
    public static final String SINGLE_TASK = "single_task_linear";

    /** Family head and deviation: partial pooling; the trunk's gain is claimed against this one. */
    public static final String POOLED = "pooled_linear";

    private final String name;
    private final Learner learner;
    private final Prediction unanswered;

    private LinearBaseline(String name, LearnerConfig config) {
        this.name = name;
        learner = new Learner(config);
        unanswered = new Prediction(config.families());
    }

    /** Every task by itself: Adagrad at 0.1, no penalty, nothing shared. */
    public static LinearBaseline singleTask(LearnerConfig model) {
        return new LinearBaseline(SINGLE_TASK, linear(model, 0, 0.1, 0));
    }

    /** Family head and deviation, the head at a rate of 0.003 or 0.01 whatever its width. */
    public static List<LinearBaseline> pooled(LearnerConfig model) {
        return List.of(pooled(model, 0.003), pooled(model, 0.01));
    }

    private static LinearBaseline pooled(LearnerConfig model, double headRate) {
        return new LinearBaseline(POOLED, linear(model, headRate, 0.03, 0.01));
    }

    private static LearnerConfig linear(LearnerConfig model, double headRate, double deviationRate, double penalty) {
        LearningConfig learning = model.learning();
        ModelConfig shape = new ModelConfig(
                List.of(),
                model.model().activation(),
                true,
                DeviationInput.ALL,
                model.model().seed());
        LearnerConfig config = new LearnerConfig(
                model.features(), model.families(), shape, learning, model.tasks(), BalancingConfig.EQUAL, 0);
        return new LearnerConfig(
                model.features(),
                model.families(),
                shape,
                new LearningConfig(
                        learning.batchSize(),
                        0,
                        headRate / config.headRateFactor(),
                        5000,
                        0.1,
                        1,
                        DeviationOptimizer.ADAGRAD,
                        deviationRate,
                        penalty,
                        learning.statisticsCap(),
                        learning.maxWait()),
                model.tasks(),
                BalancingConfig.EQUAL,
                0);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Prediction observe(Row row) {
        try {
            return learner.observe(row);
        } catch (InvalidRowException e) {
            unanswered.clear();
            return unanswered;
        }
    }

    @Override
    public void close() {
        learner.close();
    }
}
