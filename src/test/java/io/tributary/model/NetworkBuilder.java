package io.tributary.model;

import io.tributary.model.ModelConfig.DeviationInput;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import java.util.List;
import java.util.Random;

/** A small network for tests: one family of each kind on four inputs, and what a test changes. */
final class NetworkBuilder {
    static final Family DELAY = new Family("delay", Kind.REGRESSION, 1, LossName.SQUARED, 0);
    static final Family LATE = new Family("late", Kind.BINARY, 1, LossName.LOGISTIC, 0);
    static final Family BAND = new Family("band", Kind.MULTICLASS, 3, LossName.SOFTMAX, 0);
    static final int INPUTS = 4;
    static final int CAPACITY = 8;

    private List<Family> families = List.of(DELAY, LATE, BAND);
    private List<Integer> trunk = List.of(5, 3);
    private int experts = 1;
    private Activation activation = Activation.LEAKY_RELU;
    private boolean wide = true;
    private DeviationInput deviationInput = DeviationInput.ALL;
    private double clipNorm;
    private double penalty = 0.01;
    private Optimizer shared = Optimizer.Adam.STANDARD;
    private boolean joined;

    NetworkBuilder families(Family... asked) {
        families = List.of(asked);
        return this;
    }

    NetworkBuilder trunk(Integer... widths) {
        trunk = List.of(widths);
        return this;
    }

    NetworkBuilder experts(int count) {
        experts = count;
        return this;
    }

    NetworkBuilder activation(Activation function) {
        activation = function;
        return this;
    }

    NetworkBuilder wide(boolean value) {
        wide = value;
        return this;
    }

    NetworkBuilder deviationInput(DeviationInput input) {
        deviationInput = input;
        return this;
    }

    NetworkBuilder clipNorm(double norm) {
        clipNorm = norm;
        return this;
    }

    NetworkBuilder penalty(double lambda) {
        penalty = lambda;
        return this;
    }

    NetworkBuilder shared(Optimizer optimizer) {
        shared = optimizer;
        return this;
    }

    /** Deviations descend the mini-batch's mean by Adam, with the shared parameters. */
    NetworkBuilder joined() {
        joined = true;
        return this;
    }

    Network build() {
        Shape shape = new Shape(INPUTS, new ModelConfig(trunk, experts, activation, wide, deviationInput, 1), families);
        Optimizer deviation = joined ? Optimizer.Adam.STANDARD : Optimizer.Adagrad.STANDARD;
        RateSchedule constant = new RateSchedule(0, 1);
        return new Network(
                shape,
                new Hyperparameters(
                        CAPACITY, 0.003, 0.006, constant, clipNorm, shared, deviation, 0.03, penalty, joined),
                7,
                CAPACITY);
    }

    /** Inputs that are different for every seed, and the same in every run. */
    static float[] inputs(long seed) {
        Random random = new Random(seed);
        float[] x = new float[INPUTS];
        for (int i = 0; i < x.length; i++) {
            x[i] = (float) random.nextGaussian();
        }
        return x;
    }
}
