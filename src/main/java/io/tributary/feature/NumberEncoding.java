package io.tributary.feature;

/** From a number (or a moment in milliseconds), finite and of sane magnitude, to inputs. */
sealed interface NumberEncoding extends Encoding permits BooleanFlag, DayOfWeek, HourOfDay, Numeric {
    /** Fills its inputs in {@code x}, from {@code offset} on. */
    void encode(double value, float[] x, int offset);

    /** Takes a value into the running statistics, if it keeps any. */
    default void observe(double value) {}
}
