package io.tributary.source;

import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Row;
import java.time.Duration;
import java.time.Instant;

/**
 * Holds what a record claims against the limits, before anything is reserved for it.
 *
 * <p>Every method throws {@link InvalidRowException} beyond its limit, names the setting, and else allocates nothing.
 *
 * @param config the limits
 * @param future {@link LimitsConfig#future()} in milliseconds; {@link Long#MAX_VALUE} if it is off
 */
record Limits(LimitsConfig config, long future) {
    Limits(LimitsConfig config) {
        this(config, config.future().map(Duration::toMillis).orElse(Long.MAX_VALUE));
    }

    void requireRecord(long bytes) {
        if (bytes > config.recordBytes()) {
            throw new InvalidRowException(
                    Reason.MALFORMED,
                    "found a record of " + bytes + " bytes, expected at most " + config.recordBytes()
                            + "; send less in one record, or raise limits.record-bytes");
        }
    }

    void requireEntity(long bytes) {
        if (bytes > config.entityBytes()) {
            throw tooLong(
                    "an entity", bytes, config.entityBytes(), "name it by a shorter key, or raise limits.entity-bytes");
        }
    }

    void requireId(long bytes) {
        if (bytes > config.idBytes()) {
            throw tooLong("an event ID", bytes, config.idBytes(), "give a shorter ID, or raise limits.id-bytes");
        }
    }

    void requireText(String column, long bytes) {
        if (bytes > config.textBytes()) {
            throw tooLong(
                    "a text in value " + column,
                    bytes,
                    config.textBytes(),
                    "shorten it, leave it out, or raise limits.text-bytes");
        }
    }

    private static InvalidRowException tooLong(String what, long bytes, int limit, String mend) {
        return new InvalidRowException(
                Reason.INVALID_VALUE,
                "found " + what + " of " + bytes + " bytes, expected at most " + limit + "; " + mend);
    }

    /** The number itself; NaN and infinities are the features' to judge. */
    double requireValue(String column, double number) {
        double magnitude = Math.abs(number);
        if (magnitude > config.value() && magnitude < Double.POSITIVE_INFINITY) {
            throw new InvalidRowException(
                    Reason.NON_FINITE,
                    "value " + column + ": found " + number + ", expected at most " + config.value()
                            + " in magnitude; mend it, leave it out, or raise limits.value");
        }
        return number;
    }

    /** Compares the event time with the timestamp of the record that brought it; 0 or less is none. */
    void requirePast(Row row, long timestamp) {
        if (timestamp > 0 && row.time() - timestamp > future) {
            throw new InvalidRowException(
                    Reason.FUTURE,
                    "found the event time " + Instant.ofEpochMilli(row.time()) + ", " + (row.time() - timestamp)
                            + " ms ahead of its record's timestamp, expected at most " + future
                            + " ms; mend the producer's clock or the unit of its times, or raise limits.future");
        }
    }
}
