package io.tributary.feature;

import java.util.Arrays;

/**
 * Mean and variance of several series of numbers, each over an effective sample of at most {@code cap} values.
 *
 * <p>A value enters with gain 1 / min(n, cap), n counting it: Welford's recurrence until the cap, exponential forgetting
 * after it. Deterministic, not thread-safe.
 */
public final class RunningStatistics {
    /** No deviation is smaller than this one. */
    public static final double SMALLEST_DEVIATION = 1e-6;

    private final long cap;
    private final long[] counts;
    private final double[] means;
    private final double[] variances;

    public RunningStatistics(int series, long cap) {
        if (cap < 2) {
            throw new IllegalArgumentException("statistics cap: found " + cap + ", expected at least 2");
        }
        this.cap = cap;
        counts = new long[series];
        means = new double[series];
        variances = new double[series];
    }

    /** The number of series. */
    public int series() {
        return counts.length;
    }

    /** Takes a finite value into series {@code i}. */
    public void observe(int i, double value) {
        counts[i]++;
        double gain = 1.0 / Math.min(counts[i], cap);
        double difference = value - means[i];
        means[i] += gain * difference;
        variances[i] += gain * (difference * (value - means[i]) - variances[i]);
    }

    /** How many values series {@code i} has taken in. */
    public long count(int i) {
        return counts[i];
    }

    /** The mean of series {@code i}; 0 before its first value. */
    public double mean(int i) {
        return means[i];
    }

    public double variance(int i) {
        return variances[i];
    }

    /** The deviation by which to scale: 1 until two values have been seen, never below {@link #SMALLEST_DEVIATION}. */
    public double deviation(int i) {
        return counts[i] < 2 ? 1 : Math.max(Math.sqrt(variances[i]), SMALLEST_DEVIATION);
    }

    /** Sets series {@code i} to what {@link #count}, {@link #mean} and {@link #variance} once returned. */
    public void restore(int i, long count, double mean, double variance) {
        counts[i] = count;
        means[i] = mean;
        variances[i] = variance;
    }

    /** Forgets all values of all series. */
    public void reset() {
        Arrays.fill(counts, 0);
        Arrays.fill(means, 0);
        Arrays.fill(variances, 0);
    }
}
