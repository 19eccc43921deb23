package io.tributary.model;

import java.util.Arrays;

/**
 * The matrix products of one step and nothing else, on buffers of their own: what no implementation of the step on this
 * BLAS can avoid. For measurement only.
 *
 * <p>For a network without a wide path. Not thread-safe.
 */
final class Gemms implements AutoCloseable {
    private final Shape shape;
    private final int rows;
    private final NativeFloats parameters;
    private final NativeFloats gradient;
    private final NativeFloats[] seen;
    private final NativeFloats[] deltas;
    private final NativeFloats outputs;
    private final NativeFloats outputGradient;

    Gemms(Shape shape, int rows) {
        this.shape = shape;
        this.rows = rows;
        parameters = new NativeFloats(shape.size());
        gradient = new NativeFloats(shape.size());
        seen = new NativeFloats[shape.layers() + 1];
        Arrays.setAll(seen, l -> new NativeFloats(rows * seenWidth(l)));
        deltas = new NativeFloats[shape.layers()];
        Arrays.setAll(deltas, l -> new NativeFloats(rows * shape.layerWidth(l)));
        outputs = new NativeFloats(rows * shape.outputs());
        outputGradient = new NativeFloats(rows * shape.outputs());
    }

    /** The width of what layer l sees, or the heads if there is no such layer: with its constant. */
    int seenWidth(int l) {
        return (l < shape.layers() ? shape.layerInputs(l) : shape.hidden()) + 1;
    }

    NativeFloats parameters() {
        return parameters;
    }

    NativeFloats gradient() {
        return gradient;
    }

    /** What layer l sees, or the heads if there is no such layer: {@code [rows × seenWidth]}, the constant last. */
    NativeFloats seen(int l) {
        return seen[l];
    }

    NativeFloats outputs() {
        return outputs;
    }

    NativeFloats outputGradient() {
        return outputGradient;
    }

    /** Forward, backward and the gradients of one mini-batch, as if every unit were on. */
    void run() {
        if (rows == 1) {
            forwardRow();
        } else {
            forward();
        }
        backward();
        gradients();
    }

    private void forwardRow() {
        for (int l = 0; l < shape.layers(); l++) {
            Blas.transposedTimesVector(
                    seenWidth(l),
                    shape.layerWidth(l),
                    parameters.source(shape.layerOffset(l)),
                    seen[l].source(0),
                    seen[l + 1].target(0));
        }
        Blas.timesVector(
                shape.outputs(),
                shape.headWidth(),
                parameters.source(shape.trunkSize()),
                seen[shape.layers()].source(0),
                outputs.target(0));
    }

    private void forward() {
        for (int l = 0; l < shape.layers(); l++) {
            Blas.times(
                    rows,
                    shape.layerWidth(l),
                    seenWidth(l),
                    seen[l].source(0),
                    seenWidth(l),
                    parameters.source(shape.layerOffset(l)),
                    shape.layerWidth(l),
                    seen[l + 1].target(0),
                    seenWidth(l + 1));
        }
        Blas.timesTransposed(
                rows,
                shape.outputs(),
                shape.headWidth(),
                seen[shape.layers()].source(0),
                shape.headWidth(),
                parameters.source(shape.trunkSize()),
                shape.headWidth(),
                outputs.target(0),
                shape.outputs());
    }

    private void backward() {
        int last = shape.layers() - 1;
        Blas.times(
                rows,
                shape.hidden(),
                shape.outputs(),
                outputGradient.source(0),
                shape.outputs(),
                parameters.source(shape.trunkSize()),
                shape.headWidth(),
                deltas[last].target(0),
                shape.hidden());
        for (int l = last; l > 0; l--) {
            Blas.timesTransposed(
                    rows,
                    shape.layerInputs(l),
                    shape.layerWidth(l),
                    deltas[l].source(0),
                    shape.layerWidth(l),
                    parameters.source(shape.layerOffset(l)),
                    shape.layerWidth(l),
                    deltas[l - 1].target(0),
                    shape.layerInputs(l));
        }
    }

    private void gradients() {
        for (int l = 0; l < shape.layers(); l++) {
            gradient(seen[l], seenWidth(l), deltas[l], shape.layerWidth(l), shape.layerOffset(l));
        }
        gradient(outputGradient, shape.outputs(), seen[shape.layers()], shape.headWidth(), shape.trunkSize());
    }

    /** The mean over rows of {@code aᵀ · b}, into the gradient at {@code offset}. */
    private void gradient(NativeFloats a, int aWidth, NativeFloats b, int bWidth, int offset) {
        Blas.transposedTimes(
                aWidth,
                bWidth,
                rows,
                1f / rows,
                a.source(0),
                aWidth,
                b.source(0),
                bWidth,
                gradient.target(offset),
                bWidth);
    }

    @Override
    public void close() {
        parameters.close();
        gradient.close();
        Arrays.stream(seen).forEach(NativeFloats::close);
        Arrays.stream(deltas).forEach(NativeFloats::close);
        outputs.close();
        outputGradient.close();
    }
}
