package io.tributary.task;

/** What an answer costs once its label is known: squared error in label units, or log loss in nats. */
public final class Scoring {
    /** Probabilities are clipped to [1e-7, 1 − 1e-7] before their logarithm is taken. */
    public static final double PROBABILITY_FLOOR = 1e-7;

    private Scoring() {}

    /**
     * The score of one answer.
     *
     * @param values answers as laid out by {@link Prediction#values()}
     * @param offset where this family's answer begins
     * @param label the label in its own units
     */
    public static double loss(Family family, double[] values, int offset, double label) {
        return switch (family.kind()) {
            case REGRESSION -> square(values[offset] - label);
            case BINARY -> logLoss(label > 0.5 ? values[offset] : 1 - values[offset]);
            case MULTICLASS -> logLoss(values[offset + (int) label]);
        };
    }

    private static double square(double error) {
        return error * error;
    }

    private static double logLoss(double probability) {
        return -Math.log(Math.min(Math.max(probability, PROBABILITY_FLOOR), 1 - PROBABILITY_FLOOR));
    }
}
