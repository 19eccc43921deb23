package io.tributary.evaluation;

import io.tributary.evaluation.DayLosses.Days;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Intervals for means over a stream whose order matters: whole days are drawn again with replacement, and seeds too.
 *
 * <p>Losses of one day are alike, those of different days less so: a block bootstrap (Künsch 1989) with days as blocks,
 * and, since every day met every seed, both drawn independently (Owen, "The pigeonhole bootstrap", 2007). Methods that are
 * compared are drawn together. The draws are the same in every run of the program.
 */
final class DayBootstrap {
    private static final int DRAWS = 2000;
    private static final long SEED = 20_010_101;

    private final int[][] days;
    private final int[][] seeds;

    /** A figure made of the mean losses of several methods. */
    @FunctionalInterface
    interface Figure {
        double of(double[] means);
    }

    DayBootstrap(int days, int seeds) {
        SplittableRandom random = new SplittableRandom(SEED);
        this.days = new int[DRAWS][];
        this.seeds = new int[DRAWS][];
        for (int draw = 0; draw < DRAWS; draw++) {
            this.days[draw] = times(days, random);
            this.seeds[draw] = times(seeds, random);
        }
    }

    /** How often each of so many was drawn in as many draws. */
    private static int[] times(int count, SplittableRandom random) {
        int[] times = new int[count];
        for (int i = 0; i < count; i++) {
            times[random.nextInt(count)]++;
        }
        return times;
    }

    /**
     * The interval from the 2.5th to the 97.5th percentile of a figure; draws without any example are left out.
     *
     * @param value the figure as it was measured
     * @param methods for each method its days for each seed; one alone for a method that has none
     */
    Estimate estimate(double value, Figure figure, List<List<Days>> methods) {
        double[] figures = new double[DRAWS];
        double[] means = new double[methods.size()];
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int m = 0; m < means.length; m++) {
                means[m] = mean(methods.get(m), draw);
            }
            figures[draw] = figure.of(means);
        }
        double[] known = Arrays.stream(figures)
                .filter(drawn -> !Double.isNaN(drawn))
                .sorted()
                .toArray();
        if (known.length == 0) {
            return Estimate.exactly(value);
        }
        int tail = known.length / 40;
        return new Estimate(value, known[tail], known[known.length - 1 - tail]);
    }

    private double mean(List<Days> bySeed, int draw) {
        double losses = 0;
        double counts = 0;
        for (int s = 0; s < bySeed.size(); s++) {
            int times = bySeed.size() == 1 ? 1 : seeds[draw][s];
            if (times > 0) {
                losses += times * drawn(bySeed.get(s).losses(), draw);
                counts += times * drawn(bySeed.get(s).counts(), draw);
            }
        }
        return losses / counts;
    }

    private double drawn(double[] values, int draw) {
        double sum = 0;
        for (int d = 0; d < values.length; d++) {
            sum += days[draw][d] * values[d];
        }
        return sum;
    }
}
