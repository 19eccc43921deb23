package io.tributary.model;

/** Changes what families ask of the trunk before it is passed down: the place of gradient projections. */
@FunctionalInterface
public interface GradientRule {
    /** Leaves every gradient as it is. */
    GradientRule NONE = (gradients, step, corrections) -> false;

    /**
     * Says what is to be added to ∂ℓ/∂h of each example of a family that shares; heads and deviations do not see it.
     *
     * <p>Allocates nothing; a function of its arguments alone.
     *
     * @param gradients of the families in this step
     * @param step the steps that the trunk has taken before
     * @param corrections {@code [families × hidden]}, all zero
     * @return false if nothing is to be added
     */
    boolean correct(FamilyGradients gradients, long step, float[] corrections);
}
