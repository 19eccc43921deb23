package io.tributary.learning;

import io.tributary.feature.RunningStatistics;

/**
 * Finds labels that have moved to another scale: two blocks of {@value #BLOCK} labels one after the other whose mean lies two
 * deviations from the running one, or whose deviation is four times as large. A jump is told once.
 *
 * <p>Labels that vary less are no jump: of a family whose labels are mostly zero, many blocks do not vary at all. Never before {@value #WARM} labels. Not thread-safe.
 */
final class LabelJumps {
    private static final int BLOCK = 32;
    private static final int WARM = 300;
    private static final double FAR = 2;
    private static final double WIDE = 4;
    /* Labels that do not vary have no scale of their own: it is not taken to be smaller than this share of the old one. */
    private static final double NARROWEST = 1.0 / 16;

    /* A line: the block under way, the mean and deviation it is compared with, the block before if it was far, what is due. */
    private static final int COUNT = 0;
    private static final int MEAN = 1;
    private static final int SQUARES = 2;
    private static final int OLD_MEAN = 3;
    private static final int OLD_DEVIATION = 4;
    private static final int SUSPECTED = 5;
    private static final int FIRST_MEAN = 6;
    private static final int FIRST_SQUARES = 7;
    private static final int DUE = 8;
    private static final int NEW_MEAN = 9;
    private static final int NEW_VARIANCE = 10;
    private static final int WIDTH = 11;

    /* Whether blocks are far: not, the first one, or known and told, which it stays until one is not far. */
    private static final double NOT = 0;
    private static final double FIRST = 1;
    private static final double TOLD = 2;

    private final FamilyTable table;

    LabelJumps(Tables tables) {
        table = tables.ofFamilies("drift/labels", WIDTH, 0);
    }

    /** Takes in a label, before the running statistics do; true if it completes a proof that they no longer hold. */
    boolean observe(int family, double label, RunningStatistics statistics) {
        double[] cells = table.cells();
        int line = table.line(family);
        if (cells[line + COUNT] == 0 && cells[line + SUSPECTED] != FIRST) {
            cells[line + OLD_MEAN] = statistics.mean(family);
            cells[line + OLD_DEVIATION] = statistics.deviation(family);
        }
        cells[line + COUNT]++;
        double difference = label - cells[line + OLD_MEAN];
        cells[line + MEAN] += difference;
        cells[line + SQUARES] += difference * difference;
        return cells[line + COUNT] == BLOCK && complete(family, statistics);
    }

    /** The block is complete: from sums of differences from the old mean to mean and squared differences from its own. */
    private boolean complete(int family, RunningStatistics statistics) {
        double[] cells = table.cells();
        int line = table.line(family);
        double distance = cells[line + MEAN] / BLOCK;
        cells[line + MEAN] = cells[line + OLD_MEAN] + distance;
        cells[line + SQUARES] = Math.max(0, cells[line + SQUARES] - BLOCK * distance * distance);
        boolean isFar = statistics.count(family) >= WARM && isFar(cells, line);
        boolean proved = isFar && cells[line + SUSPECTED] == FIRST;
        if (proved) {
            join(cells, line);
        }
        double next = cells[line + SUSPECTED] == NOT ? FIRST : TOLD;
        cells[line + SUSPECTED] = isFar ? next : NOT;
        cells[line + FIRST_MEAN] = cells[line + MEAN];
        cells[line + FIRST_SQUARES] = cells[line + SQUARES];
        cells[line + COUNT] = 0;
        cells[line + MEAN] = 0;
        cells[line + SQUARES] = 0;
        return proved;
    }

    private static boolean isFar(double[] cells, int line) {
        double ratio = Math.sqrt(cells[line + SQUARES] / BLOCK) / cells[line + OLD_DEVIATION];
        double distance = Math.abs(cells[line + MEAN] - cells[line + OLD_MEAN]) / cells[line + OLD_DEVIATION];
        return distance > FAR || ratio > WIDE;
    }

    /** Mean and variance of both blocks together. */
    private static void join(double[] cells, int line) {
        double difference = cells[line + MEAN] - cells[line + FIRST_MEAN];
        double squares = cells[line + SQUARES] + cells[line + FIRST_SQUARES] + difference * difference * BLOCK / 2;
        cells[line + DUE] = 1;
        cells[line + NEW_MEAN] = (cells[line + MEAN] + cells[line + FIRST_MEAN]) / 2;
        double least = NARROWEST * cells[line + OLD_DEVIATION];
        cells[line + NEW_VARIANCE] = Math.max(least * least, squares / (2 * BLOCK));
    }

    /** Whether this family's statistics are to start again. */
    boolean isDue(int family) {
        return table.cells()[table.line(family) + DUE] == 1;
    }

    /** The mean of the labels that proved the jump. */
    double mean(int family) {
        return table.cells()[table.line(family) + NEW_MEAN];
    }

    /** Starts the family's statistics again from the labels that proved the jump. */
    void restart(int family, RunningStatistics statistics) {
        double[] cells = table.cells();
        int line = table.line(family);
        statistics.restore(family, 2 * BLOCK, cells[line + NEW_MEAN], cells[line + NEW_VARIANCE]);
        settle(family);
    }

    /** What was due is done, or not to be. */
    void settle(int family) {
        table.cells()[table.line(family) + DUE] = 0;
    }
}
