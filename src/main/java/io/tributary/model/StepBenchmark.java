package io.tributary.model;

import io.tributary.model.ModelConfig.DeviationInput;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import java.util.List;
import java.util.Random;

/**
 * One mini-batch to be learned over and over, and beside it the matrix products that its step cannot avoid. For
 * measurement only.
 *
 * <p>The network has one regression family with one output, no wide path, and one entity whose deviation is a single
 * number. Targets are new noise in every step, so that gradients never fade. Nothing is allocated after it is built. Not
 * thread-safe.
 */
public final class StepBenchmark implements AutoCloseable {
    private static final Family FAMILY = new Family("y", Kind.REGRESSION, 1, LossName.SQUARED, 0);
    private static final long SEED = 7;
    /* A prime, so that the noise never falls into step with the rows. */
    private static final int NOISE = 8191;

    private final Network network;
    private final Gemms gemms;
    private final int rows;
    private final double[] noise = new double[NOISE];
    private int next;
    private long learned;

    /**
     * @param inputs numbers that a row is encoded to
     * @param trunk the widths of the trunk's layers, at least one
     * @param rows n, the rows and examples of the mini-batch
     */
    public StepBenchmark(int inputs, List<Integer> trunk, int rows) {
        this.rows = rows;
        ModelConfig model = new ModelConfig(trunk, 1, Activation.LEAKY_RELU, false, DeviationInput.BIAS, SEED);
        Shape shape = new Shape(inputs, model, List.of(FAMILY));
        network = new Network(shape, hyperparameters(rows), SEED, rows);
        gemms = new Gemms(shape, rows);
        fill(shape, new Random(SEED));
    }

    private static Hyperparameters hyperparameters(int rows) {
        double rate = 1e-3;
        return new Hyperparameters(
                rows,
                rate,
                rate,
                new RateSchedule(0, 1),
                1,
                Optimizer.Adam.STANDARD,
                Optimizer.Adagrad.STANDARD,
                rate,
                0,
                false);
    }

    private void fill(Shape shape, Random random) {
        float[] x = new float[shape.inputs() + 1];
        x[shape.inputs()] = 1f;
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < shape.inputs(); i++) {
                x[i] = (float) random.nextGaussian();
            }
            network.batch().input(row, x, 0);
            gemms.seen(0).put(row * x.length, x, 0, x.length);
        }
        for (int i = 0; i < NOISE; i++) {
            noise[i] = random.nextGaussian();
        }
        float[] parameters = new float[shape.size()];
        network.shared().parameters(0, parameters.length).get(parameters);
        gemms.parameters().put(0, parameters, 0, parameters.length);
        float[] gradient = new float[rows];
        for (int row = 0; row < rows; row++) {
            gradient[row] = (float) noise[row % NOISE];
        }
        gemms.outputGradient().put(0, gradient, 0, rows);
    }

    /** Predicts the whole mini-batch and learns it: forward, backward, clipping, Adam. */
    public void step() {
        network.forward(0, rows);
        for (int row = 0; row < rows; row++) {
            network.batch().example(row, 0, noise[next], 1);
            next = (next + 1) % NOISE;
        }
        learned += network.step(rows, learned).examples();
    }

    /** Only the matrix products of {@link #step}: the same shapes on the same BLAS, results that nobody needs. */
    public void gemms() {
        gemms.run();
    }

    Network network() {
        return network;
    }

    Gemms products() {
        return gemms;
    }

    @Override
    public void close() {
        network.close();
        gemms.close();
    }
}
