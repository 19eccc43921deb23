package io.tributary.streams;

import io.tributary.source.LabelledEventDecoder;
import io.tributary.source.RowMapping;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Row;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** From a record of the learner's log to its row: the same for whoever reads the log. Not thread-safe. */
final class LogDecoder {
    private static final byte[] NO_VALUE = {};

    private final RowMapping mapping;
    private final LabelledEventDecoder decoder;
    private final Skips skips;

    LogDecoder(ApplicationConfig application) {
        mapping = application.mapping();
        decoder = new LabelledEventDecoder(mapping);
        skips = new Skips(application.skips());
    }

    /**
     * Decodes and validates a record.
     *
     * @param timestamp the record's own, in milliseconds since 1970; 0 if it has none
     * @param row reused; undefined if the record is rejected
     * @throws InvalidRowException if it holds no row of this log
     */
    void decode(
            TopicPartition log, long offset, long timestamp, byte @Nullable [] key, byte @Nullable [] value, Row row) {
        byte[] payload = value == null ? NO_VALUE : value;
        skips.require(log.topic(), log.partition(), offset);
        decoder.decode(payload, row);
        mapping.requirePast(row, timestamp);
        requireKey(key, row);
        row.origin(offset, payload);
    }

    private static void requireKey(byte @Nullable [] key, Row row) {
        if (key == null || !row.entity().contentEquals(key)) {
            throw new InvalidRowException(
                    Reason.WRONG_KEY,
                    "found " + (key == null ? "no key" : "the key '" + new String(key, StandardCharsets.UTF_8) + "'")
                            + ", expected the row's entity '" + row.entity()
                            + "' in UTF-8, so that all rows of an entity meet in one partition; key the record by it,"
                            + " or set source.keyed to false");
        }
    }
}
