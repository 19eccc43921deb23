package io.tributary.evaluation;

/**
 * How often what was said with a probability came true: the expected calibration error over 15 bins of equal width,
 * ECE = Σ_b (n_b / n) |share true in b − mean probability in b|.
 *
 * <p>Naeini, Cooper and Hauskrecht, "Obtaining well calibrated probabilities using Bayesian binning" (AAAI 2015); 15 bins
 * and, for several classes, the top label: Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks"
 * (ICML 2017). Not thread-safe.
 */
final class Reliability {
    static final int BINS = 15;

    private final long[] counts = new long[BINS];
    private final double[] probabilities = new double[BINS];
    private final double[] trueOnes = new double[BINS];

    /** Takes in one statement. */
    void add(double probability, boolean cameTrue) {
        int bin = Math.min((int) (probability * BINS), BINS - 1);
        counts[bin]++;
        probabilities[bin] += probability;
        trueOnes[bin] += cameTrue ? 1 : 0;
    }

    /** In one bin, how many statements came true more than was to be expected. */
    double gap(int bin) {
        return trueOnes[bin] - probabilities[bin];
    }

    /** The expected calibration error, from 0 to 1; NaN where nothing was stated. */
    double error() {
        long n = 0;
        double sum = 0;
        for (int b = 0; b < BINS; b++) {
            n += counts[b];
            sum += Math.abs(gap(b));
        }
        return sum / n;
    }
}
