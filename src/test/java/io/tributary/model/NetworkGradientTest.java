package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.model.ModelConfig.DeviationInput;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The gradients of a step against central differences of the loss, for every parameter of small networks.
 *
 * <p>All six losses at once, several rows of mixed entities, some labels missing, every row of another weight.
 */
class NetworkGradientTest {
    private static final float STEP = 0x1p-8f;
    private static final double TOLERANCE = 1e-3;
    private static final double PENALTY = 0.3;
    private static final int[] ENTITIES = {0, 1, 0, 2, 1, 0};
    private static final int ROWS = ENTITIES.length;
    private static final Family[] FAMILIES = {
        NetworkBuilder.DELAY,
        new Family("robust", Kind.REGRESSION, 1, LossName.HUBER, 0.8),
        new Family("most", Kind.REGRESSION, 1, LossName.QUANTILE, 0.8),
        new Family("count", Kind.REGRESSION, 1, LossName.POISSON, 0),
        NetworkBuilder.LATE,
        NetworkBuilder.BAND
    };

    private static Stream<Named<NetworkBuilder>> networks() {
        List<Named<NetworkBuilder>> networks = new ArrayList<>();
        for (Activation activation : Activation.values()) {
            for (DeviationInput input : DeviationInput.values()) {
                networks.add(network(activation, input, true, 5, 3));
                networks.add(network(activation, input, false, 5, 3));
                networks.add(network(2, activation, input, true, 5, 3));
                networks.add(network(3, activation, input, false, 4));
            }
            networks.add(network(activation, DeviationInput.ALL, true, 4));
            networks.add(network(activation, DeviationInput.HIDDEN, false, 3, 4, 3));
        }
        networks.add(network(Activation.RELU, DeviationInput.ALL, true));
        return networks.stream();
    }

    private static Named<NetworkBuilder> network(
            Activation activation, DeviationInput input, boolean wide, Integer... trunk) {
        return network(1, activation, input, wide, trunk);
    }

    private static Named<NetworkBuilder> network(
            int experts, Activation activation, DeviationInput input, boolean wide, Integer... trunk) {
        NetworkBuilder builder = new NetworkBuilder()
                .families(FAMILIES)
                .activation(activation)
                .deviationInput(input)
                .wide(wide)
                .trunk(trunk)
                .experts(experts)
                .penalty(PENALTY);
        return Named.of(
                experts + " of " + activation + " " + List.of(trunk) + (wide ? " wide " : " ") + input, builder);
    }

    /** Heads and deviations away from zero, so that the trunk's gradient is not; then every row predicted. */
    private static int prepare(Network network) {
        Random random = new Random(11);
        Shape shape = network.shape();
        FloatBuffer shared = network.shared().parameters(0, shape.size());
        for (int i = 0; i < shape.size(); i++) {
            shared.put(i, shared.get(i) + 0.3f * (float) random.nextGaussian());
        }
        for (int entity = 0; entity < 3; entity++) {
            long[] learned =
                    IntStream.range(0, FAMILIES.length).mapToLong(f -> 1).toArray();
            FloatBuffer record = network.deviations().restore(entity, learned, new int[FAMILIES.length]);
            for (int i = 0; i < network.deviations().vector(); i++) {
                record.put(i, 0.2f * (float) random.nextGaussian());
            }
        }
        int examples = 0;
        for (int row = 0; row < ROWS; row++) {
            network.predict(row, NetworkBuilder.inputs(100 + row), ENTITIES[row]);
            examples += label(network, row, random);
        }
        return examples;
    }

    private static int label(Network network, int row, Random random) {
        int examples = 0;
        for (int f = 0; f < FAMILIES.length; f++) {
            if ((row + f) % 3 != 0) {
                double target =
                        switch (FAMILIES[f].kind()) {
                            case REGRESSION ->
                                FAMILIES[f].loss() == LossName.POISSON ? random.nextInt(4) : random.nextGaussian();
                            case BINARY, MULTICLASS -> random.nextInt(Math.max(2, FAMILIES[f].outputs()));
                        };
                network.batch().example(row, f, target, 0.5 + 0.25 * row);
                examples++;
            }
        }
        return examples;
    }

    /** The slope of a function by one element, from values a step below and a step above. */
    private static double slope(FloatBuffer values, int i, Runnable changed, DoubleSupplier function) {
        float value = values.get(i);
        values.put(i, value + STEP);
        changed.run();
        double above = function.getAsDouble();
        double rise = (double) values.get(i);
        values.put(i, value - STEP);
        changed.run();
        double below = function.getAsDouble();
        rise -= values.get(i);
        values.put(i, value);
        changed.run();
        return (above - below) / rise;
    }

    /** Which units are above zero: a difference over a kink is no slope. */
    private static BitSet active(Network network) {
        BitSet active = new BitSet();
        int bit = 0;
        for (int row = 0; row < ROWS; row++) {
            for (Affine affine : network.batch().trunk().affines()) {
                Matrix units = affine.out();
                for (int i = 0; i < units.width(); i++) {
                    active.set(bit++, units.mirror()[units.at(row) + i] > 0);
                }
            }
        }
        return active;
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theSharedGradientIsThatOfTheMeanLoss(NetworkBuilder builder) {
        try (Network network = builder.build()) {
            prepare(network);
            int size = network.shape().size();
            FloatBuffer parameters = network.shared().parameters(0, size);
            double[] expected = new double[size];
            BitSet kinks = new BitSet();
            BitSet usual = active(network);
            for (int i = 0; i < size; i++) {
                int at = i;
                Runnable changed = () -> {
                    network.forward(0, ROWS);
                    if (!active(network).equals(usual)) {
                        kinks.set(at);
                    }
                };
                expected[i] = slope(parameters, i, changed, () -> network.loss(ROWS));
            }
            network.step(ROWS, 0);
            FloatBuffer actual = network.shared().gradient().view(0, size);
            for (int i = kinks.nextClearBit(0); i < size; i = kinks.nextClearBit(i + 1)) {
                assertThat((double) actual.get(i)).as("parameter %d", i).isCloseTo(expected[i], near(expected[i]));
            }
            assertThat(kinks.cardinality()).isLessThan(size / 4);
        }
    }

    @ParameterizedTest
    @MethodSource("networks")
    void theGradientOfADeviationIsThatOfItsSummedLossAndPenalty(NetworkBuilder builder) {
        try (Network network = builder.build()) {
            int examples = prepare(network);
            Deviations deviations = network.deviations();
            int vector = deviations.vector();
            double[][] expected = new double[3][vector];
            float[][] before = new float[3][vector];
            for (int entity = 0; entity < 3; entity++) {
                FloatBuffer record = deviations.values(entity);
                for (int i = 0; i < vector; i++) {
                    expected[entity][i] = slope(
                            record,
                            i,
                            () -> network.forward(0, ROWS),
                            () -> examples * network.loss(ROWS) + network.penalty(ROWS));
                }
                record.get(0, before[entity]);
            }
            network.step(ROWS, 0);
            for (int entity = 0; entity < 3; entity++) {
                double[] actual = adagradGradient(before[entity], deviations.values(entity), vector);
                for (int i = 0; i < vector; i++) {
                    assertThat(actual[i])
                            .as("deviation %d of entity %d", i, entity)
                            .isCloseTo(expected[entity][i], near(expected[entity][i]));
                }
            }
        }
    }

    /** What Adagrad was given in its first step: its state is the square, and it moves against it. */
    private static double[] adagradGradient(float[] before, FloatBuffer after, int vector) {
        double[] gradient = new double[vector];
        for (int i = 0; i < vector; i++) {
            gradient[i] = Math.signum(before[i] - after.get(i)) * Math.sqrt(after.get(vector + i));
        }
        return gradient;
    }

    private static org.assertj.core.data.Offset<Double> near(double expected) {
        return within(TOLERANCE * Math.max(1, Math.abs(expected)));
    }
}
