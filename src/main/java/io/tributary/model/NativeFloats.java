package io.tributary.model;

import java.nio.FloatBuffer;
import org.bytedeco.javacpp.FloatPointer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * A flat ND4J vector of single-precision numbers, zero at first, with its pointers taken once.
 *
 * <p>{@link #source} and {@link #target} each return one reused pointer: one call may read and write the same vector at
 * two places, but no more. Not thread-safe.
 */
final class NativeFloats implements AutoCloseable {
    /* The array is kept so that its memory stays reachable for as long as the pointers into it. */
    private final INDArray array;
    private final FloatBuffer buffer;
    private final FloatPointer source;
    private final FloatPointer target;
    private final int length;

    NativeFloats(int length) {
        this.length = length;
        array = Nd4j.create(DataType.FLOAT, Math.max(length, 1));
        buffer = array.data().asNioFloat();
        FloatPointer start = (FloatPointer) array.data().addressPointer();
        source = start.getPointer(FloatPointer.class, 0);
        target = start.getPointer(FloatPointer.class, 0);
    }

    int length() {
        return length;
    }

    /** The address of an element, to be read by BLAS before the next call of this method. */
    FloatPointer source(int offset) {
        return source.position(offset);
    }

    /** The address of an element, to be written by BLAS before the next call of this method. */
    FloatPointer target(int offset) {
        return target.position(offset);
    }

    void get(int offset, float[] into, int at, int count) {
        buffer.get(offset, into, at, count);
    }

    void put(int offset, float[] from, int at, int count) {
        buffer.put(offset, from, at, count);
    }

    /** A view of the numbers from {@code offset} on, for reading and writing blocks of bytes. */
    FloatBuffer view(int offset, int count) {
        return buffer.slice(offset, count);
    }

    void clear() {
        float[] zeros = new float[Math.min(length, 4096)];
        for (int at = 0; at < length; at += zeros.length) {
            put(at, zeros, 0, Math.min(zeros.length, length - at));
        }
    }

    @Override
    public void close() {
        array.close();
    }
}
