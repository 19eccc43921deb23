package io.tributary.state;

import io.tributary.learning.Counters;

/**
 * What holds the blocks together.
 *
 * @param fingerprint the configuration they were written under
 * @param counters what the learner had counted
 * @param pendingRows how many of the pending blocks are alive
 * @param nextOffset the offset of the log's next record
 * @param generation grows when the model is rolled back
 */
record Meta(Fingerprint fingerprint, Counters counters, int pendingRows, long nextOffset, int generation) {
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
                .putInt(generation);
    }

    static Meta read(BlockReader reader) {
        Fingerprint fingerprint = Fingerprint.read(reader);
        Counters counters = new Counters(
                reader.getLong(),
                reader.getLong(),
                reader.getLong(),
                reader.getLong(),
                reader.getLong(),
                reader.getLong(),
                reader.getLong());
        return new Meta(fingerprint, counters, reader.getInt(), reader.getLong(), reader.getInt());
    }
}
