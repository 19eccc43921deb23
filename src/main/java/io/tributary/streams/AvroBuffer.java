package io.tributary.streams;

import io.tributary.task.Text;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A reusable buffer that values are appended to in Avro's binary encoding (specification 1.12).
 *
 * <p>Grows to the largest record and then allocates nothing. Not thread-safe.
 */
final class AvroBuffer {
    private static final VarHandle DOUBLE =
            MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle FLOAT = MethodHandles.byteArrayViewVarHandle(float[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST_VARINT = 10;

    private byte[] bytes = new byte[512];
    private int length;

    /** Forgets what was appended. */
    void clear() {
        length = 0;
    }

    /** Appends bytes as they are, without their number. */
    void raw(byte[] source, int count) {
        reserve(count);
        System.arraycopy(source, 0, bytes, length, count);
        length += count;
    }

    /** Appends an {@code int} or {@code long}, an array's count or a union's branch: zigzag, seven bits a byte. */
    void integer(long value) {
        reserve(LONGEST_VARINT);
        long rest = (value << 1) ^ (value >> 63);
        while ((rest & ~0x7FL) != 0) {
            bytes[length++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        bytes[length++] = (byte) rest;
    }

    /** Appends a {@code string}. */
    void text(Text text) {
        integer(text.length());
        raw(text.bytes(), text.length());
    }

    /** Appends a {@code double}. */
    void real(double value) {
        reserve(Double.BYTES);
        DOUBLE.set(bytes, length, value);
        length += Double.BYTES;
    }

    /** Appends a {@code float}. */
    void real(float value) {
        reserve(Float.BYTES);
        FLOAT.set(bytes, length, value);
        length += Float.BYTES;
    }

    /** Appends a {@code boolean}. */
    void flag(boolean value) {
        reserve(1);
        bytes[length++] = (byte) (value ? 1 : 0);
    }

    private void reserve(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, 2 * bytes.length));
        }
    }

    /** A copy of what was appended. */
    byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }
}
