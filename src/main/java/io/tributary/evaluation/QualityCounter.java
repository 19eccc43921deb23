package io.tributary.evaluation;

import io.tributary.task.Family;
import io.tributary.task.Kind;

/** Gathers the {@link Quality} of the answers to one family. Not thread-safe. */
final class QualityCounter {
    private final Family family;
    private final Reliability reliability = new Reliability();
    private long answers;
    private double absoluteErrors;
    private long covered;

    QualityCounter(Family family) {
        this.family = family;
    }

    /**
     * Takes in one answer.
     *
     * @param values answers as laid out by {@link io.tributary.task.Prediction#values()}
     * @param offset where this family's answer begins
     */
    void add(double[] values, int offset, double label) {
        answers++;
        switch (family.kind()) {
            case REGRESSION -> {
                absoluteErrors += Math.abs(values[offset] - label);
                covered += label <= values[offset] ? 1 : 0;
            }
            case BINARY -> reliability.add(values[offset], label > 0.5);
            case MULTICLASS -> {
                int top = top(values, offset);
                reliability.add(values[offset + top], top == (int) label);
            }
        }
    }

    private int top(double[] values, int offset) {
        int top = 0;
        for (int k = 1; k < family.outputs(); k++) {
            top = values[offset + k] > values[offset + top] ? k : top;
        }
        return top;
    }

    Reliability reliability() {
        return reliability;
    }

    long answers() {
        return answers;
    }

    /** The sum of |answer − label|. */
    double absoluteErrors() {
        return absoluteErrors;
    }

    /** Labels at or below the answer. */
    long covered() {
        return covered;
    }

    Quality quality() {
        return family.kind() == Kind.REGRESSION
                ? new Quality(Double.NaN, absoluteErrors / answers, (double) covered / answers)
                : new Quality(reliability.error(), Double.NaN, Double.NaN);
    }
}
