package io.tributary.evaluation;

import io.tributary.task.Prediction;
import io.tributary.task.Row;

/** A method measured beside the learner on the same rows. Not thread-safe. */
public interface Baseline {
    /**
     * The name under which it is reported.
     *
     * <p>Runs of one method with different settings share a name: of them, per family, the best is reported.
     */
    String name();

    /**
     * Answers the families asked, fills in the losses of the answers whose labels are known, and only then learns
     * those labels, all at once.
     *
     * <p>A family may be left unanswered if the method has no answer for its kind. Allocates nothing once the row's
     * entity is known.
     *
     * @return the answers, valid until the next row
     */
    Prediction observe(Row row);
}
