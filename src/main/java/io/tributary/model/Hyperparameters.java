package io.tributary.model;

/**
 * What a step needs to know beside the shape.
 *
 * @param batchSize B, the examples of a complete mini-batch
 * @param trunkRate the trunk's rate before the schedule
 * @param headRate the rate of family heads before the schedule
 * @param schedule the factor on both
 * @param clipNorm the norm to which the shared gradient is clipped; 0: never
 * @param shared the update rule of trunk and family heads
 * @param deviation the update rule of deviations
 * @param deviationRate absolute where deviations descend their own sum, else a factor on the head's scheduled rate
 * @param deviationPenalty λ
 * @param joined whether deviations descend the mini-batch's mean together with the shared parameters, clipped and
 *     scheduled with them, instead of the sum over their own examples
 */
public record Hyperparameters(
        int batchSize,
        double trunkRate,
        double headRate,
        RateSchedule schedule,
        double clipNorm,
        Optimizer shared,
        Optimizer deviation,
        double deviationRate,
        double deviationPenalty,
        boolean joined) {
    /** The factor that brings a gradient of this norm down to the clipping norm, or 1. */
    double clip(double norm) {
        return clipNorm > 0 && norm > clipNorm ? clipNorm / norm : 1;
    }
}
