package io.tributary.evaluation;

import java.util.stream.DoubleStream;

/**
 * A figure and its 95 % interval.
 *
 * @param mean the figure; NaN if there is none
 * @param low where its interval begins; NaN where no interval is known
 * @param high where it ends
 */
public record Estimate(double mean, double low, double high) {
    /** A figure without an interval. */
    static Estimate exactly(double value) {
        return new Estimate(value, Double.NaN, Double.NaN);
    }

    /** An interval that reaches as far below as above. */
    static Estimate around(double mean, double halfWidth) {
        return new Estimate(mean, mean - halfWidth, mean + halfWidth);
    }

    /**
     * The mean of independent values with Student's t interval.
     *
     * @return NaN without values; without an interval if there is one
     */
    static Estimate ofMean(double... values) {
        double mean = DoubleStream.of(values).sum() / values.length;
        return around(mean, halfWidth(mean, values));
    }

    /** Half of Student's interval for a mean that these independent values vary about. */
    static double halfWidth(double mean, double... values) {
        double squares = 0;
        for (double value : values) {
            squares += (value - mean) * (value - mean);
        }
        int n = values.length;
        return StudentT.factor(n - 1) * Math.sqrt(squares / (n - 1) / n);
    }

    /** Half the width of the interval; NaN where none is known. */
    public double halfWidth() {
        return (high - low) / 2;
    }

    /** The same figure in another unit. */
    public Estimate dividedBy(double unit) {
        return new Estimate(mean / unit, low / unit, high / unit);
    }
}
