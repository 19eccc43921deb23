package io.tributary.learning;

/**
 * What a learner has counted since it began; part of its state.
 *
 * @param rows rows predicted
 * @param predictedOnly rows among them that carried no label
 * @param learned examples learned
 * @param learnedRows rows learned
 * @param rejectedRows rows that were predicted and then rejected at their step
 * @param refused records of the log that were rejected before prediction, and so are no rows
 * @param steps steps taken
 * @param streamTime the latest event time seen, in milliseconds; {@link Long#MIN_VALUE} before the first row
 */
public record Counters(
        long rows,
        long predictedOnly,
        long learned,
        long learnedRows,
        long rejectedRows,
        long refused,
        long steps,
        long streamTime) {
    /** Nothing seen yet. */
    public static final Counters NONE = new Counters(0, 0, 0, 0, 0, 0, 0, Long.MIN_VALUE);
}
