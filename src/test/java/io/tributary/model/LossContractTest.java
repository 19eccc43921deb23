package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every loss keeps, whatever it measures. */
class LossContractTest {
    private static final double LARGEST_OUTPUT = 1e4;

    /**
     * A loss with targets it is made for.
     *
     * @param minimum the smallest value for a target
     */
    private record Case(String name, Loss loss, List<Double> targets, java.util.function.DoubleUnaryOperator minimum) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Case> losses() {
        List<Double> reals = List.of(-6.0, -0.7, 0.0, 0.3, 6.0);
        List<Double> classes = List.of(0.0, 1.0, 2.0);
        return Stream.of(
                new Case("squared", new Loss.Squared(), reals, u -> 0),
                new Case("huber", new Loss.Huber(1.5), reals, u -> 0),
                new Case("quantile", new Loss.Quantile(0.2), reals, u -> 0),
                new Case("poisson", new Loss.Poisson(), List.of(0.0, 1.0, 17.0), u -> u == 0 ? 0 : u - u * Math.log(u)),
                new Case("logistic", new Loss.Logistic(), List.of(0.0, 1.0), u -> 0),
                new Case("softmax", new Loss.Softmax(3), classes, u -> 0));
    }

    /** Outputs of usual size, none of them where a loss has a kink. */
    private static Stream<float[]> outputs(Loss loss) {
        return IntStream.range(0, 40).mapToObj(i -> {
            float[] o = new float[loss.outputs()];
            for (int j = 0; j < o.length; j++) {
                o[j] = (float) (5 * Math.sin(1 + i + 3.7 * j));
            }
            return o;
        });
    }

    private static double[] means(Loss loss, float... o) {
        double[] p = new double[loss.outputs()];
        loss.predict(o, 0, p, 0);
        return p;
    }

    private static double[] gradient(Loss loss, float[] o, double target, double weight) {
        double[] d = new double[loss.outputs()];
        loss.gradient(means(loss, o), 0, target, weight, d, 0);
        return d;
    }

    private static float[] filled(Loss loss, double value) {
        float[] o = new float[loss.outputs()];
        o[0] = (float) value;
        return o;
    }

    @ParameterizedTest
    @MethodSource("losses")
    void itsGradientAgreesWithFiniteDifferencesOfItsValue(Case given) {
        for (double target : given.targets()) {
            outputs(given.loss()).forEach(o -> {
                double[] d = gradient(given.loss(), o, target, 1);
                for (int j = 0; j < o.length; j++) {
                    assertThat(d[j])
                            .as("output %s of %s, target %s", j, o, target)
                            .isCloseTo(slope(given.loss(), o, j, target), within(1e-4 * Math.max(1, Math.abs(d[j]))));
                }
            });
        }
    }

    private static double slope(Loss loss, float[] o, int j, double target) {
        float[] above = o.clone();
        float[] below = o.clone();
        above[j] += 0x1p-9f;
        below[j] -= 0x1p-9f;
        double rise = loss.value(above, 0, target) - loss.value(below, 0, target);
        return rise / ((double) above[j] - below[j]);
    }

    @ParameterizedTest
    @MethodSource("losses")
    void itIsNeverBelowItsMinimum(Case given) {
        for (double target : given.targets()) {
            double minimum = given.minimum().applyAsDouble(target);
            assertThat(given.loss().least(target)).isEqualTo(minimum);
            outputs(given.loss())
                    .forEach(o -> assertThat(given.loss().value(o, 0, target)).isGreaterThanOrEqualTo(minimum));
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void itsGradientIsProportionalToTheWeight(Case given) {
        for (double target : given.targets()) {
            outputs(given.loss()).forEach(o -> {
                double[] once = gradient(given.loss(), o, target, 1);
                double[] fourTimes = gradient(given.loss(), o, target, 4);
                assertThat(fourTimes)
                        .containsExactly(DoubleStream.of(once).map(d -> 4 * d).toArray());
            });
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void itReadsAndWritesAtItsPlaceAlone(Case given) {
        Loss loss = given.loss();
        outputs(loss).forEach(o -> {
            float[] shifted = new float[o.length + 2];
            System.arraycopy(o, 0, shifted, 2, o.length);
            double[] p = new double[o.length + 3];
            double[] d = new double[o.length + 4];
            loss.predict(shifted, 2, p, 3);
            loss.gradient(p, 3, 1, 1, d, 4);
            assertThat(p).startsWith(0, 0, 0).endsWith(means(loss, o));
            assertThat(d).startsWith(0, 0, 0, 0).endsWith(gradient(loss, o, 1, 1));
            assertThat(loss.value(shifted, 2, 1)).isEqualTo(loss.value(o, 0, 1));
        });
    }

    @ParameterizedTest
    @MethodSource("losses")
    void itStaysFiniteAtExtremeOutputs(Case given) {
        for (double output : new double[] {LARGEST_OUTPUT, -LARGEST_OUTPUT}) {
            for (double target : given.targets()) {
                float[] o = filled(given.loss(), output);
                assertThat(given.loss().value(o, 0, target)).isFinite();
                assertThat(DoubleStream.of(means(given.loss(), o))).allMatch(Double::isFinite);
                assertThat(DoubleStream.of(gradient(given.loss(), o, target, 1)))
                        .allMatch(Double::isFinite);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("losses")
    void itPullsExtremeOutputsBack(Case given) {
        assertThat(slopesAt(given, LARGEST_OUTPUT)).allMatch(d -> d >= 0).anyMatch(d -> d > 0);
        assertThat(slopesAt(given, -LARGEST_OUTPUT)).allMatch(d -> d <= 0).anyMatch(d -> d < 0);
    }

    /** The gradient by the first output, for every target. */
    private static List<Double> slopesAt(Case given, double output) {
        return given.targets().stream()
                .map(target -> gradient(given.loss(), filled(given.loss(), output), target, 1)[0])
                .toList();
    }

    @Test
    void probabilitiesLieBetweenZeroAndOne() {
        assertThat(means(new Loss.Logistic(), -800f)).containsExactly(0);
        assertThat(means(new Loss.Logistic(), 800f)).containsExactly(1);
        outputs(new Loss.Logistic())
                .forEach(o -> assertThat(means(new Loss.Logistic(), o)[0]).isStrictlyBetween(0.0, 1.0));
    }

    @Test
    void theProbabilitiesOfAllClassesSumToOne() {
        Loss softmax = new Loss.Softmax(3);
        Stream.concat(outputs(softmax), Stream.of(new float[] {1e4f, -1e4f, 9999f}))
                .forEach(o -> {
                    assertThat(DoubleStream.of(means(softmax, o))).allMatch(p -> p >= 0 && p <= 1);
                    assertThat(DoubleStream.of(means(softmax, o)).sum()).isCloseTo(1, within(1e-12));
                });
    }

    @Test
    void aCountIsNeverNegativeNorInfinite() {
        assertThat(means(new Loss.Poisson(), -1e4f)).containsExactly(0);
        assertThat(means(new Loss.Poisson(), 0f)).containsExactly(1);
        assertThat(means(new Loss.Poisson(), 1e4f)[0]).isFinite();
    }

    @Test
    void aCountThatIsHeldStillHasTheGradientOfItsValue() {
        for (float output : new float[] {31, 40, 1000}) {
            double d = gradient(new Loss.Poisson(), new float[] {output}, 3, 1)[0];
            assertThat(slope(new Loss.Poisson(), new float[] {output}, 0, 3)).isCloseTo(d, within(1e-4 * d));
        }
    }

    @Test
    void theMeanOfARegressionIsItsOutput() {
        Stream.of(new Loss.Squared(), new Loss.Huber(1), new Loss.Quantile(0.5))
                .forEach(loss -> assertThat(means(loss, -3.25f)).containsExactly(-3.25));
    }

    @Test
    void theQuantileWeighsTooLowAndTooHighByTau() {
        Loss quantile = new Loss.Quantile(0.9);
        assertThat(quantile.value(new float[] {0}, 0, 1)).isCloseTo(0.9, within(1e-12));
        assertThat(quantile.value(new float[] {0}, 0, -1)).isCloseTo(0.1, within(1e-12));
        assertThat(gradient(quantile, new float[] {2}, 2, 1)).containsExactly(0);
    }
}
