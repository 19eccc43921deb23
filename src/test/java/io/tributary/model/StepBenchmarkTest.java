package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.source.Allocation;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepBenchmarkTest {
    private static final int INPUTS = 3;
    private static final List<Integer> TRUNK = List.of(5, 4);

    private static float[] parameters(StepBenchmark benchmark) {
        float[] all = new float[benchmark.network().shape().size()];
        benchmark.network().shared().parameters(0, all.length).get(all);
        return all;
    }

    private static float[] read(NativeFloats vector) {
        float[] all = new float[vector.length()];
        vector.get(0, all, 0, all.length);
        return all;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void everyStepMovesTheParameters(int rows) {
        try (StepBenchmark benchmark = new StepBenchmark(INPUTS, TRUNK, rows)) {
            float[] before = parameters(benchmark);
            for (int step = 0; step < 100; step++) {
                benchmark.step();
                float[] after = parameters(benchmark);
                assertThat(after).isNotEqualTo(before);
                before = after;
            }
            for (float parameter : before) {
                assertThat(parameter).isFinite();
            }
        }
    }

    @Test
    void productsAloneMoveNothing() {
        try (StepBenchmark stepped = new StepBenchmark(INPUTS, TRUNK, 7);
                StepBenchmark mixed = new StepBenchmark(INPUTS, TRUNK, 7)) {
            for (int step = 0; step < 5; step++) {
                stepped.step();
                mixed.gemms();
                mixed.step();
            }
            assertThat(parameters(mixed)).isEqualTo(parameters(stepped));
        }
    }

    /** Where every unit is on, activation is the identity, and a step's gradient is the products' and nothing else. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7})
    void theProductsAreAllThatTheStepHas(int rows) {
        try (StepBenchmark benchmark = new StepBenchmark(INPUTS, TRUNK, rows)) {
            Network network = benchmark.network();
            Gemms gemms = benchmark.products();
            switchOn(network, gemms, rows);
            network.forward(0, rows);
            float[] outputGradient = new float[rows];
            for (int row = 0; row < rows; row++) {
                double target = row - 0.5;
                network.batch().example(row, 0, target, 1);
                outputGradient[row] = (float) (network.output(row, 0) - target);
            }
            gemms.outputGradient().put(0, outputGradient, 0, rows);

            benchmark.gemms();
            network.step(rows, 0);

            assertClose(read(gemms.gradient()), read(network.shared().gradient()));
        }
    }

    private static void switchOn(Network network, Gemms gemms, int rows) {
        float[] parameters = new float[network.shape().size()];
        for (int i = 0; i < parameters.length; i++) {
            parameters[i] = 0.05f + 0.01f * (i % 7);
        }
        network.shared().parameters(0, parameters.length).put(parameters);
        gemms.parameters().put(0, parameters, 0, parameters.length);
        float[] x = new float[INPUTS + 1];
        x[INPUTS] = 1f;
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < INPUTS; i++) {
                x[i] = 0.1f * (1 + row + i);
            }
            network.batch().input(row, x, 0);
            gemms.seen(0).put(row * x.length, x, 0, x.length);
            for (int l = 1; l <= TRUNK.size(); l++) {
                gemms.seen(l).put((row + 1) * gemms.seenWidth(l) - 1, new float[] {1f}, 0, 1);
            }
        }
    }

    private static void assertClose(float[] actual, float[] expected) {
        assertThat(actual).hasSameSizeAs(expected);
        for (int i = 0; i < actual.length; i++) {
            float size = Math.abs(expected[i]);
            assertThat(size).isPositive();
            assertThat(Math.abs(actual[i] - expected[i])).isLessThan(1e-5f * Math.max(1f, size));
        }
    }

    @Test
    void neitherAllocates() {
        try (StepBenchmark benchmark = new StepBenchmark(INPUTS, TRUNK, 7)) {
            assertThat(Allocation.bytesPerCall(benchmark::step)).isLessThan(1);
            assertThat(Allocation.bytesPerCall(benchmark::gemms)).isLessThan(1);
        }
    }
}
