package io.tributary.learning;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * MurmurHash3 for 64-bit machines with 128 bits out (Austin Appleby, {@code MurmurHash3_x64_128}).
 *
 * <p>The result stays in this object until the next call, so hashing allocates nothing. Not thread-safe.
 */
final class Murmur128 {
    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;
    private static final int BLOCK = 16;

    private long first;
    private long second;

    /** The first half of the hash. */
    long first() {
        return first;
    }

    /** The second half of the hash. */
    long second() {
        return second;
    }

    /** Hashes the first {@code length} bytes. */
    void hash(byte[] bytes, int length, long seed) {
        first = seed;
        second = seed;
        int whole = length - length % BLOCK;
        for (int at = 0; at < whole; at += BLOCK) {
            takeFirst((long) WORD.get(bytes, at));
            first = 5 * (Long.rotateLeft(first, 27) + second) + 0x52dce729;
            takeSecond((long) WORD.get(bytes, at + Long.BYTES));
            second = 5 * (Long.rotateLeft(second, 31) + first) + 0x38495ab5;
        }
        int half = Math.min(whole + Long.BYTES, length);
        takeSecond(rest(bytes, half, length));
        takeFirst(rest(bytes, whole, half));
        finish(length);
    }

    private void takeFirst(long word) {
        first ^= C2 * Long.rotateLeft(C1 * word, 31);
    }

    private void takeSecond(long word) {
        second ^= C1 * Long.rotateLeft(C2 * word, 33);
    }

    /** Fewer than nine bytes as one word; 0, which changes nothing, if there are none. */
    private static long rest(byte[] bytes, int from, int to) {
        long word = 0;
        for (int at = to - 1; at >= from; at--) {
            word = word << 8 | (bytes[at] & 0xff);
        }
        return word;
    }

    private void finish(int length) {
        first ^= length;
        second ^= length;
        first += second;
        second += first;
        first = mixed(first);
        second = mixed(second);
        first += second;
        second += first;
    }

    private static long mixed(long word) {
        long mixed = (word ^ word >>> 33) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ mixed >>> 33) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ mixed >>> 33;
    }
}
