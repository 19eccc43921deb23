package io.tributary.bench;

import java.time.Duration;

/**
 * How much is measured.
 *
 * @param runs rounds of what takes seconds
 * @param slices rounds of what takes microseconds and is repeated for as long as a slice
 * @param slice the time of one such repetition
 * @param replayedRows the rows of one replay
 */
public record Plan(Rounds runs, Rounds slices, Duration slice, long replayedRows) {
    /** Under 90 seconds on two cores. */
    public static final Plan QUICK = new Plan(new Rounds(1, 5), new Rounds(12, 13), Duration.ofMillis(40), 20_000);

    /** For figures to be quoted. */
    public static final Plan FULL = new Plan(new Rounds(2, 11), new Rounds(10, 15), Duration.ofMillis(200), 100_000);
}
