package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.model.OracleExperts.LabelledRow;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A trunk of experts against {@link OracleExperts}: outputs, gradients and everything that moves, step by step. */
class ExpertOracleTest {
    private static final int ENTITIES = 3;
    private static final int FAMILIES = 3;
    private static final int STEPS = 12;
    private static final double CLIP = 0.5;
    private static final double PENALTY = 0.05;
    private static final int[] WIDTHS = {5, 3};

    private static Network network(int experts) {
        Network network = new NetworkBuilder()
                .experts(experts)
                .clipNorm(CLIP)
                .penalty(PENALTY)
                .build();
        Random random = new Random(experts);
        FloatBuffer shared = network.shared().parameters(0, network.shape().size());
        for (int i = 0; i < network.shape().size(); i++) {
            shared.put(i, shared.get(i) + 0.4f * (float) random.nextGaussian());
        }
        long[] learned = new long[FAMILIES];
        Arrays.fill(learned, 1);
        for (int entity = 0; entity < ENTITIES; entity++) {
            FloatBuffer record = network.deviations().restore(entity, learned, new int[FAMILIES]);
            for (int i = 0; i < network.deviations().vector(); i++) {
                record.put(i, 0.2f * (float) random.nextGaussian());
            }
        }
        return network;
    }

    /** Rows of mixed entities with some labels missing; in every third step nobody asks the last family. */
    private static List<LabelledRow> rows(int step) {
        Random random = new Random(1000 + step);
        List<LabelledRow> rows = new ArrayList<>();
        for (int row = 0; row < NetworkBuilder.CAPACITY; row++) {
            double[] targets = {random.nextGaussian(), random.nextInt(2), random.nextInt(3)};
            targets[row % FAMILIES] = row % 2 == 0 ? Double.NaN : targets[row % FAMILIES];
            targets[2] = step % 3 == 1 ? Double.NaN : targets[2];
            rows.add(new LabelledRow(
                    10L * step + row,
                    row % ENTITIES,
                    DoubleStream.of(targets).boxed().toList(),
                    0.5 + 0.2 * row));
        }
        return rows;
    }

    private static void predict(Network network, List<LabelledRow> rows) {
        for (int row = 0; row < rows.size(); row++) {
            LabelledRow labelled = rows.get(row);
            network.predict(row, labelled.x(), labelled.entity());
            for (int f = 0; f < FAMILIES; f++) {
                if (!labelled.targets().get(f).isNaN()) {
                    network.batch().example(row, f, labelled.targets().get(f), labelled.weight());
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "5"})
    void agreesAfterEveryStep(int experts) {
        try (Network network = network(experts)) {
            OracleExperts oracle = new OracleExperts(network, WIDTHS, experts, ENTITIES, CLIP, PENALTY);
            long learned = 0;
            int clipped = 0;
            for (int step = 0; step < STEPS; step++) {
                List<LabelledRow> rows = rows(step);
                predict(network, rows);
                checkOutputs(step, network, oracle, rows);
                StepReport report = network.step(rows.size(), learned);
                oracle.step(rows, 0.003, 0.006, 0.03);
                learned += report.examples();
                clipped += report.clip() < 1 ? 1 : 0;
                checkParameters(step, network, oracle);
            }
            assertThat(clipped).isPositive();
        }
    }

    private static void checkOutputs(int step, Network network, OracleExperts oracle, List<LabelledRow> rows) {
        for (int row = 0; row < rows.size(); row++) {
            oracle.forward(rows.get(row));
            for (int f = 0; f < FAMILIES; f++) {
                for (int j = 0; j < network.families().get(f).outputs(); j++) {
                    assertThat((double) network.output(row, network.shape().outputOffset(f) + j))
                            .as("step %d row %d family %d output %d", step, row, f, j)
                            .isCloseTo(oracle.output(f, j), within(1e-5));
                }
            }
        }
    }

    private static void checkParameters(int step, Network network, OracleExperts oracle) {
        double[] expected = oracle.parameters();
        assertThat(expected).hasSize(network.shape().size());
        FloatBuffer shared = network.shared().parameters(0, expected.length);
        for (int i = 0; i < expected.length; i++) {
            assertThat((double) shared.get(i))
                    .as("step %d parameter %d", step, i)
                    .isCloseTo(expected[i], within(1e-5));
        }
        for (int entity = 0; entity < ENTITIES; entity++) {
            double[] delta = oracle.deviation(entity);
            for (int i = 0; i < delta.length; i++) {
                assertThat((double) network.deviations().values(entity).get(i))
                        .as("step %d entity %d deviation %d", step, entity, i)
                        .isCloseTo(delta[i], within(1e-5));
            }
        }
    }

    @Test
    void anUntrainedGateMixesEvenly() {
        try (Network network = new NetworkBuilder().experts(4).build()) {
            network.predict(0, NetworkBuilder.inputs(1), -1);
            Matrix z = network.batch().z();
            int hidden = network.shape().hidden();
            float[] first = Arrays.copyOfRange(z.mirror(), z.at(0), z.at(0) + hidden);
            float[] last = Arrays.copyOfRange(
                    z.mirror(), network.batch().seen(0, 2), network.batch().seen(0, 2) + hidden);
            assertThat(last).containsExactly(first);
            for (int i = 0; i < hidden; i++) {
                double sum = 0;
                for (int expert = 0; expert < 4; expert++) {
                    Matrix units =
                            network.batch().trunk().affines()[2 * expert + 1].out();
                    sum += units.mirror()[units.at(0) + i];
                }
                assertThat((double) first[i]).isCloseTo(sum / 4, within(1e-6));
            }
        }
    }

    @Test
    void familiesThatDisagreeComeToMixOtherwise() {
        try (Network network = new NetworkBuilder()
                .families(NetworkBuilder.DELAY, NetworkBuilder.LATE)
                .wide(false)
                .experts(3)
                .build()) {
            for (int step = 0; step < 300; step++) {
                for (int row = 0; row < NetworkBuilder.CAPACITY; row++) {
                    float[] x = NetworkBuilder.inputs(8L * step + row);
                    network.predict(row, x, -1);
                    network.batch().example(row, 0, Math.abs(x[0]), 1);
                    network.batch().example(row, 1, x[1] * x[2] > 0 ? 1 : 0, 1);
                }
                network.step(NetworkBuilder.CAPACITY, 16L * step);
            }
            float[] z = network.batch().z().mirror();
            assertThat(z[network.batch().seen(0, 0)])
                    .isNotCloseTo(z[network.batch().seen(0, 1)], within(0.05f));
        }
    }
}
