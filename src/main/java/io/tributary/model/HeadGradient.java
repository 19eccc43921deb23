package io.tributary.model;

import java.util.Arrays;

/**
 * The gradient of the family heads, (1/n) Σ dᵢ z̃ᵢ, summed in double precision.
 *
 * <p>In the first mini-batch labels are standardised by their own mean, so sums that run over all of its rows vanish. What
 * rounding would leave of them in single precision is as large as Adam's ε, and Adam would make a full step of it.
 */
final class HeadGradient {
    /* Rows whose products are added in one pass over the sums. */
    private static final int ROWS = 4;

    private final Shape shape;
    private final double[][] z;
    private final int[] present;
    private final double[] sums;
    private final float[] gradient;

    HeadGradient(Shape shape, int capacity) {
        this.shape = shape;
        z = new double[capacity][shape.headWidth()];
        present = new int[capacity];
        sums = new double[shape.headWidth()];
        gradient = new float[shape.headWidth()];
    }

    /**
     * Computes the gradient of every head.
     *
     * @param d ω ∂ℓ/∂o {@code [rows × outputs]}
     * @param mean 1/n
     * @param into the shared gradient
     */
    void compute(MiniBatch batch, int rows, double[] d, double mean, NativeFloats into) {
        for (int group = 0; group < shape.groups(); group++) {
            int family = shape.groupFamily(group);
            for (int row = 0; row < rows; row++) {
                widen(batch.z().mirror(), batch.seen(row, family), z[row]);
            }
            int first = shape.outputOffset(family);
            int end = shape.outputOffset(shape.groupFamily(group + 1));
            for (int output = first; output < end; output++) {
                sum(output, rows, d);
                for (int i = 0; i < gradient.length; i++) {
                    gradient[i] = (float) (mean * sums[i]);
                }
                into.put(shape.headOffset(family) + (output - first) * gradient.length, gradient, 0, gradient.length);
            }
        }
    }

    private static void widen(float[] mirror, int from, double[] wide) {
        for (int i = 0; i < wide.length; i++) {
            wide[i] = mirror[from + i];
        }
    }

    /** Σ dᵢ z̃ᵢ for one output, over the rows that it has a gradient from. */
    private void sum(int output, int rows, double[] d) {
        int count = 0;
        for (int row = 0; row < rows; row++) {
            if (d[row * shape.outputs() + output] != 0) {
                present[count++] = row;
            }
        }
        Arrays.fill(sums, 0);
        int i = 0;
        for (; i + ROWS <= count; i += ROWS) {
            addFour(output, d, present[i], present[i + 1], present[i + 2], present[i + 3]);
        }
        for (; i < count; i++) {
            add(d[present[i] * shape.outputs() + output], z[present[i]]);
        }
    }

    private void addFour(int output, double[] d, int row0, int row1, int row2, int row3) {
        int outputs = shape.outputs();
        double d0 = d[row0 * outputs + output];
        double d1 = d[row1 * outputs + output];
        double d2 = d[row2 * outputs + output];
        double d3 = d[row3 * outputs + output];
        double[] z0 = z[row0];
        double[] z1 = z[row1];
        double[] z2 = z[row2];
        double[] z3 = z[row3];
        for (int i = 0; i < sums.length; i++) {
            sums[i] += (d0 * z0[i] + d1 * z1[i]) + (d2 * z2[i] + d3 * z3[i]);
        }
    }

    private void add(double factor, double[] row) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += factor * row[i];
        }
    }
}
