package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A row that would have made the model non-finite is taken out of its step, and nothing else is. */
class RejectedRowsTest {
    private static final int ROWS = 5;
    private static final int NO_ROW = -1;

    /** A step of five rows, one of them with this target and weight; {@link #NO_ROW}: the other four alone. */
    private static Network stepped(NetworkBuilder builder, int bad, double target, double weight) {
        Network network = builder.build();
        for (int step = 0; step < 2; step++) {
            fill(network);
            network.step(ROWS, ROWS * 2L * step);
        }
        fill(network);
        if (bad != NO_ROW) {
            network.batch().example(bad, 0, target, weight);
        }
        return network;
    }

    private static void fill(Network network) {
        for (int row = 0; row < ROWS; row++) {
            network.predict(row, NetworkBuilder.inputs(row), row);
            network.batch().example(row, 0, row - 2, 1);
            network.batch().example(row, 1, row % 2, 1);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "0, 1e30, 1",
        "2, -1e30, 1",
        "4, 1e300, 1",
        "1, 1, 1e30",
        "3, 1, 1e308",
        "2, Infinity, 1",
        "0, NaN, 1",
        "4, 1, NaN",
        "1, 1, Infinity"
    })
    void theOthersLearnAsIfItHadNoLabels(int bad, double target, double weight) {
        for (NetworkBuilder builder : new NetworkBuilder[] {
            new NetworkBuilder(),
            new NetworkBuilder().joined().clipNorm(1),
            new NetworkBuilder().trunk(),
            new NetworkBuilder().experts(3),
            new NetworkBuilder().experts(2).wide(false).joined()
        }) {
            try (Network network = stepped(builder, bad, target, weight);
                    Network expected = stepped(builder, NO_ROW, 0, 0)) {
                expected.batch().reject(bad);
                expected.step(ROWS, 20);
                StepReport report = network.step(ROWS, 20);
                assertThat(report.rejected().stream()).containsExactly(bad);
                assertThat(report.examples()).isEqualTo(2 * (ROWS - 1));
                assertThat(Bits.all(network)).containsExactly(Bits.all(expected));
            }
        }
    }

    @Test
    void theOthersLearnAsIfItHadNotBeenThere() {
        try (Network network = stepped(new NetworkBuilder(), ROWS - 1, 1e30, 1);
                Network expected = stepped(new NetworkBuilder(), NO_ROW, 0, 0)) {
            network.step(ROWS, 20);
            expected.step(ROWS - 1, 20);
            assertThat(Bits.all(network)).containsExactly(Bits.all(expected));
        }
    }

    /** Inputs as large as a stream may hold: activations and logits are finite, their products with gradients too large. */
    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aRowOfHugeInputsIsRejectedAlone(int experts) {
        NetworkBuilder builder = new NetworkBuilder().experts(experts);
        try (Network network = stepped(builder, NO_ROW, 0, 0);
                Network expected = stepped(builder, NO_ROW, 0, 0)) {
            float[] x = {1, -1, 0x1p50f, -0x1p50f};
            network.predict(1, x, 1);
            network.batch().example(1, 0, 1, 1);
            expected.batch().reject(1);
            expected.step(ROWS, 20);
            assertThat(network.step(ROWS, 20).rejected().stream()).containsExactly(1);
            assertThat(Bits.all(network)).containsExactly(Bits.all(expected));
        }
    }

    @Test
    void itsTasksHaveLearnedNothing() {
        try (Network network = stepped(new NetworkBuilder(), 3, 1e30, 1)) {
            int[] late = Bits.task(network, 3, 1);
            network.step(ROWS, 20);
            assertThat(Bits.task(network, 3, 1)).containsExactly(late);
            assertThat(network.deviations().learned(3, 0)).isEqualTo(2);
        }
    }

    @Test
    void whereEveryRowIsBadNothingMoves() {
        try (Network network = stepped(new NetworkBuilder(), NO_ROW, 0, 0)) {
            for (int row = 0; row < ROWS; row++) {
                network.batch().example(row, 0, Double.NaN, 1);
            }
            int[] before = Bits.all(network);
            StepReport report = network.step(ROWS, 20);
            assertThat(report.rejected().cardinality()).isEqualTo(ROWS);
            assertThat(report.examples()).isZero();
            assertThat(Bits.all(network)).containsExactly(before);
        }
    }

    @Test
    void theNextStepOfTheSamePlacesIsWhole() {
        try (Network network = stepped(new NetworkBuilder(), 2, 1e30, 1)) {
            network.step(ROWS, 20);
            fill(network);
            StepReport report = network.step(ROWS, 28);
            assertThat(report.rejected().isEmpty()).isTrue();
            assertThat(report.examples()).isEqualTo(2 * ROWS);
        }
    }

    @Test
    void aLargeTargetThatCanBeSquaredIsLearned() {
        try (Network network = stepped(new NetworkBuilder().clipNorm(1), 2, 1e12, 1)) {
            StepReport report = network.step(ROWS, 20);
            assertThat(report.rejected().isEmpty()).isTrue();
            assertThat(report.clip()).isLessThan(1e-10);
            assertThat(java.util.stream.IntStream.of(Bits.all(network)))
                    .allMatch(bits -> Float.isFinite(Float.intBitsToFloat(bits)));
        }
    }
}
