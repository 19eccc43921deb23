package io.tributary.model;

import java.util.Arrays;

/**
 * The gradient of the family heads, (1/n) Σ dᵢ z̃ᵢ, summed in double precision.
 *
 * <p>In the first mini-batch labels are standardised by their own mean, so sums that run over all of its rows vanish. What
 * rounding would leave of them in single precision is as large as Adam's ε, and Adam would make a full step of it.
 */
final class HeadGradient {
    private final Shape shape;
    private final double[] sums;
    private final double[] z;
    private final float[] gradient;

    HeadGradient(Shape shape) {
        this.shape = shape;
        sums = new double[shape.outputs() * shape.headWidth()];
        z = new double[shape.headWidth()];
        gradient = new float[sums.length];
    }

    /**
     * Computes the gradient of every head.
     *
     * @param d ω ∂ℓ/∂o {@code [rows × outputs]}
     * @param mean 1/n
     * @param into the shared gradient
     */
    void compute(MiniBatch batch, int rows, double[] d, double mean, NativeFloats into) {
        Arrays.fill(sums, 0);
        for (int row = 0; row < rows; row++) {
            widen(batch.z(), row);
            for (int j = 0; j < shape.outputs(); j++) {
                double factor = d[row * shape.outputs() + j];
                if (factor != 0) {
                    add(factor, j * z.length);
                }
            }
        }
        for (int i = 0; i < sums.length; i++) {
            gradient[i] = (float) (mean * sums[i]);
        }
        into.put(shape.trunkSize(), gradient, 0, gradient.length);
    }

    private void widen(Matrix seen, int row) {
        float[] mirror = seen.mirror();
        int from = seen.at(row);
        for (int i = 0; i < z.length; i++) {
            z[i] = mirror[from + i];
        }
    }

    private void add(double factor, int at) {
        for (int i = 0; i < z.length; i++) {
            sums[at + i] += factor * z[i];
        }
    }
}
