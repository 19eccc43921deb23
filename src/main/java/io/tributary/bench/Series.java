package io.tributary.bench;

import java.util.List;
import java.util.stream.IntStream;

/**
 * What one alternative came to, round by round.
 *
 * @param values at least one
 */
public record Series(String name, List<Double> values) {
    public Series {
        if (values.isEmpty()) {
            throw new IllegalArgumentException(name + ": found no value, expected at least one round");
        }
        values = List.copyOf(values);
    }

    /** The middle value, or the mean of the two in the middle. */
    public double median() {
        double[] sorted =
                values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    public double min() {
        return values.stream().mapToDouble(Double::doubleValue).min().orElseThrow();
    }

    public double max() {
        return values.stream().mapToDouble(Double::doubleValue).max().orElseThrow();
    }

    /** This ÷ another series, round by round, so that what slowed a whole round down does not count. */
    public Series ratioTo(Series other) {
        List<Double> ratios = IntStream.range(0, values.size())
                .mapToObj(round -> values.get(round) / other.values.get(round))
                .toList();
        return new Series(name + " ÷ " + other.name, ratios);
    }
}
