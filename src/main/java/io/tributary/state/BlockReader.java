package io.tributary.state;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import java.util.zip.CRC32C;

/** Reads one block; everything about it is checked, so that a flipped bit anywhere is found. */
final class BlockReader {
    private final String name;
    private final ByteBuffer buffer;

    /**
     * @throws CorruptBlockException if header or checksum do not match the content
     */
    BlockReader(String name, byte[] block) {
        this.name = name;
        buffer = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
        if (block.length < BlockWriter.HEADER) {
            throw new CorruptBlockException(name, "it has " + block.length + " bytes, not even a header");
        }
        int magic = buffer.getInt();
        if (magic != BlockWriter.MAGIC_AND_VERSION) {
            throw new CorruptBlockException(
                    name,
                    "it begins with " + Integer.toHexString(magic) + ", expected "
                            + Integer.toHexString(BlockWriter.MAGIC_AND_VERSION));
        }
        int expected = buffer.getInt();
        CRC32C crc = new CRC32C();
        crc.update(block, BlockWriter.HEADER, block.length - BlockWriter.HEADER);
        if ((int) crc.getValue() != expected) {
            throw new CorruptBlockException(name, "its checksum does not match its content");
        }
    }

    int getInt() {
        return read(ByteBuffer::getInt);
    }

    long getLong() {
        return read(ByteBuffer::getLong);
    }

    double getDouble() {
        return read(ByteBuffer::getDouble);
    }

    void getFloats(FloatBuffer into) {
        int bytes = Float.BYTES * into.remaining();
        if (buffer.remaining() < bytes) {
            throw tooShort();
        }
        into.put(buffer.slice(buffer.position(), bytes)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer());
        buffer.position(buffer.position() + bytes);
    }

    byte[] getBytes() {
        int length = getInt();
        if (length < 0 || length > buffer.remaining()) {
            throw tooShort();
        }
        byte[] bytes = new byte[length];
        buffer.get(bytes);
        return bytes;
    }

    String getText() {
        return new String(getBytes(), StandardCharsets.UTF_8);
    }

    private <T> T read(Function<ByteBuffer, T> number) {
        try {
            return number.apply(buffer);
        } catch (BufferUnderflowException e) {
            throw tooShort();
        }
    }

    private CorruptBlockException tooShort() {
        return new CorruptBlockException(
                name, "it ends after " + buffer.capacity() + " bytes, in the middle of a value");
    }

    /** Whether something is left, as where a later program wrote more. */
    boolean hasMore() {
        return buffer.hasRemaining();
    }

    /** Checks that nothing is left. */
    void end() {
        if (buffer.hasRemaining()) {
            throw new CorruptBlockException(name, buffer.remaining() + " bytes are left over");
        }
    }
}
