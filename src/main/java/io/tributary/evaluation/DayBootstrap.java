package io.tributary.evaluation;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * Intervals for figures of a stream whose order matters: whole days are drawn again with replacement, and seeds too.
 *
 * <p>Losses of one day are alike, those of different days less so: a block bootstrap (Künsch 1989) with days as blocks,
 * and, since every day met every seed, both drawn independently (Owen, "The pigeonhole bootstrap", 2007). Methods that are
 * compared are drawn together. The draws are the same in every run of the program.
 *
 * <p>There is no interval where days cannot carry one: where the figure is made of fewer than {@value #LEAST_DAYS}, which
 * would make it too narrow; and where drawing again moves the figure as such by more than a quarter of the interval's half,
 * so that it would lie beside the truth. That is so of calibration errors near their own noise, since noise raises a sum of
 * absolute values.
 */
final class DayBootstrap {
    private static final int DRAWS = 2000;
    /** Days of equal weight that an interval needs. */
    static final int LEAST_DAYS = 10;

    private static final double MOST_SHIFT = 0.25;
    /* What summing in another order may change. */
    private static final double ROUNDING = 1e-9;
    private static final long SEED = 20_010_101;

    private final int[][] days;
    private final int[][] seeds;

    /** A figure made of one figure of each of several methods. */
    @FunctionalInterface
    interface Figure {
        double of(double[] ofMethods);
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
     * @param methods for each method its figure with each seed; one alone for a method that has none
     * @return without an interval where days cannot carry one
     */
    Estimate estimate(double value, Figure figure, List<List<DayFigure>> methods) {
        boolean carried = methods.stream().flatMap(List::stream).allMatch(days -> days.effectiveDays() >= LEAST_DAYS);
        if (Double.isNaN(value) || !carried) {
            return Estimate.exactly(value);
        }
        double[] figures = new double[DRAWS];
        double[] ofMethods = new double[methods.size()];
        for (int draw = 0; draw < DRAWS; draw++) {
            for (int m = 0; m < ofMethods.length; m++) {
                ofMethods[m] = drawn(methods.get(m), draw);
            }
            figures[draw] = figure.of(ofMethods);
        }
        double[] known = Arrays.stream(figures)
                .filter(drawn -> !Double.isNaN(drawn))
                .sorted()
                .toArray();
        return known.length == 0 ? Estimate.exactly(value) : between(value, known);
    }

    private static Estimate between(double value, double[] sorted) {
        int tail = sorted.length / 40;
        Estimate estimate = new Estimate(value, sorted[tail], sorted[sorted.length - 1 - tail]);
        double shift = Math.abs(Arrays.stream(sorted).average().orElse(value) - value);
        boolean moved = shift > MOST_SHIFT * estimate.halfWidth() + ROUNDING * Math.abs(value);
        return moved ? Estimate.exactly(value) : estimate;
    }

    /** The mean over the seeds that were drawn. */
    private double drawn(List<DayFigure> bySeed, int draw) {
        if (bySeed.size() == 1) {
            return bySeed.get(0).drawn(days[draw]);
        }
        double sum = 0;
        for (int s = 0; s < bySeed.size(); s++) {
            int times = seeds[draw][s];
            if (times > 0) {
                sum += times * bySeed.get(s).drawn(days[draw]);
            }
        }
        return sum / bySeed.size();
    }
}
