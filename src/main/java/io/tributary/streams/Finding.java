package io.tributary.streams;

/**
 * What the doctor has to say of one thing.
 *
 * @param examined what was looked at
 * @param health how it is
 * @param detail what was found, and what to do about it
 */
public record Finding(String examined, Health health, String detail) {
    /** How a thing is. */
    public enum Health {
        OK,
        /** It works, but somebody should look at it. */
        WARNING,
        /** A promise is broken, or cannot be kept. */
        FAULT
    }

    static Finding ok(String examined, String detail) {
        return new Finding(examined, Health.OK, detail);
    }

    static Finding warning(String examined, String detail) {
        return new Finding(examined, Health.WARNING, detail);
    }

    static Finding fault(String examined, String detail) {
        return new Finding(examined, Health.FAULT, detail);
    }
}
