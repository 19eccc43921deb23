package io.tributary.feature;

import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Row;

/**
 * One feature in its place: which column it reads, which inputs it fills, what it makes of a missing value.
 *
 * @param offset its first input
 * @param indicator the input that is 1 when the value is missing, or {@link #NO_INDICATOR}
 */
record Feature(String name, int column, int offset, int indicator, Encoding encoding, boolean nonFiniteIsMissing) {
    static final int NO_INDICATOR = -1;

    /** Fills this feature's inputs, which are zero. */
    void encode(Row row, float[] x) {
        if (isMissing(row)) {
            if (indicator != NO_INDICATOR) {
                x[indicator] = 1;
            }
        } else if (encoding instanceof TextEncoding text) {
            text.encode(row.text(column), x, offset);
        } else if (encoding instanceof NumberEncoding number) {
            number.encode(checked(row.number(column)), x, offset);
        }
    }

    /** Takes a value that was encoded into the running statistics. */
    void observe(Row row) {
        if (encoding instanceof NumberEncoding number && !isMissing(row)) {
            number.observe(row.number(column));
        }
    }

    private boolean isMissing(Row row) {
        return !row.isPresent(column)
                || (nonFiniteIsMissing && encoding instanceof NumberEncoding && !Double.isFinite(row.number(column)));
    }

    private double checked(double value) {
        if (!Double.isFinite(value)) {
            throw new InvalidRowException(
                    Reason.NON_FINITE,
                    "feature " + name + ": found " + value
                            + ", expected a finite number; leave the value out, or set nan: missing");
        }
        if (Math.abs(value) > Row.LARGEST_NUMBER) {
            throw new InvalidRowException(
                    Reason.NON_FINITE,
                    "feature " + name + ": found " + value + ", expected at most " + Row.LARGEST_NUMBER
                            + " in magnitude; mend the value, or leave it out");
        }
        return value;
    }
}
