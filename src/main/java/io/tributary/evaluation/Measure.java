package io.tributary.evaluation;

import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import java.util.Locale;

/** One figure of a method on a family, as {@code evaluate} reports it. */
public enum Measure {
    /** The mean loss over examples. */
    MICRO,
    /** The same as a share of the prior's. */
    RELATIVE,
    /** The mean over tasks of the task's mean loss. */
    MACRO,
    /** The mean loss of the first tenth of the examples. */
    FIRST_TENTH,
    /** The mean loss of their last half. */
    LAST_HALF,
    /** The fading mean over about the last 1,000 of them. */
    FADING,
    /** The expected calibration error of probabilities. */
    CALIBRATION_ERROR,
    /** The mean absolute error. */
    MAE,
    /** The share of labels at or below the answer. */
    COVERAGE;

    /** Whether families of this kind have it. */
    boolean fits(Family family) {
        boolean regression = family.kind() == Kind.REGRESSION;
        return switch (this) {
            case RELATIVE, MAE -> regression;
            case CALIBRATION_ERROR -> !regression;
            case COVERAGE -> family.loss() == LossName.QUANTILE;
            default -> true;
        };
    }

    /**
     * The figure.
     *
     * @param prior the prior's score on the same rows, all NaN if it was not run
     */
    double of(Score score, Score prior) {
        return switch (this) {
            case MICRO -> score.micro();
            case RELATIVE -> score.micro() / prior.micro();
            case MACRO -> score.macro();
            case FIRST_TENTH -> score.firstTenth();
            case LAST_HALF -> score.lastHalf();
            case FADING -> score.fading();
            case CALIBRATION_ERROR -> score.quality().calibrationError();
            case MAE -> score.quality().absoluteError();
            case COVERAGE -> score.quality().coverage();
        };
    }

    /** Its key in JSON. */
    String key(Family family) {
        String loss = family.kind() == Kind.REGRESSION ? "mse" : "log_loss";
        return switch (this) {
            case MICRO -> loss;
            case RELATIVE -> "rel_" + loss;
            case MACRO -> "macro_" + loss;
            default -> name().toLowerCase(Locale.ROOT);
        };
    }

    /** What the heading of its column says. */
    String title(Family family) {
        return switch (this) {
            case MACRO -> "macro";
            case CALIBRATION_ERROR -> "ECE";
            case MAE -> "MAE";
            default -> key(family).replace('_', ' ');
        };
    }
}
