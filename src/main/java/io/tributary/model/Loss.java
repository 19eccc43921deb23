package io.tributary.model;

import io.tributary.task.Family;

/**
 * What one example costs, as a function of its outputs o and its target u.
 *
 * <p>Every loss has a link: {@link #predict} turns outputs o into means p, and the gradient is a function of p. Targets
 * are standardised labels u for regression, raw counts for Poisson, 0 or 1 for logistic, the class index for softmax.
 */
public sealed interface Loss {
    /** Numbers in o and p. */
    int outputs();

    /** ℓ(o, u). */
    double value(float[] o, int at, double target);

    /** The smallest ℓ(o, u) over all o: what a perfect answer costs. */
    default double least(double target) {
        return 0;
    }

    /** The mean that the outputs stand for: o itself, e^o, σ(o) or softmax(o). */
    void predict(float[] o, int at, double[] p, int pAt);

    /** weight · ∂ℓ/∂o, from the mean that {@link #predict} gave. */
    void gradient(double[] p, int pAt, double target, double weight, double[] d, int dAt);

    /** The loss of a family. */
    static Loss of(Family family) {
        return switch (family.loss()) {
            case SQUARED -> new Squared();
            case HUBER -> new Huber(family.lossParameter());
            case QUANTILE -> new Quantile(family.lossParameter());
            case POISSON -> new Poisson();
            case LOGISTIC -> new Logistic();
            case SOFTMAX -> new Softmax(family.outputs());
        };
    }

    /** ½ (o − u)². */
    record Squared() implements Loss {
        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public double value(float[] o, int at, double target) {
            double r = o[at] - target;
            return 0.5 * r * r;
        }

        @Override
        public void predict(float[] o, int at, double[] p, int pAt) {
            p[pAt] = o[at];
        }

        @Override
        public void gradient(double[] p, int pAt, double target, double weight, double[] d, int dAt) {
            d[dAt] = weight * (p[pAt] - target);
        }
    }

    /** ½ r² for |r| ≤ δ, else δ (|r| − ½ δ), with r = o − u (Huber 1964). */
    record Huber(double delta) implements Loss {
        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public double value(float[] o, int at, double target) {
            double r = Math.abs(o[at] - target);
            return r <= delta ? 0.5 * r * r : delta * (r - 0.5 * delta);
        }

        @Override
        public void predict(float[] o, int at, double[] p, int pAt) {
            p[pAt] = o[at];
        }

        @Override
        public void gradient(double[] p, int pAt, double target, double weight, double[] d, int dAt) {
            d[dAt] = weight * Math.max(-delta, Math.min(delta, p[pAt] - target));
        }
    }

    /** max(τ (u − o), (τ − 1)(u − o)): the pinball loss (Koenker and Bassett 1978). */
    record Quantile(double tau) implements Loss {
        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public double value(float[] o, int at, double target) {
            double r = target - o[at];
            return Math.max(tau * r, (tau - 1) * r);
        }

        @Override
        public void predict(float[] o, int at, double[] p, int pAt) {
            p[pAt] = o[at];
        }

        @Override
        public void gradient(double[] p, int pAt, double target, double weight, double[] d, int dAt) {
            double slope = p[pAt] < target ? -tau : p[pAt] > target ? 1 - tau : 0;
            d[dAt] = weight * slope;
        }
    }

    /** e^o − y·o, a count's negative log likelihood with a log link. */
    record Poisson() implements Loss {
        /** Beyond this output the mean is held and the loss goes on straight: no count is infinite. */
        public static final double LARGEST_OUTPUT = 30;

        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public double value(float[] o, int at, double target) {
            double beyond = Math.max(0, o[at] - LARGEST_OUTPUT);
            return Math.exp(Math.min(o[at], LARGEST_OUTPUT)) * (1 + beyond) - target * o[at];
        }

        /** At o = ln y; what is above it is half the deviance. */
        @Override
        public double least(double target) {
            return target > 0 ? target - target * Math.log(target) : 0;
        }

        @Override
        public void predict(float[] o, int at, double[] p, int pAt) {
            p[pAt] = Math.exp(Math.min(o[at], LARGEST_OUTPUT));
        }

        @Override
        public void gradient(double[] p, int pAt, double target, double weight, double[] d, int dAt) {
            d[dAt] = weight * (p[pAt] - target);
        }
    }

    /** log(1 + e^o) − y·o. */
    record Logistic() implements Loss {
        @Override
        public int outputs() {
            return 1;
        }

        @Override
        public double value(float[] o, int at, double target) {
            return Math.max(o[at], 0) + Math.log1p(Math.exp(-Math.abs(o[at]))) - target * o[at];
        }

        @Override
        public void predict(float[] o, int at, double[] p, int pAt) {
            p[pAt] = 1 / (1 + Math.exp(-o[at]));
        }

        @Override
        public void gradient(double[] p, int pAt, double target, double weight, double[] d, int dAt) {
            d[dAt] = weight * (p[pAt] - target);
        }
    }

    /** logsumexp(o) − o_y. */
    record Softmax(int outputs) implements Loss {
        @Override
        public double value(float[] o, int at, double target) {
            double largest = largest(o, at);
            double sum = 0;
            for (int j = 0; j < outputs; j++) {
                sum += Math.exp(o[at + j] - largest);
            }
            return largest + Math.log(sum) - o[at + (int) target];
        }

        @Override
        public void predict(float[] o, int at, double[] p, int pAt) {
            double largest = largest(o, at);
            double sum = 0;
            for (int j = 0; j < outputs; j++) {
                p[pAt + j] = Math.exp(o[at + j] - largest);
                sum += p[pAt + j];
            }
            for (int j = 0; j < outputs; j++) {
                p[pAt + j] /= sum;
            }
        }

        @Override
        public void gradient(double[] p, int pAt, double target, double weight, double[] d, int dAt) {
            for (int j = 0; j < outputs; j++) {
                d[dAt + j] = weight * (p[pAt + j] - (j == (int) target ? 1 : 0));
            }
        }

        private double largest(float[] o, int at) {
            double largest = o[at];
            for (int j = 1; j < outputs; j++) {
                largest = Math.max(largest, o[at + j]);
            }
            return largest;
        }
    }
}
