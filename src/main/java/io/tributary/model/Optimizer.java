package io.tributary.model;

/**
 * An update rule for one tensor, element by element, with explicit state.
 *
 * <p>All vectors are indexed alike, so that the loops become vector instructions. Clipping, the mean over a mini-batch and the schedule are factors, given as {@code scale} (on the gradient) and
 * {@code rate}: transforms compose by multiplication.
 */
public sealed interface Optimizer {
    /** State vectors of the tensor's size: 1 uses {@code v} alone, 2 uses {@code m} and {@code v}; zero at first. */
    int moments();

    /**
     * Moves parameters {@code [from, to)}.
     *
     * @param p parameters
     * @param m first state vector
     * @param v second state vector
     * @param g gradient
     * @param scale multiplies the gradient
     * @param rate the learning rate of this step
     * @param step how many steps this tensor has taken, this one included
     */
    void update(float[] p, float[] m, float[] v, float[] g, int from, int to, float scale, double rate, long step);

    /**
     * Adam (Kingma and Ba 2015) as PyTorch has it: ε is added after the bias-corrected square root.
     *
     * @param nesterov whether it moves along the momentum that the next step would find, which lags less: NAdam (Dozat
     *     2016) with a constant β₁, as Optax has it
     */
    record Adam(double beta1, double beta2, double epsilon, boolean nesterov) implements Optimizer {
        /** β₁ 0.9, β₂ 0.999, ε 1e-8. */
        public static final Adam STANDARD = new Adam(0.9, 0.999, 1e-8, false);
        /** The same with Nesterov's momentum. */
        public static final Adam NESTEROV = new Adam(0.9, 0.999, 1e-8, true);

        @Override
        public int moments() {
            return 2;
        }

        @Override
        public void update(
                float[] p, float[] m, float[] v, float[] g, int from, int to, float scale, double rate, long step) {
            double root = Math.sqrt(1 - Math.pow(beta2, (double) step));
            double decayed = Math.pow(beta1, (double) step);
            double corrected = rate * root / (1 - decayed);
            float alongFirst = (float) (nesterov ? rate * root * beta1 / (1 - beta1 * decayed) : corrected);
            float alongGradient = (float) (nesterov ? corrected * (1 - beta1) : 0);
            float eps = (float) (epsilon * root);
            float keep1 = (float) beta1;
            float keep2 = (float) beta2;
            float take1 = (float) (1 - beta1);
            float take2 = (float) (1 - beta2);
            for (int i = from; i < to; i++) {
                float gradient = scale * g[i];
                float first = keep1 * m[i] + take1 * gradient;
                float second = keep2 * v[i] + take2 * gradient * gradient;
                m[i] = first;
                v[i] = second;
                p[i] -= (alongFirst * first + alongGradient * gradient) / ((float) Math.sqrt(second) + eps);
            }
        }
    }

    /** Adagrad (Duchi et al. 2011) with ε outside the root: a first step is never larger than rate · g / (|g| + ε). */
    record Adagrad(double epsilon) implements Optimizer {
        /** ε 1: a cold tensor takes steps in proportion to its evidence. */
        public static final Adagrad STANDARD = new Adagrad(1);

        @Override
        public int moments() {
            return 1;
        }

        @Override
        public void update(
                float[] p, float[] m, float[] v, float[] g, int from, int to, float scale, double rate, long step) {
            float alpha = (float) rate;
            float eps = (float) epsilon;
            for (int i = from; i < to; i++) {
                float gradient = scale * g[i];
                float sum = v[i] + gradient * gradient;
                v[i] = sum;
                p[i] -= alpha * gradient / ((float) Math.sqrt(sum) + eps);
            }
        }
    }
}
