package io.tributary.learning;

import io.tributary.feature.RunningStatistics;
import io.tributary.task.Family;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Row;
import java.util.List;

/**
 * The scale of each family's labels: regression families are learned as u = (y − μ) / σ, all others as they are.
 *
 * <p>A label enters on arrival, after its own prediction; predictions and targets use the statistics of the moment.
 * Not thread-safe.
 */
public final class LabelScale {
    /* Standardised targets beyond this many deviations are clipped. */
    private static final double TARGET_CLIP = 6;

    private final boolean[] standardised;
    private final RunningStatistics statistics;

    LabelScale(List<Family> families, long cap) {
        standardised = new boolean[families.size()];
        for (int f = 0; f < standardised.length; f++) {
            standardised[f] = families.get(f).standardised();
        }
        statistics = new RunningStatistics(families.size(), cap);
    }

    /** One series for each family; only those of standardised families move. */
    RunningStatistics statistics() {
        return statistics;
    }

    /**
     * Refuses a label that no statistics could take in.
     *
     * @throws InvalidRowException if it is infinite or beyond 1e15
     */
    static void requireBounded(Family family, double label) {
        if (!(Math.abs(label) <= Row.LARGEST_NUMBER)) {
            throw new InvalidRowException(
                    Reason.INVALID_LABEL,
                    "found the label " + label + " of family " + family.name() + ", expected at most "
                            + Row.LARGEST_NUMBER + " in magnitude; mend it, or clip the family's labels");
        }
    }

    /**
     * Refuses an answer that is none.
     *
     * @throws InvalidRowException if it is not finite
     */
    static void requireFinite(Family family, Row row, double value) {
        if (!Double.isFinite(value)) {
            throw new InvalidRowException(
                    Reason.NON_FINITE,
                    "the prediction of " + family.taskId(row.entity().toString()) + " came out as " + value
                            + ", expected a finite number; are the row's values far outside the range of the stream?");
        }
    }

    /** Takes a label into the statistics; false if its family keeps none. */
    boolean observe(int family, double label) {
        if (standardised[family]) {
            statistics.observe(family, label);
        }
        return standardised[family];
    }

    /** What a mean of the network stands for. */
    public double inLabelUnits(int family, double mean) {
        return standardised[family] ? statistics.mean(family) + statistics.deviation(family) * mean : mean;
    }

    /** What the network is to learn from a label. */
    double target(int family, double label) {
        if (!standardised[family]) {
            return label;
        }
        double u = (label - statistics.mean(family)) / statistics.deviation(family);
        return Math.max(-TARGET_CLIP, Math.min(TARGET_CLIP, u));
    }
}
