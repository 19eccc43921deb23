package io.tributary.source;

import io.tributary.task.Family;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.LossName;

/** Which labels a family can learn, after its rule. */
final class LabelRange {
    /** No label is larger: its square still fits the running statistics. */
    private static final double LARGEST = 1e15;

    private LabelRange() {}

    /**
     * Checks one label.
     *
     * @throws InvalidRowException if the label is out of range
     */
    static void check(Family family, double label) {
        if (!contains(family, label)) {
            throw new InvalidRowException(
                    Reason.INVALID_LABEL,
                    "family " + family.name() + ": found the label " + label + ", expected " + expected(family)
                            + "; mend the label, or leave it out");
        }
    }

    private static boolean contains(Family family, double label) {
        return switch (family.kind()) {
            case BINARY -> label == 0 || label == 1;
            case MULTICLASS -> label >= 0 && label < family.outputs() && label == Math.rint(label);
            case REGRESSION -> Math.abs(label) <= LARGEST && (label >= 0 || family.loss() != LossName.POISSON);
        };
    }

    private static String expected(Family family) {
        return switch (family.kind()) {
            case BINARY -> "0 or 1";
            case MULTICLASS -> "a class from 0 to " + (family.outputs() - 1);
            case REGRESSION ->
                family.loss() == LossName.POISSON
                        ? "a number from 0 to " + LARGEST
                        : "a number of at most " + LARGEST + " in magnitude";
        };
    }
}
