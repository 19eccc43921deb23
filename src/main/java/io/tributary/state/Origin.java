package io.tributary.state;

import io.tributary.learning.Counters;

/**
 * Where a model began that did not begin with its log: rolled back to a snapshot, or brought in with one.
 *
 * <p>What came before belongs to another generation, or to another application; accounts and audits begin here.
 *
 * @param snapshot the application's own snapshot that it began from
 * @param rows rows that were predicted by then
 * @param refused records refused by then
 * @param rejectedRows rows rejected at their step by then
 * @param place the offset of the log's record that came first
 * @param predictions where the predictions topic ended
 * @param rejected where the rejected topic ended
 */
public record Origin(
        ModelVersion snapshot,
        long rows,
        long refused,
        long rejectedRows,
        long place,
        long predictions,
        long rejected) {
    /** The origin of a state as it is now, which goes on from a place in its log. */
    public static Origin of(LearnerState state, ModelVersion snapshot, long place, long predictions, long rejected) {
        Counters counters = state.learner().counters();
        return new Origin(
                snapshot, counters.rows(), counters.refused(), counters.rejectedRows(), place, predictions, rejected);
    }

    void write(BlockWriter writer) {
        writer.putInt(snapshot.generation())
                .putLong(snapshot.learned())
                .putLong(rows)
                .putLong(refused)
                .putLong(rejectedRows)
                .putLong(place)
                .putLong(predictions)
                .putLong(rejected);
    }

    static Origin read(BlockReader reader) {
        return new Origin(
                new ModelVersion(reader.getInt(), reader.getLong()),
                reader.getLong(),
                reader.getLong(),
                reader.getLong(),
                reader.getLong(),
                reader.getLong(),
                reader.getLong());
    }
}
