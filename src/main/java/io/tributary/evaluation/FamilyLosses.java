package io.tributary.evaluation;

import io.tributary.learning.FamilyTable;
import io.tributary.learning.Tables;

/**
 * What all methods' answers to the questions of a family have cost: plain means and fading ones.
 *
 * <p>A loss that is no number is passed over and counted. Not thread-safe.
 */
final class FamilyLosses {
    /* A family's line: examples, then of each method those it was not scored on, the mean of the others and the fading one. */
    private static final int METHODS = 1;
    private static final int MEAN = 1;
    private static final int FADING_MEAN = 2;
    private static final int CELLS = 3;

    private final int methods;
    private final FamilyTable lines;

    /**
     * No example yet.
     *
     * @param name of the table
     * @param methods how many there are, the model among them
     */
    FamilyLosses(String name, int methods, Tables tables) {
        this.methods = methods;
        lines = tables.ofFamilies(name, width(methods), 0);
    }

    /** Numbers kept of a family. */
    static int width(int methods) {
        return METHODS + CELLS * methods;
    }

    /** Takes in what the methods' answers to one row have cost. */
    void observe(int family, double[] losses) {
        double[] cells = lines.cells();
        double count = ++cells[lines.line(family)];
        double shareOfAll = 1 / count;
        int at = method(family, 0);
        for (int m = 0; m < methods; m++) {
            if (Double.isNaN(losses[m])) {
                cells[at]++;
            } else {
                double share = cells[at] == 0 ? shareOfAll : 1 / (count - cells[at]);
                double fading = Math.max(share, 1.0 / Standings.FAMILY_FADING);
                cells[at + MEAN] += (losses[m] - cells[at + MEAN]) * share;
                cells[at + FADING_MEAN] += (losses[m] - cells[at + FADING_MEAN]) * fading;
            }
            at += CELLS;
        }
    }

    private int method(int family, int method) {
        return lines.line(family) + METHODS + CELLS * method;
    }

    /** The mean loss of a method since the beginning; NaN if it was never scored. */
    double loss(int family, int method) {
        return mean(family, method, MEAN);
    }

    /** Its fading mean loss; NaN if it was never scored. */
    double fadingLoss(int family, int method) {
        return mean(family, method, FADING_MEAN);
    }

    private double mean(int family, int method, int which) {
        return examples(family, method) == 0 ? Double.NaN : lines.cells()[method(family, method) + which];
    }

    /** Examples of a family. */
    long examples(int family) {
        return (long) lines.cells()[lines.line(family)];
    }

    /** Those on which a method was scored. */
    long examples(int family, int method) {
        return examples(family) - (long) lines.cells()[method(family, method)];
    }
}
