package io.tributary.evaluation;

/**
 * The losses of one family in the order of the stream, summarised in bounded memory.
 *
 * <p>Means over a part of the stream are exact as long as there are fewer losses than the limit of marks; after that
 * the part begins or ends at the nearest mark, at most 1 / limit of the stream away. Not thread-safe.
 */
final class LossHistory {
    private static final int MARKS = 2000;
    private static final double FADING = 1.0 / 1000;

    /** {@code sums[k]} is the sum of the first k · spacing losses. */
    private final double[] sums;

    private int marks;
    private long spacing = 1;
    private long count;
    private double sum;
    private double fading = Double.NaN;

    LossHistory() {
        this(MARKS);
    }

    /**
     * A history of so many marks at most, and of at least half as many once it has been thinned.
     *
     * @param limit even, and at least 20 for the first tenth to hold a mark
     */
    LossHistory(int limit) {
        sums = new double[limit + 1];
    }

    void add(double loss) {
        count++;
        sum += loss;
        fading = count == 1 ? loss : fading + (loss - fading) * Math.max(1.0 / count, FADING);
        if (count % spacing == 0) {
            sums[++marks] = sum;
            if (marks == sums.length - 1) {
                thin();
            }
        }
    }

    /** Keeps every second sum. */
    private void thin() {
        marks /= 2;
        spacing *= 2;
        for (int k = 1; k <= marks; k++) {
            sums[k] = sums[2 * k];
        }
    }

    long count() {
        return count;
    }

    /** The mean of all losses; NaN, as all means, where there is none. */
    double mean() {
        return sum / count;
    }

    /** The mean of the first tenth, rounded up. */
    double firstTenth() {
        int mark = nearestMark((count + 9) / 10);
        return sums[mark] / (mark * spacing);
    }

    /** The mean of the last half, rounded up. */
    double lastHalf() {
        int mark = nearestMark(count / 2);
        return (sum - sums[mark]) / (count - mark * spacing);
    }

    /**
     * What a loss weighs in the fading mean, beside others of the same stream.
     *
     * @param position of the loss, from 0 on
     * @param of losses in all
     * @return at most 1; only ratios mean something
     */
    static double fadingWeight(long position, long of) {
        double plain = Math.min((double) of, 1 / FADING);
        return Math.pow(1 - FADING, of - Math.max(position + 1.0, plain));
    }

    /** The exponentially fading mean over about 1,000 losses; the plain mean while there are fewer. */
    double fading() {
        return fading;
    }

    /**
     * The means of consecutive batches of equal length, which together hold nearly all losses.
     *
     * @param most how many there are; fewer only where there are not so many losses
     */
    double[] batchMeans(int most) {
        int batches = Math.min(most, marks);
        double[] means = new double[batches];
        if (batches > 0) {
            int length = marks / batches;
            for (int b = 0; b < batches; b++) {
                means[b] = (sums[(b + 1) * length] - sums[b * length]) / (length * spacing);
            }
        }
        return means;
    }

    private int nearestMark(long position) {
        return (int) ((position + spacing / 2) / spacing);
    }
}
