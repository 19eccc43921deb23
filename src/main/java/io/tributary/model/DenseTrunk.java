package io.tributary.model;

import java.util.ArrayList;
import java.util.List;

/** Dense layers one after another: one h for all families. Also each of the networks that experts are. */
final class DenseTrunk implements Trunk {
    private final DenseLayer[] layers;
    private final Affine[] affines;
    private final List<Matrix> owned = new ArrayList<>();

    /**
     * @param offset where the first layer's weights begin in the parameter vector
     * @param inputs {@code [rows × (inputs + 1)]}, constant included
     * @param h where the last layer's activations go {@code [rows × hidden]}
     */
    DenseTrunk(Shape shape, int offset, int capacity, Matrix inputs, Matrix h) {
        layers = new DenseLayer[shape.layers()];
        affines = new Affine[layers.length];
        Matrix in = inputs;
        for (int l = 0; l < layers.length; l++) {
            int width = shape.layerWidth(l);
            Matrix units = l == layers.length - 1 ? h : own(Matrix.zerosAndOne(capacity, width));
            Matrix delta = own(Matrix.zeros(capacity, width));
            affines[l] = new Affine(in, units.columns(0, width), delta, offset + shape.layerOffset(l));
            layers[l] = new DenseLayer(affines[l], shape.activation());
            in = units;
        }
    }

    private Matrix own(Matrix matrix) {
        owned.add(matrix);
        return matrix;
    }

    @Override
    public void forward(NativeFloats parameters, int from, int count) {
        for (DenseLayer layer : layers) {
            layer.forward(parameters, from, count);
        }
    }

    @Override
    public float unit(int row, int unit) {
        Matrix h = affines[affines.length - 1].out();
        return h.mirror()[h.at(row) + unit];
    }

    @Override
    public Matrix hiddenGradient(int group) {
        return delta();
    }

    /** ∂L/∂h, then that by the last layer's sums. */
    Matrix delta() {
        return layers[layers.length - 1].delta();
    }

    @Override
    public void backward(NativeFloats parameters, int rows) {
        for (int l = layers.length - 1; l >= 0; l--) {
            layers[l].throughActivation(rows);
            if (l > 0) {
                layers[l].backward(parameters, rows, layers[l - 1]);
            }
        }
    }

    @Override
    public Affine[] affines() {
        return affines;
    }

    @Override
    public void close() {
        owned.forEach(Matrix::close);
    }
}
