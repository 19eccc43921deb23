package io.tributary.streams;

import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import org.jspecify.annotations.Nullable;

/** One record of the log after ingest: a row, or the reason why it is none. Reused for every record. */
final class Inbound {
    private final Row row;
    private byte @Nullable [] key;
    private byte @Nullable [] payload;
    private @Nullable InvalidRowException rejection;

    Inbound(Row row) {
        this.row = row;
    }

    /** The record's row; undefined if it was rejected. */
    Row row() {
        return row;
    }

    /** The record's key as it came; a record may have none. */
    byte @Nullable [] key() {
        return key;
    }

    /** The record's value as it came; a record may have none. */
    byte @Nullable [] payload() {
        return payload;
    }

    /** Why there is no row, if there is none. */
    @Nullable
    InvalidRowException rejection() {
        return rejection;
    }

    /** Another record has come, which is a row unless it is rejected. */
    void arrive(byte @Nullable [] itsKey, byte @Nullable [] itsValue) {
        key = itsKey;
        payload = itsValue;
        rejection = null;
    }

    void reject(InvalidRowException reason) {
        rejection = reason;
    }
}
