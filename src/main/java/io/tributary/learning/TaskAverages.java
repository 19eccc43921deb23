package io.tributary.learning;

import io.tributary.task.EntityTable;

/**
 * Two moving averages of every task's loss above its family's: when the fast one leaves the slow one, the task has changed.
 *
 * <p>Losses are in units of {@link FadingRate#bound} and at most 1. The difference is measured in deviations that it has while
 * nothing changes: that of the task's own losses times √(α/(2 − α) + 1/n), α the fast gain and n the slow memory (the
 * control limit of an EWMA chart, Roberts 1959). What all tasks of a family suffer at once cancels. Not thread-safe.
 */
final class TaskAverages {
    private static final int FAST = 40;
    /* α/(2 − α) of the fast average. */
    private static final double CHART = 1.0 / (2 * FAST - 1);
    private static final int SLOW = 200;
    /* The mean loss of the family lately. */
    private static final int FAMILY = 200;
    /* No alarm before so many labels of the task. */
    private static final int WARM = 60;
    private static final double LIMIT = 4;
    private static final double SMALLEST_VARIANCE = 1e-4;

    private static final int COUNT = 0;
    private static final int QUICK = 1;
    private static final int LASTING = 2;
    private static final int VARIANCE = 3;
    private static final int CELLS = 4;
    private static final int MEAN = 1;

    private final EntityTable tasks;
    private final FamilyTable families;
    private double before;
    private double after;

    TaskAverages(int families, Tables tables) {
        tasks = tables.ofEntities("drift/tasks", CELLS * families, 0);
        this.families = tables.ofFamilies("drift/tasks", 2, 0);
    }

    /** Numbers kept of every entity. */
    static int width(int families) {
        return CELLS * families;
    }

    /**
     * Takes in a loss; true if it shows that the task has changed.
     *
     * @param entity the number of its entity, negative if it has none: then only its family's mean moves
     * @param loss in [0, 1]
     */
    boolean observe(int entity, int family, double loss) {
        double above = loss - familyMean(family);
        boolean changed = entity >= 0 && observeTask(entity, family, above);
        double[] cells = families.cells();
        int line = families.line(family);
        cells[line + COUNT]++;
        cells[line + MEAN] += gain(cells[line + COUNT], FAMILY) * (loss - cells[line + MEAN]);
        return changed;
    }

    private double familyMean(int family) {
        return families.cells()[families.line(family) + MEAN];
    }

    private boolean observeTask(int entity, int family, double above) {
        int line = tasks.line(entity) + CELLS * family;
        double[] cells = tasks.cells();
        double count = ++cells[line + COUNT];
        double lasting = gain(count, SLOW);
        double difference = above - cells[line + LASTING];
        cells[line + LASTING] += lasting * difference;
        cells[line + VARIANCE] += lasting * (difference * (above - cells[line + LASTING]) - cells[line + VARIANCE]);
        cells[line + QUICK] += gain(count, FAST) * (above - cells[line + QUICK]);
        if (count < WARM) {
            return false;
        }
        double variance = (cells[line + VARIANCE] + SMALLEST_VARIANCE) * (CHART + lasting);
        double rise = cells[line + QUICK] - cells[line + LASTING];
        if (rise <= 0 || rise * rise <= LIMIT * LIMIT * variance) {
            return false;
        }
        before = cells[line + LASTING];
        after = cells[line + QUICK];
        restart(cells, line);
        return true;
    }

    private static double gain(double count, int memory) {
        return count < memory ? 1 / count : 1.0 / memory;
    }

    /** A task that has changed is a new one. */
    private static void restart(double[] cells, int line) {
        for (int i = line; i < line + CELLS; i++) {
            cells[i] = 0;
        }
    }

    /** The slow average at the last alarm. */
    double before() {
        return before;
    }

    /** The fast average at the last alarm. */
    double after() {
        return after;
    }
}
