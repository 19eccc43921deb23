package io.tributary.model;

/**
 * The factor on a rate as learning goes on: max(floor, 1/√(1 + N/decay)) · √min(1, n/B).
 *
 * @param decay examples after which the factor is 1/√2; 0: never falls
 * @param floor the factor's lower end
 */
public record RateSchedule(double decay, double floor) {
    /**
     * The factor of one step.
     *
     * @param learned N, the examples learned before it
     * @param examples n, the examples of its mini-batch
     * @param batchSize B, the examples of a complete one
     */
    public double factor(long learned, int examples, int batchSize) {
        double decayed = decay == 0 ? 1 : Math.max(floor, 1 / Math.sqrt(1 + learned / decay));
        return decayed * Math.sqrt(Math.min(1, (double) examples / batchSize));
    }
}
