package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every activation keeps in a dense layer, forward and backward. */
class ActivationContractTest {
    private static final float[] SUMS = {-1e4f, -1.5f, -0f, 0f, 0.25f, 3f, 1e4f};

    /** A layer of one input and as many units as sums: with weights 0 the biases are the sums. */
    private static final class Layer implements AutoCloseable {
        final NativeFloats parameters = new NativeFloats(2 * SUMS.length);
        final Matrix in = Matrix.zerosAndOne(2, 1);
        final Matrix out = Matrix.zeros(2, SUMS.length);
        final Matrix delta = Matrix.zeros(2, SUMS.length);
        final DenseLayer layer;

        Layer(Activation activation) {
            parameters.put(SUMS.length, SUMS, 0, SUMS.length);
            layer = new DenseLayer(new Affine(in, out, delta, 0), activation);
        }

        float[] forward(int rows) {
            layer.forward(parameters, 0, rows);
            return row(out, rows - 1);
        }

        float[] backward() {
            java.util.Arrays.fill(delta.mirror(), 1f);
            layer.throughActivation(1);
            return row(delta, 0);
        }

        private static float[] row(Matrix matrix, int row) {
            float[] values = new float[matrix.width()];
            matrix.memory().get(matrix.at(row), values, 0, values.length);
            return values;
        }

        @Override
        public void close() {
            parameters.close();
            in.close();
            out.close();
            delta.close();
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void leavesWhatIsPositiveAndScalesTheRest(Activation activation) {
        try (Layer layer = new Layer(activation)) {
            float[] h = layer.forward(1);
            for (int i = 0; i < SUMS.length; i++) {
                assertThat(h[i]).isEqualTo(SUMS[i] > 0 ? SUMS[i] : activation.slope() * SUMS[i]);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void theGradientPassesByTheSlope(Activation activation) {
        try (Layer layer = new Layer(activation)) {
            layer.forward(1);
            float[] d = layer.backward();
            for (int i = 0; i < SUMS.length; i++) {
                assertThat(d[i]).as("at %s", SUMS[i]).isEqualTo(SUMS[i] > 0 ? 1f : activation.slope());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void isMonotonousAndZeroAtZero(Activation activation) {
        try (Layer layer = new Layer(activation)) {
            float[] h = layer.forward(1);
            assertThat(h).isSorted();
            assertThat(h[3]).isZero();
            assertThat(activation.slope()).isBetween(0f, 1f);
        }
    }

    @ParameterizedTest
    @EnumSource(Activation.class)
    void givesARowTheSameAloneAndAmongOthers(Activation activation) {
        try (Layer layer = new Layer(activation)) {
            float[] alone = layer.forward(1);
            assertThat(layer.forward(2)).containsExactly(alone);
        }
    }
}
