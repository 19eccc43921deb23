package io.tributary.learning;

/**
 * ADWIN2: the mean of a window that shrinks when its older part differs from its newer part (Bifet and Gavaldà 2007).
 *
 * <p>Values lie in [0, 1]. The window is an exponential histogram of at most {@value #MOST} buckets of each size {@value
 * #BLOCK}, twice that, four times, …; what it would not hold any more is forgotten from its old end. Cuts are looked for, and
 * buckets begun, after every {@value #BLOCK} values only, which costs little accuracy and saves nearly all of the time. All
 * state is a line of {@link #WIDTH} numbers in a table that is zero at first. Not thread-safe.
 */
final class Adwin {
    private static final int BLOCK = 32;
    /* Buckets of one size; with one more the two oldest become one of the next size. */
    private static final int MOST = 5;
    private static final int PLACES = MOST + 1;
    private static final int SIZES = 10;

    /* A line: values of the window, their sum and squared differences; the same of the block under way; the buckets. */
    private static final int COUNT = 0;
    private static final int SUM = 1;
    private static final int SPREAD = 2;
    private static final int NEW_COUNT = 3;
    private static final int NEW_SUM = 4;
    private static final int NEW_SQUARES = 5;
    private static final int FILLED = 6;
    private static final int SUMS = FILLED + SIZES;
    private static final int SPREADS = SUMS + SIZES * PLACES;

    /** Numbers in a line. */
    static final int WIDTH = SPREADS + SIZES * PLACES;

    private final double delta;
    private final double[] cells;
    private double before;
    private double after;

    /**
     * @param delta the probability of a false cut at one look
     * @param cells where the lines are
     */
    Adwin(double delta, double[] cells) {
        this.delta = delta;
        this.cells = cells;
    }

    /** Takes a value into a line's window; true if its older part was dropped because it differed. */
    boolean observe(int line, double value) {
        double count = cells[line + NEW_COUNT] + 1;
        cells[line + NEW_COUNT] = count;
        cells[line + NEW_SUM] += value;
        cells[line + NEW_SQUARES] += value * value;
        return count == BLOCK && take(line);
    }

    /** Values in the window. */
    double count(int line) {
        return cells[line + COUNT];
    }

    /** The mean of the window; NaN while it is empty. */
    double mean(int line) {
        return cells[line + SUM] / cells[line + COUNT];
    }

    /** The mean of the older part at the last cut that was found. */
    double before() {
        return before;
    }

    /** The mean of the part that was last kept. */
    double after() {
        return after;
    }

    /** Turns the block under way into a bucket. */
    private boolean take(int line) {
        double sum = cells[line + NEW_SUM];
        double spread = Math.max(0, cells[line + NEW_SQUARES] - sum * sum / BLOCK);
        double count = cells[line + COUNT];
        cells[line + SPREAD] += spread + between(BLOCK, sum, count, cells[line + SUM]);
        cells[line + COUNT] = count + BLOCK;
        cells[line + SUM] += sum;
        cells[line + NEW_COUNT] = 0;
        cells[line + NEW_SUM] = 0;
        cells[line + NEW_SQUARES] = 0;
        append(line, 0, sum, spread);
        compress(line);
        return shrink(line);
    }

    /** What the difference of their means adds to the squared differences of two parts together. */
    private static double between(double count, double sum, double otherCount, double otherSum) {
        if (otherCount == 0) {
            return 0;
        }
        double difference = sum / count - otherSum / otherCount;
        return difference * difference * count * otherCount / (count + otherCount);
    }

    private void append(int line, int size, double sum, double spread) {
        int place = (int) cells[line + FILLED + size];
        cells[at(line + SUMS, size, place)] = sum;
        cells[at(line + SPREADS, size, place)] = spread;
        cells[line + FILLED + size]++;
    }

    private static int at(int from, int size, int place) {
        return from + size * PLACES + place;
    }

    /** Values in a bucket. */
    private static double values(int size) {
        return (double) (BLOCK << size);
    }

    private void compress(int line) {
        for (int size = 0; size < SIZES && cells[line + FILLED + size] > MOST; size++) {
            if (size == SIZES - 1) {
                dropOldest(line, size);
            } else {
                int sums = at(line + SUMS, size, 0);
                int spreads = at(line + SPREADS, size, 0);
                double between = between(values(size), cells[sums], values(size), cells[sums + 1]);
                double spread = cells[spreads] + cells[spreads + 1] + between;
                append(line, size + 1, cells[sums] + cells[sums + 1], spread);
                remove(line, size, 2);
            }
        }
    }

    /** Removes the oldest buckets of a size. */
    private void remove(int line, int size, int count) {
        int left = (int) cells[line + FILLED + size] - count;
        int sums = at(line + SUMS, size, 0);
        int spreads = at(line + SPREADS, size, 0);
        System.arraycopy(cells, sums + count, cells, sums, left);
        System.arraycopy(cells, spreads + count, cells, spreads, left);
        cells[line + FILLED + size] = left;
    }

    /** Drops the oldest bucket of the largest size. */
    private void dropOldest(int line, int size) {
        double sum = cells[at(line + SUMS, size, 0)];
        double rest = cells[line + SUM] - sum;
        double count = cells[line + COUNT] - values(size);
        double dropped = cells[at(line + SPREADS, size, 0)] + between(values(size), sum, count, rest);
        cells[line + SPREAD] = Math.max(0, cells[line + SPREAD] - dropped);
        cells[line + COUNT] = count;
        cells[line + SUM] = rest;
        remove(line, size, 1);
    }

    private boolean shrink(int line) {
        boolean shrunk = false;
        while (differs(line)) {
            int size = SIZES - 1;
            while (cells[line + FILLED + size] == 0) {
                size--;
            }
            dropOldest(line, size);
            shrunk = true;
        }
        return shrunk;
    }

    /** Whether some older part of the window differs from the rest. */
    private boolean differs(int line) {
        double count = cells[line + COUNT];
        double certainty = Math.log(2 * Math.log(count) / delta);
        double variance = cells[line + SPREAD] / count;
        double older = 0;
        double sum = 0;
        for (int size = SIZES - 1; size >= 0; size--) {
            int sums = at(line + SUMS, size, 0);
            double values = values(size);
            for (int end = sums + (int) cells[line + FILLED + size]; sums < end; sums++) {
                older += values;
                sum += cells[sums];
                if (older < count && differ(line, older, sum, variance, certainty)) {
                    before = sum / older;
                    after = (cells[line + SUM] - sum) / (count - older);
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Whether |μ₀ − μ₁| &gt; √(2 v c / m) + 2c / 3m with 1/m = 1/n₀ + 1/n₁, v the variance and c = ln(2 ln(n) / δ); multiplied
     * by n₀ n₁, so that nothing is divided and no root taken.
     */
    private boolean differ(int line, double older, double sum, double variance, double certainty) {
        double count = cells[line + COUNT];
        double newer = count - older;
        double difference = Math.abs(sum * newer - (cells[line + SUM] - sum) * older);
        double beyond = difference - 2.0 / 3 * count * certainty;
        return beyond > 0 && beyond * beyond > 2 * count * older * newer * variance * certainty;
    }
}
