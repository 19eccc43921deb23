package io.tributary.model;

/** One matrix of parameters of the trunk: sums = [in; 1] · W, for any rows of a mini-batch, and its gradient. */
final class Affine {
    private final Matrix in;
    private final Matrix out;
    private final Matrix delta;
    private final int weights;

    /**
     * @param in inputs with their constant {@code [rows × (in + 1)]}
     * @param out where the sums go {@code [rows × width]}; what follows may change them in place
     * @param delta gradients by the sums, same shape as {@code out}
     * @param weights where {@code W [(in + 1) × width]} begins in the parameter vector
     */
    Affine(Matrix in, Matrix out, Matrix delta, int weights) {
        this.in = in;
        this.out = out;
        this.delta = delta;
        this.weights = weights;
    }

    Matrix out() {
        return out;
    }

    Matrix delta() {
        return delta;
    }

    /** Computes rows {@code [from, from + count)} of the sums, in native memory. */
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
    }

    /** ∂L/∂in of rows {@code [0, rows)}, into the mirror of what lies below. */
    void backward(NativeFloats parameters, int rows, Matrix below) {
        Blas.timesTransposed(
                rows,
                below.width(),
                delta.width(),
                delta.memory().source(delta.at(0)),
                delta.stride(),
                parameters.source(weights),
                delta.width(),
                below.memory().target(below.at(0)),
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
                delta.memory().source(delta.at(0)),
                delta.stride(),
                into.target(weights),
                delta.width());
    }

    /** Takes a row out of the gradient. */
    void clear(int row) {
        delta.clear(row);
    }

    /** The norm of what a row adds to the gradient; NaN if that is not finite. */
    double gradientNorm(int row) {
        return delta.norm(row) * in.norm(row);
    }
}
