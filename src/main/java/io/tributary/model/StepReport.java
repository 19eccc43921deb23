package io.tributary.model;

import java.util.BitSet;

/**
 * What one step did; reused by the next.
 *
 * <p>Rows that would have made the model non-finite are {@link #rejected()}: they taught nothing, their neighbours did.
 */
public final class StepReport {
    private final BitSet rejected = new BitSet();
    private final FamilyGradients gradients;
    private int examples;
    private double gradientNorm;
    private double clip;

    StepReport(FamilyGradients gradients) {
        this.gradients = gradients;
    }

    void set(int examples, double gradientNorm, double clip) {
        this.examples = examples;
        this.gradientNorm = gradientNorm;
        this.clip = clip;
    }

    /** The examples learned. */
    public int examples() {
        return examples;
    }

    /** The Euclidean norm of the gradient that was clipped, before clipping. */
    public double gradientNorm() {
        return gradientNorm;
    }

    /** The factor by which that gradient was shortened, 1 if it was not. */
    public double clip() {
        return clip;
    }

    /** What each family asked of the trunk; all absent if no example was learned. */
    public FamilyGradients gradients() {
        return gradients;
    }

    /** The rows of the mini-batch that were not learned. */
    public BitSet rejected() {
        return rejected;
    }
}
