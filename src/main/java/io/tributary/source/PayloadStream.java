package io.tributary.source;

import io.tributary.task.Text;
import java.io.InputStream;

/** The bytes of one record as a stream, reused for the next record without allocating. Not thread-safe. */
final class PayloadStream extends InputStream {
    private byte[] bytes = {};
    private int at;

    /** Starts to read these bytes, from {@code offset} on. */
    void reset(byte[] payload, int offset) {
        bytes = payload;
        at = offset;
    }

    /** Moves the next bytes into a text; there must be so many. */
    void take(int length, Text target) {
        target.set(bytes, at, length);
        at += length;
    }

    /** Passes over the next bytes; there must be so many. */
    void pass(int length) {
        at += length;
    }

    @Override
    public int read() {
        return at < bytes.length ? bytes[at++] & 0xff : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        int count = Math.min(length, available());
        if (count == 0 && length > 0) {
            return -1;
        }
        System.arraycopy(bytes, at, target, offset, count);
        at += count;
        return count;
    }

    @Override
    public int available() {
        return bytes.length - at;
    }
}
