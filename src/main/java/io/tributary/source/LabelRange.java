package io.tributary.source;

import io.tributary.task.Family;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.LossName;

/** Which labels a family can learn, after its rule. */
final class LabelRange {
    private LabelRange() {}

    /**
     * Checks one label.
     *
     * @param largest the largest magnitude of a regression's label
     * @throws InvalidRowException if the label is out of range
     */
    static void check(Family family, double label, double largest) {
        if (!contains(family, label, largest)) {
            throw new InvalidRowException(
                    Reason.INVALID_LABEL,
                    "family " + family.name() + ": found the label " + label + ", expected " + expected(family, largest)
                            + "; mend the label, or leave it out");
        }
    }

    private static boolean contains(Family family, double label, double largest) {
        return switch (family.kind()) {
            case BINARY -> label == 0 || label == 1;
            case MULTICLASS -> label >= 0 && label < family.outputs() && label == Math.rint(label);
            case REGRESSION -> Math.abs(label) <= largest && (label >= 0 || family.loss() != LossName.POISSON);
        };
    }

    private static String expected(Family family, double largest) {
        return switch (family.kind()) {
            case BINARY -> "0 or 1";
            case MULTICLASS -> "a class from 0 to " + (family.outputs() - 1);
            case REGRESSION ->
                (family.loss() == LossName.POISSON
                                ? "a number from 0 to " + largest
                                : "a number of at most " + largest + " in magnitude")
                        + ", which limits.label allows";
        };
    }
}
