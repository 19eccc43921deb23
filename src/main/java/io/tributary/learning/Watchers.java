package io.tributary.learning;

import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.Optional;

/** Who looks at a learner's answers once their labels are known: scores, certainty, drift. Not thread-safe. */
final class Watchers {
    private final PrequentialLosses losses;
    private final Certainty certainty;
    private final Optional<DriftWatch> drift;

    Watchers(PrequentialLosses losses, Certainty certainty, Optional<DriftWatch> drift) {
        this.losses = losses;
        this.certainty = certainty;
        this.drift = drift;
    }

    /**
     * Takes in what the answers to a row cost.
     *
     * @param entity the number of its entity; negative if it has none
     */
    void observe(Row row, Prediction prediction, int entity) {
        losses.observe(prediction);
        certainty.observe(row, prediction);
        if (drift.isPresent()) {
            drift.get().observe(row, prediction, entity);
        }
    }

    /** Takes in a label before its statistics do. */
    void observeLabel(int family, double label) {
        if (drift.isPresent()) {
            drift.get().observeLabel(family, label);
        }
    }

    /** A step has been taken and no row is pending. */
    void stepped() {
        if (drift.isPresent()) {
            drift.get().stepped();
        }
    }

    /** The examples that had been learned when the rates last started again; 0 if they never did. */
    long rateOrigin() {
        return drift.isPresent() ? drift.get().rateOrigin() : 0;
    }

    /** Whether the model learns no more. */
    boolean isHalted() {
        return drift.isPresent() && drift.get().isHalted();
    }

    /** Tables are as they were written. */
    void restored() {
        drift.ifPresent(DriftWatch::restored);
    }

    PrequentialLosses losses() {
        return losses;
    }

    Certainty certainty() {
        return certainty;
    }

    Optional<DriftWatch> drift() {
        return drift;
    }
}
