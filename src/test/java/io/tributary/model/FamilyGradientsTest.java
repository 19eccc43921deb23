package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.nio.FloatBuffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a step says of the families' gradients at the trunk's last layer, and what is done with examples that do not share. */
class FamilyGradientsTest {
    private static final int DELAY = 0;
    private static final int LATE = 1;
    private static final int BAND = 2;
    private static final int ROWS = 6;
    private static final int[] ENTITIES = {0, 1, 0, -1, 1, 2};
    private static final double[] WEIGHTS = {1, 0.5, 2, 1.5, 0.7, 1};

    private Network network = learned(1);

    private static Network learned(int experts) {
        Network network = new NetworkBuilder().experts(experts).build();
        for (int step = 0; step < 20; step++) {
            give(network, step * 100L);
            network.step(ROWS, step * 10L);
        }
        return network;
    }

    private static void give(Network network, long seed) {
        for (int row = 0; row < ROWS; row++) {
            network.predict(row, NetworkBuilder.inputs(seed + row), ENTITIES[row]);
            network.batch().example(row, DELAY, row % 3 - 1, WEIGHTS[row]);
            if (row != 2) {
                network.batch().example(row, BAND, row % 3, WEIGHTS[row]);
            }
        }
        network.batch().example(4, LATE, 1, WEIGHTS[4]);
    }

    @AfterEach
    void close() {
        network.close();
    }

    /** Σⱼ ω ∂ℓ/∂oⱼ (Φⱼ + Δⱼ) of the examples that are to count, and how many they are. */
    private double[] expected(int family, int without) {
        Shape shape = network.shape();
        double[] mean = new double[shape.hidden()];
        int examples = 0;
        for (int row = 0; row < ROWS; row++) {
            if (network.batch().isLabelled(row, family) && row != without) {
                examples++;
                for (int j = shape.outputOffset(family); j < shape.outputOffset(family + 1); j++) {
                    double target = network.batch().target(row, family);
                    double y = family == BAND ? (j - shape.outputOffset(BAND) == target ? 1 : 0) : target;
                    add(mean, family, j, ENTITIES[row], WEIGHTS[row] * (network.mean(row, j) - y));
                }
            }
        }
        for (int i = 0; i < mean.length; i++) {
            mean[i] /= examples;
        }
        return mean;
    }

    private void add(double[] sum, int family, int output, int entity, double d) {
        Shape shape = network.shape();
        int at = shape.headOffset(family) + (output - shape.outputOffset(family)) * shape.headWidth();
        FloatBuffer phi = network.shared().parameters(at, shape.hidden());
        for (int i = 0; i < sum.length; i++) {
            float delta = entity < 0 ? 0 : network.deviations().values(entity).get(output * shape.deviationWidth() + i);
            sum[i] += d * (phi.get(i) + delta);
        }
    }

    private static void requireMean(FamilyGradients gradients, int family, double[] expected) {
        double squares = 0;
        for (int i = 0; i < expected.length; i++) {
            assertThat(gradients.means()[family * expected.length + i]).isCloseTo(expected[i], within(1e-5));
            squares += expected[i] * expected[i];
        }
        assertThat(squares).isPositive();
        assertThat(gradients.norm(family)).isCloseTo(Math.sqrt(squares), within(1e-5));
    }

    private float[] trunkGradient() {
        float[] gradient = new float[network.shape().trunkSize()];
        network.shared().gradient().get(0, gradient, 0, gradient.length);
        return gradient;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void areTheMeanOfTheFamilysExamplesThroughHeadAndDeviation(int experts) {
        network.close();
        network = learned(experts);
        give(network, 5000);
        double[][] expected = {expected(DELAY, -1), expected(LATE, -1), expected(BAND, -1)};
        FamilyGradients gradients = network.step(ROWS, 500).gradients();
        for (int f = 0; f < 3; f++) {
            requireMean(gradients, f, expected[f]);
            assertThat(gradients.cosine(f, f)).isCloseTo(1, within(1e-9));
        }
        assertThat(gradients.examples(DELAY)).isEqualTo(ROWS);
        assertThat(gradients.examples(BAND)).isEqualTo(ROWS - 1);
        assertThat(gradients.cosine(DELAY, BAND))
                .isEqualTo(gradients.cosine(BAND, DELAY))
                .isBetween(-1.0, 1.0);
    }

    @Test
    void doNotHoldTheWeightOfTheFamily() {
        give(network, 5000);
        double[] expected = expected(DELAY, -1);
        network.batch().familyWeight(DELAY, 3);
        requireMean(network.step(ROWS, 500).gradients(), DELAY, expected);
    }

    @Test
    void leaveOutWhoIsAbsentOrDetached() {
        give(network, 5000);
        double[] expected = expected(DELAY, 3);
        network.batch().detach(3, DELAY);
        network.batch().detach(4, LATE);
        network.batch().detach(2, LATE); // no example
        FamilyGradients gradients = network.step(ROWS, 500).gradients();
        requireMean(gradients, DELAY, expected);
        assertThat(gradients.examples(DELAY)).isEqualTo(ROWS - 1);
        assertThat(gradients.isKnown(LATE)).isFalse();
        assertThat(gradients.cosine(DELAY, LATE)).isZero();
    }

    @Test
    void aFamilysWeightMultipliesTrunkHeadAndDeviation() {
        give(network, 5000);
        network.batch().familyWeight(LATE, 2.5);
        network.step(ROWS, 500);
        int[] byFamily = Bits.all(network);
        try (Network other = learned(1)) {
            give(other, 5000);
            other.batch().example(4, LATE, 1, WEIGHTS[4] * 2.5);
            other.step(ROWS, 500);
            assertThat(Bits.all(other)).containsExactly(byFamily);
        }
    }

    @Test
    void aDetachedExampleIsNotInTheTrunksGradientButInAllOthers() {
        give(network, 5000);
        network.batch().detach(1, BAND);
        network.batch().detach(4, LATE);
        network.step(ROWS, 500);
        float[] detached = trunkGradient();
        float[] heads = headGradient(network);
        try (Network weightless = learned(1);
                Network plain = learned(1)) {
            give(weightless, 5000); // the same n, without what the two ask
            weightless.batch().example(1, BAND, 1, 0);
            weightless.batch().example(4, LATE, 1, 0);
            weightless.step(ROWS, 500);
            float[] without = new float[detached.length];
            weightless.shared().gradient().get(0, without, 0, without.length);
            assertThat(detached).containsExactly(without);

            give(plain, 5000);
            plain.step(ROWS, 500);
            assertThat(heads).containsExactly(headGradient(plain));
            for (int f = 0; f < 3; f++) {
                assertThat(Bits.head(network, f)).containsExactly(Bits.head(plain, f));
                assertThat(Bits.task(network, 1, f)).containsExactly(Bits.task(plain, 1, f));
            }
            assertThat(Bits.trunk(network)).isNotEqualTo(Bits.trunk(plain));
        }
    }

    private static float[] headGradient(Network of) {
        float[] gradient = new float[of.shape().size() - of.shape().trunkSize()];
        of.shared().gradient().get(of.shape().trunkSize(), gradient, 0, gradient.length);
        return gradient;
    }

    @Test
    void whereNobodySharesTheTrunkDoesNotMove() {
        int[] before = Bits.trunk(network);
        int[] head = Bits.head(network, DELAY);
        give(network, 5000);
        for (int row = 0; row < ROWS; row++) {
            for (int f = 0; f < 3; f++) {
                network.batch().detach(row, f);
            }
        }
        assertThat(network.step(ROWS, 500).examples()).isEqualTo(2 * ROWS);
        assertThat(Bits.trunk(network)).containsExactly(before);
        assertThat(Bits.head(network, DELAY)).isNotEqualTo(head);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aRuleThatTakesAFamilysWholeGradientDetachesIt(int experts) {
        network.close();
        network = learned(experts);
        give(network, 5000);
        network.step(ROWS, 500, (gradients, step, corrections) -> {
            assertThat(step).isEqualTo(20);
            for (int i = 0; i < gradients.hidden(); i++) {
                corrections[LATE * gradients.hidden() + i] = (float) -gradients.means()[LATE * gradients.hidden() + i];
            }
            return true;
        });
        float[] corrected = trunkGradient();
        try (Network detached = learned(experts)) {
            give(detached, 5000);
            detached.batch().detach(4, LATE);
            detached.step(ROWS, 500);
            float[] without = new float[corrected.length];
            detached.shared().gradient().get(0, without, 0, without.length);
            assertThat(corrected).containsExactly(without, within(1e-6f));
        }
    }

    @Test
    void aRowThatIsTakenOutLeavesNoTraceInWhatARuleSees() {
        give(network, 5000);
        network.batch().example(0, DELAY, 1e30, 1);
        StepReport report = network.step(ROWS, 500, (gradients, step, corrections) -> {
            for (int i = 0; i < corrections.length; i++) {
                corrections[i] = (float) -gradients.means()[i];
            }
            return true;
        });
        assertThat(report.rejected().stream()).containsExactly(0);
        assertThat(report.gradients().examples(DELAY)).isEqualTo(ROWS - 1);
        assertThat(report.gradients().norm(DELAY)).isLessThan(100);
    }

    @Test
    void withoutATrunkNothingIsAskedOfIt() {
        try (Network flat = new NetworkBuilder().trunk().build()) {
            give(flat, 0);
            FamilyGradients gradients = flat.step(ROWS, 0).gradients();
            assertThat(gradients.means()).isEmpty();
            assertThat(gradients.cosine(DELAY, BAND)).isZero();
            assertThat(flat.meanLoss(ROWS, DELAY)).isCloseTo(2.0 / 6, within(1e-9));
            assertThat(flat.examples(ROWS, LATE)).isEqualTo(1);
        }
    }
}
