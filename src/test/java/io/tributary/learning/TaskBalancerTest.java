package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tributary.learning.BalancingConfig.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** What every balancer promises, and what each is for. */
class TaskBalancerTest {
    private static final int FAMILIES = 4;
    private static final int HIDDEN = 3;
    private static final int[] REVERSED = {3, 2, 1, 0};
    private static final double[] SPECIAL = {0, 1e-300, 1e300, Double.MAX_VALUE, Double.POSITIVE_INFINITY, Double.NaN};

    private final Tables tables = new Tables(FAMILIES);

    private static TaskBalancer balancer(Method method, int families, Tables tables) {
        List<Double> weights = IntStream.range(0, method == Method.FIXED ? families : 0)
                .mapToObj(f -> 1.0 + f)
                .toList();
        return TaskBalancer.of(new BalancingConfig(method, weights), families, HIDDEN, tables);
    }

    private static double[] weights(TaskBalancer balancer, int families) {
        double[] weights = new double[families];
        balancer.weigh(weights);
        return weights;
    }

    /** Families of losses and gradients of their own: the later, the smaller. */
    private static void learn(TaskBalancer balancer, int steps, int[] order) {
        Random random = new Random(5);
        for (int step = 0; step < steps; step++) {
            double noise = random.nextDouble();
            for (int f = 0; f < FAMILIES; f++) {
                balancer.learn(order[f], (1 + noise) / (1 + f), (0.5 + noise) / (1 + 2 * f));
            }
        }
    }

    private static int[] inOrder() {
        return IntStream.range(0, FAMILIES).toArray();
    }

    private static void requireWeights(double[] weights) {
        assertThat(Arrays.stream(weights).average().orElseThrow()).isCloseTo(1, within(1e-12));
        double least = Arrays.stream(weights).min().orElseThrow();
        double most = Arrays.stream(weights).max().orElseThrow();
        assertThat(least).isPositive();
        assertThat(most / least).isLessThanOrEqualTo(TaskBalancer.MOST / TaskBalancer.LEAST * (1 + 1e-12));
    }

    @ParameterizedTest
    @EnumSource
    void weightsHaveAMeanOfOneWhateverTheLosses(Method method) {
        TaskBalancer balancer = balancer(method, FAMILIES, tables);
        Random random = new Random(3);
        for (int step = 0; step < 400; step++) {
            for (int f = 0; f < FAMILIES; f++) {
                boolean special = random.nextInt(3) == 0;
                double loss = special ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextDouble();
                double norm = special ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextDouble();
                balancer.learn(f, loss, norm);
            }
            requireWeights(weights(balancer, FAMILIES));
        }
        tables.ofFamilies().forEach(table -> assertThat(table.cells()).doesNotContain(Double.NaN));
    }

    @ParameterizedTest
    @EnumSource
    void oneFamilyWeighsOne(Method method) {
        TaskBalancer balancer = balancer(method, 1, new Tables(1));
        for (int step = 0; step < 200; step++) {
            balancer.learn(0, 0.01, 7);
            assertThat(weights(balancer, 1)).containsExactly(1);
        }
    }

    @ParameterizedTest
    @EnumSource
    void anAbsentFamilyKeepsWhatIsKnownOfIt(Method method) {
        TaskBalancer balancer = balancer(method, FAMILIES, tables);
        learn(balancer, 100, inOrder());
        List<double[]> before = tables.ofFamilies().stream()
                .map(table -> Arrays.copyOf(table.cells(), table.width()))
                .toList();
        for (int step = 0; step < 100; step++) {
            balancer.learn(1 + step % 3, 9, 9);
        }
        for (int t = 0; t < before.size(); t++) {
            FamilyTable table = tables.ofFamilies().get(t);
            assertThat(Arrays.copyOf(table.cells(), table.width())).containsExactly(before.get(t));
        }
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FIXED")
    void theOrderOfFamiliesDoesNotMatter(Method method) {
        TaskBalancer one = balancer(method, FAMILIES, tables);
        TaskBalancer other = balancer(method, FAMILIES, new Tables(FAMILIES));
        learn(one, 120, inOrder());
        learn(other, 120, REVERSED);
        for (int f = 0; f < FAMILIES; f++) {
            assertThat(weights(one, FAMILIES)[f]).isCloseTo(weights(other, FAMILIES)[REVERSED[f]], within(1e-12));
        }
    }

    @ParameterizedTest
    @EnumSource
    void weightsAreAFunctionOfTheTables(Method method) {
        TaskBalancer one = balancer(method, FAMILIES, tables);
        Tables restored = new Tables(FAMILIES);
        TaskBalancer other = balancer(method, FAMILIES, restored);
        learn(one, 77, inOrder());
        for (int t = 0; t < tables.ofFamilies().size(); t++) {
            double[] cells = tables.ofFamilies().get(t).cells();
            System.arraycopy(cells, 0, restored.ofFamilies().get(t).cells(), 0, cells.length);
        }
        assertThat(weights(other, FAMILIES)).containsExactly(weights(one, FAMILIES));
    }

    @Test
    void equalIsOneToTheBit() {
        TaskBalancer balancer = balancer(Method.EQUAL, 3, new Tables(3));
        assertThat(weights(balancer, 3)).containsExactly(1, 1, 1);
        assertThat(balancer.isLearning()).isFalse();
    }

    @Test
    void fixedScalesWhatIsGiven() {
        assertThat(weights(balancer(Method.FIXED, FAMILIES, tables), FAMILIES)).containsExactly(0.4, 0.8, 1.2, 1.6);
    }

    @Test
    void uncertaintyComesToTheInverseOfTheLoss() {
        TaskBalancer balancer = balancer(Method.UNCERTAINTY, 2, new Tables(2));
        for (int step = 0; step < 5000; step++) {
            balancer.learn(0, 0.25, 1);
            balancer.learn(1, 1, 1);
        }
        double[] weights = weights(balancer, 2);
        assertThat(weights[0] / weights[1]).isCloseTo(4, within(1e-3));
    }

    @Test
    void oneOutlierDoesNotUndoWhatManyStepsLearned() {
        TaskBalancer balancer = balancer(Method.UNCERTAINTY, 2, new Tables(2));
        for (int step = 0; step < 5000; step++) {
            balancer.learn(0, 0.25, 1);
            balancer.learn(1, 1, 1);
        }
        double before = weights(balancer, 2)[0];
        balancer.learn(0, 1e9, 1);
        assertThat(weights(balancer, 2)[0]).isCloseTo(before, within(0.02));
    }

    @Test
    void gradNormGivesMoreToSmallGradientsAndToSlowLearners() {
        TaskBalancer balancer = balancer(Method.GRADNORM, 3, new Tables(3));
        for (int step = 0; step < 1000; step++) {
            double faster = step < 50 ? 1 : 0.25;
            balancer.learn(0, 1, 2);
            balancer.learn(1, 1, 1);
            balancer.learn(2, faster, 1);
        }
        double[] weights = weights(balancer, 3);
        assertThat(weights[1] / weights[0]).isCloseTo(2, within(1e-6));
        assertThat(weights[1] / weights[2]).isCloseTo(2, within(1e-2)); // (1 / 0.25) to the power of 0.5
    }

    @Test
    void aFamilyThatIsNewWeighsOne() {
        TaskBalancer balancer = balancer(Method.GRADNORM, 2, new Tables(2));
        for (int step = 0; step < 49; step++) {
            balancer.learn(0, 1, 5);
        }
        assertThat(weights(balancer, 2)).containsExactly(1, 1);
    }

    @Test
    void refusesWhatCannotBe() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new LearnerBuilder().trunk().balancing(Method.PCGRAD).build())
                .withMessageContaining("model.trunk");
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        new LearnerBuilder().trunk().balancing(Method.GRADNORM).build())
                .withMessageContaining("model.trunk");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new LearnerBuilder().balancing(Method.FIXED, 1.0).build())
                .withMessageContaining("expected 3");
    }
}
