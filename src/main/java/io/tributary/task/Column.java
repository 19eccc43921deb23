package io.tributary.task;

/**
 * One raw value that a row brings along for the features.
 *
 * @param name the name of the column, JSON field or Avro value it is read from
 * @param type what the features make of it
 */
public record Column(String name, Type type) {
    /** How a raw value is read. */
    public enum Type {
        /** A number; booleans are 0 and 1. */
        NUMBER,
        /** Any text; numbers and booleans are taken as they are written. */
        TEXT,
        /** A moment, held as a number of milliseconds since 1970-01-01T00:00Z. */
        TIME
    }
}
