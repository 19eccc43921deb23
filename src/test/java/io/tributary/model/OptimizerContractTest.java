package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every update rule keeps, and the first step of each by its formula. */
class OptimizerContractTest {
    private static final float[] GRADIENT = {2f, -0.5f, 1e-3f, -30f};
    private static final double RATE = 0.01;

    private static Stream<Optimizer> optimizers() {
        return Stream.of(
                Optimizer.Adam.STANDARD,
                Optimizer.Adam.NESTEROV,
                new Optimizer.Adam(0.8, 0.99, 1e-6, false),
                Optimizer.Adagrad.STANDARD,
                new Optimizer.Adagrad(1e-3));
    }

    /** A tensor with the state of its update rule, zero at first. */
    private static final class Tensor {
        final float[] p;
        final float[] m;
        final float[] v;

        Tensor() {
            this(new float[GRADIENT.length], new float[GRADIENT.length], new float[GRADIENT.length]);
        }

        private Tensor(float[] p, float[] m, float[] v) {
            this.p = p;
            this.m = m;
            this.v = v;
        }

        Tensor step(Optimizer optimizer, float[] gradient, float scale, double rate, long step) {
            optimizer.update(p, m, v, gradient, 0, p.length, scale, rate, step);
            return this;
        }

        Tensor copy() {
            return new Tensor(p.clone(), m.clone(), v.clone());
        }
    }

    private static float[] times(float factor) {
        float[] scaled = GRADIENT.clone();
        for (int i = 0; i < scaled.length; i++) {
            scaled[i] *= factor;
        }
        return scaled;
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void aZeroGradientAtZeroStateMovesNothing(Optimizer optimizer) {
        Tensor tensor = new Tensor();
        tensor.p[0] = 3;
        tensor.step(optimizer, new float[GRADIENT.length], 1, RATE, 1);
        assertThat(tensor.p).containsExactly(3, 0, 0, 0);
        assertThat(tensor.v).containsOnly(0f);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void everyParameterMovesAgainstItsGradient(Optimizer optimizer) {
        float[] p = new Tensor().step(optimizer, GRADIENT, 1, RATE, 1).p;
        for (int i = 0; i < p.length; i++) {
            assertThat(Math.signum(p[i])).isEqualTo(-Math.signum(GRADIENT[i]));
        }
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void theSameInputsGiveTheSameBits(Optimizer optimizer) {
        Tensor one = new Tensor();
        Tensor other = new Tensor();
        for (long step = 1; step <= 20; step++) {
            one.step(optimizer, times(1f / step), 0.7f, RATE / step, step);
            other.step(optimizer, times(1f / step), 0.7f, RATE / step, step);
        }
        assertThat(one.p).containsExactly(other.p);
        assertThat(one.v).containsExactly(other.v);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void theScaleMultipliesTheGradient(Optimizer optimizer) {
        Tensor scaled = new Tensor().step(optimizer, GRADIENT, 0.25f, RATE, 1);
        Tensor expected = new Tensor().step(optimizer, times(0.25f), 1, RATE, 1);
        assertThat(scaled.p).containsExactly(expected.p);
        assertThat(scaled.v).containsExactly(expected.v);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void theRateMultipliesTheMoveAndLeavesTheStateAlone(Optimizer optimizer) {
        Tensor once = new Tensor().step(optimizer, GRADIENT, 1, RATE, 1);
        Tensor doubled = new Tensor().step(optimizer, GRADIENT, 1, 2 * RATE, 1);
        for (int i = 0; i < GRADIENT.length; i++) {
            assertThat(doubled.p[i]).isEqualTo(2 * once.p[i]);
        }
        assertThat(doubled.m).containsExactly(once.m);
        assertThat(doubled.v).containsExactly(once.v);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void goesOnFromItsStateAsIfNothingHadHappened(Optimizer optimizer) {
        Tensor uninterrupted = new Tensor();
        Tensor restored = new Tensor();
        for (long step = 1; step <= 10; step++) {
            uninterrupted.step(optimizer, times((float) step), 1, RATE, step);
            restored = restored.copy().step(optimizer, times((float) step), 1, RATE, step);
        }
        assertThat(restored.p).containsExactly(uninterrupted.p);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void movesOnlyAsManyParametersAsItIsAskedTo(Optimizer optimizer) {
        Tensor tensor = new Tensor();
        optimizer.update(tensor.p, tensor.m, tensor.v, GRADIENT, 0, 2, 1, RATE, 1);
        Tensor all = new Tensor().step(optimizer, GRADIENT, 1, RATE, 1);
        assertThat(tensor.p).containsExactly(all.p[0], all.p[1], 0, 0);
        assertThat(tensor.v).containsExactly(all.v[0], all.v[1], 0, 0);
    }

    @ParameterizedTest
    @MethodSource("optimizers")
    void findsTheBottomOfABowl(Optimizer optimizer) {
        Tensor tensor = new Tensor();
        for (long step = 1; step <= 4000; step++) {
            float[] gradient = tensor.p.clone();
            for (int i = 0; i < gradient.length; i++) {
                gradient[i] -= i;
            }
            tensor.step(optimizer, gradient, 1, 0.1, step);
        }
        assertThat(tensor.p).containsExactly(new float[] {0, 1, 2, 3}, within(0.01f));
    }

    @Test
    void adamsFirstStepIsTheRateWhateverTheGradientsSize() {
        float[] p = new Tensor().step(Optimizer.Adam.STANDARD, GRADIENT, 1, RATE, 1).p;
        for (int i = 0; i < p.length; i++) {
            assertThat((double) p[i]).isCloseTo(-RATE * Math.signum(GRADIENT[i]), within(1e-4 * RATE));
        }
    }

    @Test
    void nesterovsMomentumMovesAsItsFormulaSays() {
        Tensor tensor = new Tensor();
        double first = 0;
        double second = 0;
        double expected = 0;
        for (int step = 1; step <= 3; step++) {
            double g = GRADIENT[0] / step;
            tensor.step(Optimizer.Adam.NESTEROV, times(1f / step), 1, RATE, step);
            first = 0.9 * first + 0.1 * g;
            second = 0.999 * second + 0.001 * g * g;
            double ahead = 0.9 * first / (1 - Math.pow(0.9, step + 1)) + 0.1 * g / (1 - Math.pow(0.9, step));
            expected -= RATE * ahead / (Math.sqrt(second / (1 - Math.pow(0.999, step))) + 1e-8);
            assertThat((double) tensor.p[0]).isCloseTo(expected, within(1e-4 * RATE));
        }
    }

    @Test
    void nesterovsMomentumTurnsSoonerWhenTheGradientDoes() {
        Tensor classic = new Tensor();
        Tensor nesterov = new Tensor();
        for (long step = 1; step <= 20; step++) {
            classic.step(Optimizer.Adam.STANDARD, GRADIENT, 1, RATE, step);
            nesterov.step(Optimizer.Adam.NESTEROV, GRADIENT, 1, RATE, step);
        }
        float before = classic.p[0];
        float ahead = nesterov.p[0];
        classic.step(Optimizer.Adam.STANDARD, times(-1), 1, RATE, 21);
        nesterov.step(Optimizer.Adam.NESTEROV, times(-1), 1, RATE, 21);
        assertThat(nesterov.p[0] - ahead).isGreaterThan(classic.p[0] - before);
        assertThat(nesterov.m).containsExactly(classic.m);
        assertThat(nesterov.v).containsExactly(classic.v);
    }

    @Test
    void adagradsFirstStepIsInProportionToTheEvidence() {
        Optimizer adagrad = new Optimizer.Adagrad(0.5);
        float[] p = new Tensor().step(adagrad, GRADIENT, 1, RATE, 1).p;
        for (int i = 0; i < p.length; i++) {
            double g = GRADIENT[i];
            assertThat((double) p[i]).isCloseTo(-RATE * g / (Math.abs(g) + 0.5), within(1e-7));
        }
    }

    @Test
    void adagradSumsSquaresAndKeepsNoFirstMoment() {
        Tensor tensor = new Tensor();
        tensor.step(Optimizer.Adagrad.STANDARD, GRADIENT, 1, RATE, 1);
        tensor.step(Optimizer.Adagrad.STANDARD, GRADIENT, 1, RATE, 2);
        assertThat(tensor.v[0]).isEqualTo(8f);
        assertThat(tensor.m).containsOnly(0f);
        assertThat(Optimizer.Adagrad.STANDARD.moments()).isEqualTo(1);
        assertThat(Optimizer.Adam.STANDARD.moments()).isEqualTo(2);
    }

    @Test
    void adamsStateIsTheFadingMeanOfGradientsAndOfTheirSquares() {
        Tensor tensor = new Tensor();
        tensor.step(Optimizer.Adam.STANDARD, GRADIENT, 1, RATE, 1);
        tensor.step(Optimizer.Adam.STANDARD, GRADIENT, 1, RATE, 2);
        assertThat((double) tensor.m[0]).isCloseTo(2 * (1 - 0.9 * 0.9), within(1e-6));
        assertThat((double) tensor.v[0]).isCloseTo(4 * (1 - 0.999 * 0.999), within(1e-6));
    }
}
