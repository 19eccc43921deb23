package io.tributary.learning;

/**
 * ADWIN2: the mean of a window that shrinks when its older part differs from its newer part (Bifet and Gavaldà 2007).
 *
 * <p>Values lie in [0, 1]. The window is an exponential histogram of at most {@value #MOST} buckets of each size 1, 2, 4, …;
 * what it would not hold any more is forgotten from its old end. All state is a line of {@link #WIDTH} numbers in a table
 * that is zero at first. Not thread-safe.
 */
final class Adwin {
    /* Buckets of one size; with one more the two oldest become one of the next size. */
    private static final int MOST = 5;
    private static final int PLACES = MOST + 1;
    private static final int SIZES = 15;
    /* Cuts are looked for after so many values, which costs little accuracy and saves nearly all of the time. */
    private static final int EVERY = 32;
    private static final int SHORTEST = 32;

    private static final int COUNT = 0;
    private static final int SUM = 1;
    private static final int SQUARES = 2;
    private static final int SINCE = 3;
    private static final int FILLED = 4;
    private static final int SUMS = FILLED + SIZES;
    private static final int SQUARED = SUMS + SIZES * PLACES;

    /** Numbers in a line. */
    static final int WIDTH = SQUARED + SIZES * PLACES;

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
        double n = cells[line + COUNT];
        double difference = n > 0 ? value - cells[line + SUM] / n : 0;
        cells[line + SQUARES] += difference * difference * n / (n + 1);
        cells[line + COUNT] = n + 1;
        cells[line + SUM] += value;
        append(line, 0, value, 0);
        compress(line);
        cells[line + SINCE]++;
        if (cells[line + SINCE] < EVERY) {
            return false;
        }
        cells[line + SINCE] = 0;
        return shrink(line);
    }

    /** Values in the window. */
    double count(int line) {
        return cells[line + COUNT];
    }

    /** The mean of the window; NaN while it is empty. */
    double mean(int line) {
        return cells[line + SUM] / cells[line + COUNT];
    }

    /** The mean of the part that was last dropped. */
    double before() {
        return before;
    }

    /** The mean of the part that was last kept. */
    double after() {
        return after;
    }

    private void append(int line, int size, double sum, double squares) {
        int place = (int) cells[line + FILLED + size];
        cells[at(line + SUMS, size, place)] = sum;
        cells[at(line + SQUARED, size, place)] = squares;
        cells[line + FILLED + size]++;
    }

    private static int at(int from, int size, int place) {
        return from + size * PLACES + place;
    }

    private void compress(int line) {
        for (int size = 0; size < SIZES && cells[line + FILLED + size] > MOST; size++) {
            if (size == SIZES - 1) {
                dropOldest(line, size);
            } else {
                int sums = at(line + SUMS, size, 0);
                int squares = at(line + SQUARED, size, 0);
                double each = 1L << size;
                double difference = (cells[sums] - cells[sums + 1]) / each;
                append(
                        line,
                        size + 1,
                        cells[sums] + cells[sums + 1],
                        cells[squares] + cells[squares + 1] + difference * difference * each / 2);
                remove(line, size, 2);
            }
        }
    }

    /** Removes the oldest buckets of a size. */
    private void remove(int line, int size, int count) {
        int left = (int) cells[line + FILLED + size] - count;
        int sums = at(line + SUMS, size, 0);
        int squares = at(line + SQUARED, size, 0);
        System.arraycopy(cells, sums + count, cells, sums, left);
        System.arraycopy(cells, squares + count, cells, squares, left);
        cells[line + FILLED + size] = left;
    }

    /** Drops the oldest bucket of the largest size. */
    private void dropOldest(int line, int size) {
        double each = 1L << size;
        double n = cells[line + COUNT] - each;
        double sum = cells[at(line + SUMS, size, 0)];
        double rest = cells[line + SUM] - sum;
        double difference = n > 0 ? sum / each - rest / n : 0;
        double squares = cells[at(line + SQUARED, size, 0)] + difference * difference * each * n / (each + n);
        cells[line + SQUARES] = n > 0 ? Math.max(0, cells[line + SQUARES] - squares) : 0;
        cells[line + COUNT] = n;
        cells[line + SUM] = n > 0 ? rest : 0;
        remove(line, size, 1);
    }

    private boolean shrink(int line) {
        boolean shrunk = false;
        while (cut(line)) {
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
    private boolean cut(int line) {
        double n = cells[line + COUNT];
        if (n < 2 * SHORTEST) {
            return false;
        }
        double variance = cells[line + SQUARES] / n;
        double certainty = Math.log(2 * Math.log(n) / delta);
        double older = 0;
        double sum = 0;
        for (int size = SIZES - 1; size >= 0; size--) {
            for (int place = 0; place < cells[line + FILLED + size]; place++) {
                older += 1L << size;
                sum += cells[at(line + SUMS, size, place)];
                double newer = n - older;
                if (newer < SHORTEST) {
                    return false;
                }
                if (older >= SHORTEST && differ(line, older, sum, variance, certainty)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean differ(int line, double older, double sum, double variance, double certainty) {
        double newer = cells[line + COUNT] - older;
        double meanBefore = sum / older;
        double meanAfter = (cells[line + SUM] - sum) / newer;
        double m = 1 / older + 1 / newer;
        double bound = Math.sqrt(2 * m * variance * certainty) + 2.0 / 3 * m * certainty;
        boolean differ = Math.abs(meanBefore - meanAfter) > bound;
        if (differ) {
            before = meanBefore;
            after = meanAfter;
        }
        return differ;
    }
}
