package io.tributary.learning;

/** The plain sum of losses: every family weighs 1. */
record EqualBalancer() implements TaskBalancer {
    @Override
    public void weigh(double[] weights) {
        TaskBalancer.one(weights);
    }
}
