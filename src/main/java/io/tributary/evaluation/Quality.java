package io.tributary.evaluation;

/**
 * What one method's answers to one family are worth beside their loss; NaN where a figure does not fit the family's kind.
 *
 * @param calibrationError the expected calibration error of probabilities, from 0 to 1; see {@link Reliability}
 * @param absoluteError regression: the mean of |answer − label|, in label units
 * @param coverage regression: the share of labels at or below the answer; for the quantile loss it should be τ
 */
public record Quality(double calibrationError, double absoluteError, double coverage) {
    /** Nothing is known. */
    static final Quality NONE = new Quality(Double.NaN, Double.NaN, Double.NaN);
}
