package io.tributary.streams;

import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/** One record of the log: where it stands, what it holds, and the row in it or the reason why there is none. Reused. */
final class Inbound {
    private final Row row;
    private long offset;
    private byte @Nullable [] key;
    private byte @Nullable [] payload;
    private Headers headers = new RecordHeaders();
    private long timestamp;
    private @Nullable InvalidRowException rejection;

    Inbound(Row row) {
        this.row = row;
    }

    /** The record's row; undefined if it was rejected. */
    Row row() {
        return row;
    }

    /** Where the record stands in its partition of the log. */
    long offset() {
        return offset;
    }

    /** The record's key as it came; a record may have none. */
    byte @Nullable [] key() {
        return key;
    }

    /** The record's value as it came; a record may have none. */
    byte @Nullable [] payload() {
        return payload;
    }

    /** The record's headers as they came. */
    Headers headers() {
        return headers;
    }

    /** The record's own timestamp, not before 1970. */
    long timestamp() {
        return timestamp;
    }

    /** Why there is no row, if there is none. */
    @Nullable
    InvalidRowException rejection() {
        return rejection;
    }

    /** Another record has come, which is a row unless it is rejected. */
    void arrive(
            long itsOffset,
            byte @Nullable [] itsKey,
            byte @Nullable [] itsValue,
            Headers itsHeaders,
            long itsTimestamp) {
        offset = itsOffset;
        key = itsKey;
        payload = itsValue;
        headers = itsHeaders;
        timestamp = itsTimestamp;
        rejection = null;
    }

    void reject(InvalidRowException reason) {
        rejection = reason;
    }
}
