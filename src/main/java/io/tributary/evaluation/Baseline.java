package io.tributary.evaluation;

import io.tributary.task.Prediction;
import io.tributary.task.Row;

/** A method measured beside the learner on the same rows, under the same delay. Not thread-safe. */
public interface Baseline {
    /**
     * The name under which it is reported.
     *
     * <p>Runs of one method with different settings share a name: of them, per family, the best is reported.
     */
    String name();

    /** What tells it from other runs of its method. */
    default String label() {
        return name();
    }

    /**
     * Answers the families asked, fills in the losses of the answers whose labels are known, and only then learns
     * what it learns on arrival.
     *
     * <p>A family may be left unanswered if the method has no answer for its kind. Allocates nothing once the row's
     * entity is known.
     *
     * @param place the row's place in the mini-batch, which it keeps if it is to be learned
     * @param entity the number of the row's entity among those that are scored, negative if it has none
     * @param x the row's inputs as the model sees them, and a 1 {@code [inputs + 1]}
     * @return the answers, valid until the next row
     */
    Prediction observe(Row row, int place, int entity, float[] x);

    /** The answers to the last row. */
    Prediction prediction();

    /** Learns the rows of a step, when the model has just learned them. */
    default void step(StepRows rows) {
        // A method that learns on arrival has done so.
    }

    /** An entity has left: what was learned of it is forgotten. */
    default void forget(int entity) {
        // Tables are cleared by who keeps them.
    }
}
