package io.tributary.learning;

import io.tributary.model.GradientRule;
import java.util.Arrays;

/**
 * Says how much each family weighs in a step: ω = row weight × family weight, for shared parameters and deviations alike.
 *
 * <p>Weights are above 0 and their mean over all families is 1, so that rates keep their meaning. A step need not hold
 * every family; one that is absent keeps what is known of it. What a balancer learns lies in a {@link FamilyTable}: it is
 * restored with the model. Weights depend on nothing else. Allocates nothing per step. Not thread-safe.
 */
sealed interface TaskBalancer
        permits EqualBalancer, FixedBalancer, UncertaintyBalancer, GradNormBalancer, ProjectionBalancer {
    /** The bounds of a weight before weights are scaled to a mean of 1: none is more than 100 times another. */
    double LEAST = 0.1;

    double MOST = 10;

    /**
     * A balancer that has learned nothing.
     *
     * @param families how many there are
     * @param hidden the width of the trunk's last layer; 0 without a trunk
     * @throws IllegalArgumentException if the method needs a trunk and there is none, or weights do not fit the families
     */
    static TaskBalancer of(BalancingConfig config, int families, int hidden, Tables tables) {
        if (config.method().needsTrunk() && hidden == 0) {
            throw new IllegalArgumentException("balancing.method " + config.method()
                    + " looks at gradients at the trunk's last layer, and there is no trunk; set model.trunk or another"
                    + " method");
        }
        return switch (config.method()) {
            case EQUAL -> new EqualBalancer();
            case FIXED -> new FixedBalancer(config.weights(), families);
            case UNCERTAINTY -> new UncertaintyBalancer(tables);
            case GRADNORM -> new GradNormBalancer(tables);
            case PCGRAD -> new ProjectionBalancer(families, hidden);
        };
    }

    /** Writes every family's weight in the next step. */
    void weigh(double[] weights);

    /** What is to be done with the families' gradients before they reach the trunk. */
    default GradientRule rule() {
        return GradientRule.NONE;
    }

    /** Whether {@link #learn} is to be called. */
    default boolean isLearning() {
        return false;
    }

    /**
     * Takes in one family of a step, which held examples of it.
     *
     * @param loss the examples' mean, without weights
     * @param gradientNorm ‖g_f‖ at the trunk's last layer, without weights; 0 if none of the examples shared
     */
    default void learn(int family, double loss, double gradientNorm) {
        // What never changes need not be told.
    }

    /** Clamps weights and scales them to a mean of 1; one that is not a number counts as 1. */
    static void normalise(double[] weights) {
        double sum = 0;
        for (int f = 0; f < weights.length; f++) {
            double weight = Double.isNaN(weights[f]) ? 1 : weights[f];
            weights[f] = Math.min(MOST, Math.max(LEAST, weight));
            sum += weights[f];
        }
        double mean = sum / weights.length;
        for (int f = 0; f < weights.length; f++) {
            weights[f] /= mean;
        }
    }

    /** The weights of a method that sets them all to 1, to the bit. */
    static void one(double[] weights) {
        Arrays.fill(weights, 1);
    }
}
