package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static final int DELAY = 0;
    private static final int LATE = 1;
    private static final int BAND = 2;

    /** Puts a row in its place and labels it for one family. */
    private static void example(Network network, int row, int entity, int family, double target) {
        network.predict(row, NetworkBuilder.inputs(31L * row + entity), entity);
        network.batch().example(row, family, target, 1);
    }

    /** A network that has learned four rows of two entities, for all families. */
    private static Network trained(NetworkBuilder builder) {
        Network network = builder.build();
        for (int step = 0; step < 3; step++) {
            for (int row = 0; row < 4; row++) {
                example(network, row, row % 2, DELAY, 1 - row);
                network.batch().example(row, LATE, row % 2, 1);
                network.batch().example(row, BAND, row % 3, 1);
            }
            network.step(4, 12L * step);
        }
        return network;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void untrainedItPredictsNothingInParticular(int experts) {
        try (Network network = new NetworkBuilder().experts(experts).build()) {
            network.predict(0, NetworkBuilder.inputs(1), -1);
            assertThat(network.mean(0, 0)).isZero();
            assertThat(network.mean(0, 1)).isEqualTo(0.5);
            assertThat(network.mean(0, 2)).isCloseTo(1.0 / 3, within(1e-12));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aHeadThatIsAbsentDoesNotMoveNorDoesItsState(int experts) {
        try (Network network = trained(new NetworkBuilder().experts(experts))) {
            int[] late = Bits.head(network, LATE);
            int[] delay = Bits.head(network, DELAY);
            example(network, 0, 0, DELAY, 2);
            network.step(1, 36);
            assertThat(Bits.head(network, LATE)).containsExactly(late);
            assertThat(Bits.head(network, DELAY)).isNotEqualTo(delay);
            assertThat(network.shared().headSteps(LATE)).isEqualTo(3);
            assertThat(network.shared().headSteps(DELAY)).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aDeviationThatIsAbsentDoesNotMove(int experts) {
        try (Network network = trained(new NetworkBuilder().experts(experts))) {
            int[] sameEntity = Bits.task(network, 0, LATE);
            int[] sameFamily = Bits.task(network, 1, DELAY);
            int[] present = Bits.task(network, 0, DELAY);
            example(network, 0, 0, DELAY, 2);
            network.step(1, 36);
            assertThat(Bits.task(network, 0, LATE)).containsExactly(sameEntity);
            assertThat(Bits.task(network, 1, DELAY)).containsExactly(sameFamily);
            assertThat(Bits.task(network, 0, DELAY)).isNotEqualTo(present);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void predictingChangesNoParameter(int experts) {
        try (Network network = trained(new NetworkBuilder().experts(experts))) {
            int[] before = Bits.all(network);
            for (int row = 0; row < NetworkBuilder.CAPACITY; row++) {
                network.predict(row, NetworkBuilder.inputs(row), row - 1);
            }
            network.forward(0, NetworkBuilder.CAPACITY);
            assertThat(Bits.all(network)).containsExactly(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void rowsWithoutLabelsTeachNothing(int experts) {
        try (Network network = trained(new NetworkBuilder().experts(experts))) {
            int[] before = Bits.all(network);
            network.predict(0, NetworkBuilder.inputs(1), 0);
            StepReport report = network.step(1, 36);
            assertThat(report.examples()).isZero();
            assertThat(report.rejected().isEmpty()).isTrue();
            assertThat(Bits.all(network)).containsExactly(before);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void rowsPredictedOneByOneAndTogetherAgree(int experts) {
        try (Network network = trained(new NetworkBuilder().experts(experts))) {
            int outputs = network.shape().outputs();
            float[][] alone = new float[NetworkBuilder.CAPACITY][outputs];
            for (int row = 0; row < NetworkBuilder.CAPACITY; row++) {
                network.predict(row, NetworkBuilder.inputs(row), row % 3 - 1);
                for (int j = 0; j < outputs; j++) {
                    alone[row][j] = network.output(row, j);
                }
            }
            network.forward(0, NetworkBuilder.CAPACITY);
            for (int row = 0; row < NetworkBuilder.CAPACITY; row++) {
                for (int j = 0; j < outputs; j++) {
                    assertThat(network.output(row, j)).isCloseTo(alone[row][j], within(1e-5f));
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aLongGradientIsShortenedToTheClippingNorm(int experts) {
        NetworkBuilder adagrad = new NetworkBuilder().experts(experts).shared(new Optimizer.Adagrad(1));
        try (Network free = adagrad.build();
                Network clipped = adagrad.clipNorm(0.5).build()) {
            example(free, 0, 0, DELAY, 6);
            example(clipped, 0, 0, DELAY, 6);
            assertThat(free.step(1, 0).clip()).isEqualTo(1);
            StepReport report = clipped.step(1, 0);
            assertThat(report.gradientNorm()).isGreaterThan(0.5);
            assertThat(report.clip() * report.gradientNorm()).isCloseTo(0.5, within(1e-12));
            assertThat(Math.sqrt(sumOfSecondMoments(clipped))).isCloseTo(0.5, within(1e-6));
            assertThat(Math.sqrt(sumOfSecondMoments(free))).isCloseTo(report.gradientNorm(), within(1e-5));
            assertThat(Bits.task(clipped, 0, DELAY)).containsExactly(Bits.task(free, 0, DELAY));
        }
    }

    /** After one step of Adagrad: the squared norm of the gradient it was given. */
    private static double sumOfSecondMoments(Network network) {
        double sum = 0;
        for (int i = 0; i < network.shape().size(); i++) {
            sum += network.shared().secondMoments(i, 1).get(0);
        }
        return sum;
    }

    @Test
    void aShortGradientIsLeftAsItIs() {
        try (Network network = new NetworkBuilder().clipNorm(1000).build()) {
            example(network, 0, 0, DELAY, 1);
            assertThat(network.step(1, 0).clip()).isEqualTo(1);
        }
    }

    @Test
    void joinedDeviationsMoveByAdamWithTheMiniBatch() {
        try (Network network = new NetworkBuilder().joined().build()) {
            assertThat(network.deviations().record())
                    .isEqualTo(3 * network.deviations().vector());
            example(network, 0, 0, DELAY, 2);
            example(network, 1, 1, DELAY, -2);
            network.step(2, 0);
            double constant = network.deviations().values(0).get(network.shape().deviationWidth() - 1);
            double rate = 0.03 * 0.006 * Math.sqrt(2.0 / NetworkBuilder.CAPACITY);
            assertThat(constant).isCloseTo(rate, within(1e-3 * rate));
        }
    }

    @Test
    void theGradientOfJoinedDeviationsIsClippedWithTheRest() {
        try (Network alone = new NetworkBuilder().build();
                Network joined = new NetworkBuilder().joined().build()) {
            example(alone, 0, 0, DELAY, 2);
            example(joined, 0, 0, DELAY, 2);
            assertThat(joined.step(1, 0).gradientNorm())
                    .isGreaterThan(alone.step(1, 0).gradientNorm());
        }
    }

    @Test
    void severalRowsOfAnEntityMakeOneStepOnTheirSum() {
        try (Network together = new NetworkBuilder().penalty(0).build()) {
            for (int row = 0; row < 3; row++) {
                example(together, row, 0, DELAY, 1 + row);
            }
            together.step(3, 0);
            int width = together.shape().deviationWidth();
            double sum =
                    together.deviations().values(0).get(together.deviations().vector() + width - 1);
            assertThat(Math.sqrt(sum)).isCloseTo(1 + 2 + 3, within(1e-5));
            assertThat(together.deviations().values(0).get(width - 1)).isCloseTo(0.03f * 6 / 7, within(1e-6f));
            assertThat(together.deviations().steps(0, DELAY)).isEqualTo(1);
            assertThat(together.deviations().learned(0, DELAY)).isEqualTo(3);
        }
    }

    @Test
    void thePenaltyDrawsAnIdleDeviationToTheFamilyHead() {
        try (Network network = trained(new NetworkBuilder().penalty(100))) {
            double before = Math.abs(network.deviations().values(0).get(0));
            network.predict(0, new float[NetworkBuilder.INPUTS], 0);
            network.batch().example(0, DELAY, network.mean(0, 0), 1);
            network.step(1, 36);
            assertThat(Math.abs(network.deviations().values(0).get(0))).isLessThan((float) before);
        }
    }

    @Test
    void learnsWithoutATrunk() {
        Family linear = new Family("linear", Kind.REGRESSION, 1, LossName.SQUARED, 0);
        try (Network network = new NetworkBuilder().families(linear).trunk().build()) {
            assertThat(network.shape().trunkSize()).isZero();
            for (int step = 0; step < 1500; step++) {
                for (int row = 0; row < NetworkBuilder.CAPACITY; row++) {
                    float[] x = NetworkBuilder.inputs(step * 8L + row);
                    network.predict(row, x, row % 2);
                    network.batch().example(row, 0, x[0] - 2 * x[1] + 0.5, 1);
                }
                network.step(NetworkBuilder.CAPACITY, 8L * step);
            }
            network.predict(0, new float[] {1, 1, 1, 1}, 0);
            assertThat(network.mean(0, 0)).isCloseTo(-0.5, within(0.05));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void theSeedDecidesOnTheTrunkAlone(int experts) {
        try (Network network = trained(new NetworkBuilder().experts(experts));
                Network fresh = new NetworkBuilder().experts(experts).build()) {
            network.reset(7);
            assertThat(Bits.all(network)).containsExactly(Bits.all(fresh));
            assertThat(network.deviations().size()).isZero();
            network.reset(8);
            assertThat(Bits.trunk(network)).isNotEqualTo(Bits.trunk(fresh));
            assertThat(Bits.head(network, DELAY)).containsExactly(Bits.head(fresh, DELAY));
        }
    }

    @Test
    void aNetworkNeedsATrunkOrTheInputs() {
        NetworkBuilder neither = new NetworkBuilder().trunk().wide(false);
        assertThatThrownBy(neither::build).hasMessageContaining("set model.wide to true");
    }

    @Test
    void expertsNeedLayers() {
        NetworkBuilder neither = new NetworkBuilder().trunk().experts(2);
        assertThatThrownBy(neither::build).hasMessageContaining("set model.trunk, or model.experts to 1");
    }
}
