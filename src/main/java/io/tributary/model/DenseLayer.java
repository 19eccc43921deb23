package io.tributary.model;

/** One dense layer of the trunk: out = activation([in; 1] · W), for any rows of a mini-batch. */
final class DenseLayer {
    private final Affine sums;
    private final Activation activation;

    /**
     * @param sums what is computed before the activation, which then takes its place
     */
    DenseLayer(Affine sums, Activation activation) {
        this.sums = sums;
        this.activation = activation;
    }

    Affine sums() {
        return sums;
    }

    Matrix delta() {
        return sums.delta();
    }

    /** Computes rows {@code [from, from + count)} of the activations. */
    void forward(NativeFloats parameters, int from, int count) {
        sums.forward(parameters, from, count);
        for (int row = from; row < from + count; row++) {
            activate(row);
        }
    }

    private void activate(int row) {
        Matrix out = sums.out();
        out.load(row);
        float[] h = out.mirror();
        int start = out.at(row);
        float slope = activation.slope();
        for (int i = start; i < start + out.width(); i++) {
            h[i] = Math.max(h[i], slope * h[i]);
        }
        out.store(row);
    }

    /** Turns ∂L/∂out, which stands in the mirror of {@code delta}, into the gradient by the sums before activation. */
    void throughActivation(int rows) {
        Matrix delta = sums.delta();
        Matrix out = sums.out();
        float[] d = delta.mirror();
        float[] h = out.mirror();
        for (int row = 0; row < rows; row++) {
            int from = delta.at(row);
            int shift = out.at(row) - from;
            for (int i = from; i < from + delta.width(); i++) {
                d[i] *= activation.derivative(h[i + shift]);
            }
            delta.store(row);
        }
    }

    /** ∂L/∂in of rows {@code [0, rows)}, into the mirror of the layer below. */
    void backward(NativeFloats parameters, int rows, DenseLayer below) {
        sums.backward(parameters, rows, below.delta());
    }
}
