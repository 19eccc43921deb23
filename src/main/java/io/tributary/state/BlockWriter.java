package io.tributary.state;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Writes one block after another into a buffer that grows and is reused.
 *
 * <p>A block is: magic {@code TRB}, format version (1 byte), CRC-32C of the content (4 bytes), content; little-endian.
 */
final class BlockWriter {
    static final int HEADER = 8;
    static final int MAGIC_AND_VERSION = 'T' | 'R' << 8 | 'B' << 16 | 2 << 24;

    private ByteBuffer buffer = ByteBuffer.allocate(1 << 16).order(ByteOrder.LITTLE_ENDIAN);

    /** Begins a new block. */
    BlockWriter begin() {
        buffer.clear().position(HEADER);
        return this;
    }

    BlockWriter putInt(int value) {
        room(Integer.BYTES).putInt(value);
        return this;
    }

    BlockWriter putLong(long value) {
        room(Long.BYTES).putLong(value);
        return this;
    }

    BlockWriter putDouble(double value) {
        room(Double.BYTES).putDouble(value);
        return this;
    }

    BlockWriter putFloat(float value) {
        room(Float.BYTES).putFloat(value);
        return this;
    }

    BlockWriter putFloats(FloatBuffer values) {
        int bytes = Float.BYTES * values.remaining();
        ByteBuffer target = room(bytes);
        target.asFloatBuffer().put(values);
        target.position(target.position() + bytes);
        return this;
    }

    BlockWriter putBytes(byte[] bytes, int length) {
        putInt(length);
        room(length).put(bytes, 0, length);
        return this;
    }

    BlockWriter putText(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return putBytes(utf8, utf8.length);
    }

    private ByteBuffer room(int bytes) {
        if (buffer.remaining() < bytes) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * buffer.capacity(), buffer.position() + bytes))
                    .order(ByteOrder.LITTLE_ENDIAN);
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }

    /** The finished block, header and checksum included. */
    byte[] block() {
        CRC32C crc = new CRC32C();
        crc.update(buffer.array(), HEADER, buffer.position() - HEADER);
        buffer.putInt(0, MAGIC_AND_VERSION).putInt(4, (int) crc.getValue());
        return Arrays.copyOf(buffer.array(), buffer.position());
    }

    /** The content without header, to be read before the next block begins. */
    ByteBuffer content() {
        return ByteBuffer.wrap(buffer.array(), HEADER, buffer.position() - HEADER);
    }
}
