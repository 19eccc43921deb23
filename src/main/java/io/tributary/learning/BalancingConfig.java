package io.tributary.learning;

import io.tributary.config.Setting;
import java.util.List;

/** How much each family weighs in what is shared; all of it may change from one start to the next. */
public record BalancingConfig(
        @Setting(
                        value =
                                "How families are weighed: equal, fixed (by weights), uncertainty (by what they still lose), gradnorm (by their gradients at the trunk) or pcgrad (equal, conflicts between their gradients projected away).",
                        byDefault = "equal")
                Method method,
        @Setting(
                        value =
                                "The weights of fixed, from 0.1 to 10, one for each family in their order; they are scaled to a mean of 1.",
                        byDefault = "[]")
                List<Double> weights) {

    /** Every family weighs the same. */
    public static final BalancingConfig EQUAL = new BalancingConfig(Method.EQUAL, List.of());

    /** Whether every weight is one that a family may have. */
    public boolean hasBoundedWeights() {
        return weights.stream().allMatch(w -> w >= TaskBalancer.LEAST && w <= TaskBalancer.MOST);
    }

    /** The balancers there are. */
    public enum Method {
        EQUAL,
        FIXED,
        UNCERTAINTY,
        GRADNORM,
        PCGRAD;

        /** Whether it looks at gradients at the trunk's last layer, so that there must be a trunk. */
        public boolean needsTrunk() {
            return this == GRADNORM || this == PCGRAD;
        }
    }
}
