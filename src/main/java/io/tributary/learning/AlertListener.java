package io.tributary.learning;

/** Hears of what happens to the model: entities whose deviations are forgotten, and streams that change. */
@FunctionalInterface
public interface AlertListener {
    /** Hears nothing. */
    AlertListener NONE = alert -> {};

    /** Something has happened. */
    void alerted(Alert alert);
}
