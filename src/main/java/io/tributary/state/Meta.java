package io.tributary.state;

import io.tributary.learning.Counters;
import java.util.Optional;

/**
 * What holds the blocks together.
 *
 * @param fingerprint the configuration they were written under
 * @param counters what the learner had counted
 * @param pendingRows how many of the pending blocks are alive
 * @param nextOffset the offset of the log's next record
 * @param generation grows when the model is rolled back
 * @param oldestId the number of the oldest event whose ID is remembered
 * @param nextId the number of the next event with an ID
 * @param announced the last snapshot that was announced, or that this generation began from
 * @param origin where the model began; empty if with its log
 */
record Meta(
        Fingerprint fingerprint,
        Counters counters,
        int pendingRows,
        long nextOffset,
        int generation,
        long oldestId,
        long nextId,
        ModelVersion announced,
        Optional<Origin> origin) {
    void write(BlockWriter writer) {
        fingerprint.write(writer);
        writer.putLong(counters.rows())
                .putLong(counters.predictedOnly())
                .putLong(counters.learned())
                .putLong(counters.learnedRows())
                .putLong(counters.rejectedRows())
                .putLong(counters.steps())
                .putLong(counters.streamTime())
                .putInt(pendingRows)
                .putLong(nextOffset)
                .putInt(generation)
                .putLong(counters.refused())
                .putLong(oldestId)
                .putLong(nextId)
                .putInt(announced.generation())
                .putLong(announced.learned());
        origin.ifPresent(began -> began.write(writer));
    }

    static Meta read(BlockReader reader) {
        Fingerprint fingerprint = Fingerprint.read(reader);
        long rows = reader.getLong();
        long predictedOnly = reader.getLong();
        long learned = reader.getLong();
        long learnedRows = reader.getLong();
        long rejectedRows = reader.getLong();
        long steps = reader.getLong();
        long streamTime = reader.getLong();
        int pendingRows = reader.getInt();
        long nextOffset = reader.getLong();
        int generation = reader.getInt();
        long refused = reader.getLong();
        Counters counters =
                new Counters(rows, predictedOnly, learned, learnedRows, rejectedRows, refused, steps, streamTime);
        long oldestId = reader.getLong();
        long nextId = reader.getLong();
        ModelVersion announced =
                reader.hasMore() ? new ModelVersion(reader.getInt(), reader.getLong()) : ModelVersion.NONE;
        Optional<Origin> origin = reader.hasMore() ? Optional.of(Origin.read(reader)) : Optional.empty();
        return new Meta(
                fingerprint, counters, pendingRows, nextOffset, generation, oldestId, nextId, announced, origin);
    }
}
