package io.tributary.task;

/**
 * A row that cannot be learned or predicted: what was found, what was expected, how to mend it.
 *
 * <p>Carries no stack trace: it is an answer to bad input, not a fault of the program.
 */
public final class InvalidRowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a row is rejected. */
    public enum Reason {
        /** The bytes are not a record of a known schema, or more than a record may have. */
        MALFORMED,
        /** The record's key is not its entity. */
        WRONG_KEY,
        /** The record names no entity. */
        MISSING_ENTITY,
        /** The event time is missing, unreadable or out of range. */
        INVALID_TIME,
        /** A raw value has the wrong type, the dense vector the wrong length, or a name or text is too long. */
        INVALID_VALUE,
        /** A value is NaN, infinite, beyond its limit or beyond what single precision can hold. */
        NON_FINITE,
        /** A label has the wrong type or lies outside its range or limit. */
        INVALID_LABEL,
        /** The row's weight is not a positive finite number. */
        INVALID_WEIGHT,
        /** The event time lies too far ahead of the timestamp of the record that brought it. */
        FUTURE,
        /** The event's ID is that of an event predicted not long before. */
        DUPLICATE,
        /** Learning the row would have made the model non-finite. */
        NON_FINITE_GRADIENT,
        /** The operator asked for it. */
        SKIPPED;

        /** The reason as written into headers, metrics and messages. */
        public String code() {
            return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        }
    }

    private final Reason reason;

    public InvalidRowException(Reason reason, String detail) {
        super(detail, null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    /** What was found, what was expected, how to mend it. */
    public String detail() {
        return String.valueOf(getMessage());
    }
}
