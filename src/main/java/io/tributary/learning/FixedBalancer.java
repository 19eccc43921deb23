package io.tributary.learning;

import java.util.List;

/** Weights that the configuration gives. */
record FixedBalancer(List<Double> given) implements TaskBalancer {
    /**
     * @param given one for each family, clamped like any others
     * @throws IllegalArgumentException if their number is not that of the families
     */
    FixedBalancer(List<Double> given, int families) {
        this(List.copyOf(given));
        if (given.size() != families) {
            throw new IllegalArgumentException(
                    "balancing.weights: found " + given + ", expected " + families + ", one for each family");
        }
    }

    @Override
    public void weigh(double[] weights) {
        for (int f = 0; f < weights.length; f++) {
            weights[f] = given.get(f);
        }
        TaskBalancer.normalise(weights);
    }
}
