package io.tributary.model;

import java.util.Arrays;

/**
 * Rows of numbers that both BLAS and plain loops work on: native memory and its mirror on the heap.
 *
 * <p>A matrix may be some columns of a wider one; then the two share memory and mirror. Whoever writes one side copies
 * it to the other with {@link #load} or {@link #store}.
 */
final class Matrix implements AutoCloseable {
    private final NativeFloats memory;
    private final float[] mirror;
    private final int first;
    private final int stride;
    private final int width;

    private Matrix(NativeFloats memory, float[] mirror, int first, int stride, int width) {
        this.memory = memory;
        this.mirror = mirror;
        this.first = first;
        this.stride = stride;
        this.width = width;
    }

    static Matrix zeros(int rows, int width) {
        return new Matrix(new NativeFloats(rows * width), new float[rows * width], 0, width, width);
    }

    /** Zeros, with a last column of ones that multiplies the biases. */
    static Matrix zerosAndOne(int rows, int width) {
        return zerosAndOnes(rows, width, 1);
    }

    /** Such matrices side by side, {@code [rows × (copies · (width + 1))]}. */
    static Matrix zerosAndOnes(int rows, int width, int copies) {
        Matrix matrix = zeros(rows, copies * (width + 1));
        for (int i = width; i < matrix.mirror.length; i += width + 1) {
            matrix.mirror[i] = 1f;
        }
        matrix.memory.put(0, matrix.mirror, 0, matrix.mirror.length);
        return matrix;
    }

    /** Some columns of this matrix, in the same memory. */
    Matrix columns(int from, int count) {
        return new Matrix(memory, mirror, first + from, stride, count);
    }

    NativeFloats memory() {
        return memory;
    }

    /** The numbers on the heap; element (row, column) is at {@code at(row) + column}. */
    float[] mirror() {
        return mirror;
    }

    int at(int row) {
        return first + row * stride;
    }

    int stride() {
        return stride;
    }

    int width() {
        return width;
    }

    /** Copies a row from native memory to the heap. */
    void load(int row) {
        memory.get(at(row), mirror, at(row), width);
    }

    /** Copies a row from the heap to native memory. */
    void store(int row) {
        memory.put(at(row), mirror, at(row), width);
    }

    /** The Euclidean norm of a row on the heap; NaN or infinite if it holds such a number. */
    double norm(int row) {
        return norm(row, 0, width);
    }

    /** The same of some columns. */
    double norm(int row, int from, int count) {
        double sum = 0;
        for (int i = at(row) + from; i < at(row) + from + count; i++) {
            sum += (double) mirror[i] * mirror[i];
        }
        return Math.sqrt(sum);
    }

    /** Sets a row to zero on both sides. */
    void clear(int row) {
        Arrays.fill(mirror, at(row), at(row) + width, 0f);
        store(row);
    }

    @Override
    public void close() {
        memory.close();
    }
}
