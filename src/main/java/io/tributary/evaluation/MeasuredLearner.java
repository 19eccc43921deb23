package io.tributary.evaluation;

import io.tributary.learning.AlertListener;
import io.tributary.learning.Learner;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.StepListener;
import io.tributary.task.Prediction;
import io.tributary.task.Row;

/**
 * A learner with its baselines beside it: {@code observe(row) → the prediction to be served}.
 *
 * <p>Not thread-safe.
 */
public record MeasuredLearner(Learner learner, Baselines baselines) implements AutoCloseable {
    /** A learner that has observed nothing, whose listeners hear nothing. */
    public static MeasuredLearner of(LearnerConfig config, TransferConfig transfer) {
        return of(config, transfer, StepListener.NONE, AlertListener.NONE, TransferListener.NONE);
    }

    /** A learner that has observed nothing. */
    public static MeasuredLearner of(
            LearnerConfig config,
            TransferConfig transfer,
            StepListener steps,
            AlertListener alerts,
            TransferListener transfers) {
        Learner learner = new Learner(config, steps, alerts);
        Baselines baselines = new Baselines(learner, transfer, transfers);
        if (!baselines.all().isEmpty()) {
            learner.accompany(baselines);
        }
        return new MeasuredLearner(learner, baselines);
    }

    /**
     * Predicts a row and takes it in; of the answers, those are the baselines' that they give better.
     *
     * @return the answers, valid until the next call
     * @throws io.tributary.task.InvalidRowException as {@link Learner#observe} does
     */
    public Prediction observe(Row row) {
        Prediction prediction = learner.observe(row);
        return baselines.all().isEmpty() ? prediction : baselines.served();
    }

    @Override
    public void close() {
        learner.close();
    }
}
