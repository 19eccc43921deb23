package io.tributary.model;

/** One dense layer of the trunk: out = activation([in; 1] · W), for any rows of a mini-batch. */
final class DenseLayer {
    private final Matrix in;
    private final Matrix out;
    private final Matrix delta;
    private final int weights;
    private final Activation activation;

    /**
     * @param in inputs with their constant {@code [rows × (in + 1)]}
     * @param out activations {@code [rows × width]}
     * @param delta gradients by the layer's sums, same shape as {@code out}
     * @param weights where {@code W [(in + 1) × width]} begins in the parameter vector
     */
    DenseLayer(Matrix in, Matrix out, Matrix delta, int weights, Activation activation) {
        this.in = in;
        this.out = out;
        this.delta = delta;
        this.weights = weights;
        this.activation = activation;
    }

    Matrix in() {
        return in;
    }

    Matrix delta() {
        return delta;
    }

    /** Computes rows {@code [from, from + count)} of the activations. */
    void forward(NativeFloats parameters, int from, int count) {
        if (count == 1) {
            Blas.transposedTimesVector(
                    in.width(),
                    out.width(),
                    parameters.source(weights),
                    in.memory().source(in.at(from)),
                    out.memory().target(out.at(from)));
        } else {
            Blas.times(
                    count,
                    out.width(),
                    in.width(),
                    in.memory().source(in.at(from)),
                    in.stride(),
                    parameters.source(weights),
                    out.width(),
                    out.memory().target(out.at(from)),
                    out.stride());
        }
        for (int row = from; row < from + count; row++) {
            activate(row);
        }
    }

    private void activate(int row) {
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
    void backward(NativeFloats parameters, int rows, Matrix below) {
        Blas.timesTransposed(
                rows,
                below.width(),
                delta.width(),
                delta.memory().source(0),
                delta.stride(),
                parameters.source(weights),
                delta.width(),
                below.memory().target(0),
                below.stride());
        for (int row = 0; row < rows; row++) {
            below.load(row);
        }
    }

    /** The gradient by the weights: scale · inᵀ · delta. */
    void gradient(int rows, float scale, NativeFloats into) {
        Blas.transposedTimes(
                in.width(),
                delta.width(),
                rows,
                scale,
                in.memory().source(in.at(0)),
                in.stride(),
                delta.memory().source(0),
                delta.stride(),
                into.target(weights),
                delta.width());
    }
}
