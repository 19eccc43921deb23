package io.tributary.evaluation;

import io.tributary.task.Prediction;
import io.tributary.task.Row;

/** Hears of every answer of the model and of the baselines, once its row's losses are known. */
@FunctionalInterface
public interface AnswerListener {
    /** Hears nothing. */
    AnswerListener NONE = (method, row, prediction) -> {};

    /**
     * A method answered a row.
     *
     * @param method 0 for the model, then the baselines in their order
     * @param row valid until the listener returns, as is the prediction
     */
    void answered(int method, Row row, Prediction prediction);
}
