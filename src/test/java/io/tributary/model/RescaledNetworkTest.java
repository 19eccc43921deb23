package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A family on another scale, and a task that forgets its gradients. */
class RescaledNetworkTest {
    private static final int DELAY = 0;
    private static final int LATE = 1;
    private static final double FACTOR = 0.25;
    private static final double SHIFT = -1.5;

    private static Network trained(boolean joined) {
        return trained(joined, 1);
    }

    private static Network trained(boolean joined, int experts) {
        NetworkBuilder builder = new NetworkBuilder().experts(experts);
        Network network = (joined ? builder.joined() : builder).build();
        for (int step = 0; step < 5; step++) {
            for (int row = 0; row < 4; row++) {
                network.predict(row, NetworkBuilder.inputs(31L * row + step), row % 2);
                network.batch().example(row, DELAY, 1 - row, 1);
                network.batch().example(row, LATE, row % 2, 1);
            }
            network.step(4, 8L * step);
        }
        return network;
    }

    private static float output(Network network, int entity, int family) {
        network.predict(0, NetworkBuilder.inputs(77), entity);
        return network.output(0, family);
    }

    @ParameterizedTest
    @CsvSource({"true, 1", "false, 1", "true, 3", "false, 3"})
    void everyOutputOfTheFamilyIsScaledAndShifted(boolean joined, int experts) {
        try (Network network = trained(joined, experts)) {
            for (int entity : new int[] {0, 1, -1}) {
                float delay = output(network, entity, DELAY);
                float late = output(network, entity, LATE);
                network.rescale(DELAY, FACTOR, SHIFT);
                assertThat((double) output(network, entity, DELAY)).isCloseTo(FACTOR * delay + SHIFT, within(1e-6));
                assertThat(output(network, entity, LATE)).isEqualTo(late);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void momentsAreThoseOfGradientsOnTheNewScale(boolean joined) {
        try (Network network = trained(joined)) {
            int size = network.shape().headSize(DELAY);
            int offset = network.shape().headOffset(DELAY);
            float[] first = copy(network.shared().firstMoments(offset, size));
            float[] second = copy(network.shared().secondMoments(offset, size));
            float[] entity = copy(network.deviations().values(1));
            network.rescale(DELAY, FACTOR, SHIFT);
            assertScaled(first, copy(network.shared().firstMoments(offset, size)), 0, size, FACTOR);
            assertScaled(second, copy(network.shared().secondMoments(offset, size)), 0, size, FACTOR * FACTOR);
            float[] now = copy(network.deviations().values(1));
            int vector = network.deviations().vector();
            int width = network.shape().deviationWidth();
            assertScaled(entity, now, 0, width, FACTOR);
            assertScaled(entity, now, entity.length - vector, width, FACTOR * FACTOR);
            assertScaled(entity, now, width, vector - width, 1);
        }
    }

    private static void assertScaled(float[] before, float[] now, int from, int count, double factor) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            assertThat((double) now[i]).isCloseTo(factor * before[i], within(1e-7));
            sum += Math.abs(before[i]);
        }
        assertThat(sum).isPositive();
    }

    private static float[] copy(FloatBuffer values) {
        float[] copy = new float[values.remaining()];
        values.get(copy);
        return copy;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aTaskForgetsItsGradientsAndNothingElse(boolean joined) {
        try (Network network = trained(joined)) {
            float[] before = copy(network.deviations().values(1));
            float[] neighbour = copy(network.deviations().values(0));
            network.deviations().clearState(1, LATE);
            float[] now = copy(network.deviations().values(1));
            int vector = network.deviations().vector();
            int width = network.shape().deviationWidth();
            for (int i = 0; i < before.length; i++) {
                boolean cleared = i >= vector && i % vector >= width && i % vector < 2 * width;
                assertThat(now[i]).as("number %d", i).isEqualTo(cleared ? 0f : before[i]);
            }
            assertThat(copy(network.deviations().values(0))).containsExactly(neighbour);
            assertThat(network.deviations().steps(1, LATE)).isZero();
            assertThat(network.deviations().steps(1, DELAY)).isEqualTo(5);
            assertThat(network.deviations().learned(1, LATE)).isEqualTo(10);
        }
    }
}
