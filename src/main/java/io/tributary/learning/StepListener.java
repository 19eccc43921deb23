package io.tributary.learning;

/** Hears of rows that could be predicted but not learned. */
@FunctionalInterface
public interface StepListener {
    /** Hears nothing. */
    StepListener NONE = (rows, row) -> {};

    /** A pending row was taken out of its step because learning it would have made the model non-finite. */
    void rejected(PendingRows rows, int row);
}
