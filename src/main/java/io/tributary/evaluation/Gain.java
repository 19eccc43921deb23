package io.tributary.evaluation;

/**
 * How far the model's losses are below a baseline's on the same examples, with the interval of their paired difference.
 *
 * @param absolute baseline − model, as a mean over examples, in units of the loss
 * @param ofBaseline the baseline's own mean loss
 */
public record Gain(Estimate absolute, double ofBaseline) {
    /** As a share of the baseline's loss, which is taken as known. */
    public Estimate relative() {
        return absolute.dividedBy(ofBaseline);
    }
}
