package io.tributary.streams;

import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import org.jspecify.annotations.Nullable;

/** One record of the log after ingest: a row, or the reason why it is none. Reused for every record. */
final class Inbound {
    private final Row row;
    private byte @Nullable [] payload;
    private @Nullable InvalidRowException rejection;

    Inbound(Row row) {
        this.row = row;
    }

    /** The record's row; undefined if it was rejected. */
    Row row() {
        return row;
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

    void accept(byte[] value) {
        payload = value;
        rejection = null;
    }

    void reject(byte @Nullable [] value, InvalidRowException reason) {
        payload = value;
        rejection = reason;
    }
}
