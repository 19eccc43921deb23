package io.tributary.snapshot.export;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A file in the format of safetensors: the length of a JSON header as a little-endian 64-bit integer, the header, the tensors.
 *
 * <p>Wider numbers come first, so that every tensor is aligned; those of one width in the order in which they were added. They
 * are written as a stream: no tensor has to fit into memory.
 */
final class TensorFile {
    private static final int ALIGNMENT = 8;
    private static final int BUFFER = 1 << 16;

    private final Map<String, String> metadata;
    private final List<Tensor> tensors = new ArrayList<>();

    TensorFile(Map<String, String> metadata) {
        this.metadata = metadata;
    }

    /** The types of numbers, named as in the header. */
    enum NumberType {
        F64(8),
        I64(8),
        F32(4),
        U8(1);

        private final int bytes;

        NumberType(int bytes) {
            this.bytes = bytes;
        }
    }

    /** Writes all numbers of a tensor, row-major. */
    interface Content {
        void write(Numbers into) throws IOException;
    }

    private record Tensor(String name, NumberType type, List<Long> shape, Content content) {
        long bytes() {
            return shape.stream().reduce((long) type.bytes, Math::multiplyExact);
        }
    }

    void add(String name, NumberType type, List<Long> shape, Content content) {
        tensors.add(new Tensor(name, type, shape, content));
    }

    /**
     * Writes the file.
     *
     * @throws IOException if it cannot be written
     * @throws IllegalStateException if a tensor's numbers are not as many as its shape says
     */
    void write(OutputStream out) throws IOException {
        List<Tensor> ordered = tensors.stream()
                .sorted(Comparator.comparingInt((Tensor tensor) -> -tensor.type.bytes))
                .toList();
        byte[] header = header(ordered);
        Numbers numbers = new Numbers(out);
        numbers.put(header.length);
        numbers.put(header);
        for (Tensor tensor : ordered) {
            long before = numbers.written();
            tensor.content.write(numbers);
            if (numbers.written() - before != tensor.bytes()) {
                throw new IllegalStateException("tensor " + tensor.name + ": wrote " + (numbers.written() - before)
                        + " bytes, expected " + tensor.bytes());
            }
        }
        numbers.flush();
    }

    private byte[] header(List<Tensor> ordered) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("__metadata__", metadata);
        long at = 0;
        for (Tensor tensor : ordered) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put("dtype", tensor.type.name());
            entry.put("shape", tensor.shape);
            entry.put("data_offsets", List.of(at, at + tensor.bytes()));
            header.put(tensor.name, entry);
            at += tensor.bytes();
        }
        byte[] json = Json.text(header).getBytes(StandardCharsets.UTF_8);
        byte[] padded = Arrays.copyOf(json, (json.length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT);
        Arrays.fill(padded, json.length, padded.length, (byte) ' ');
        return padded;
    }

    /** Numbers on their way into a stream, little-endian. */
    static final class Numbers {
        private final OutputStream out;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
        private long flushed;

        private Numbers(OutputStream out) {
            this.out = out;
        }

        void put(long value) throws IOException {
            room(Long.BYTES).putLong(value);
        }

        void put(double value) throws IOException {
            room(Double.BYTES).putDouble(value);
        }

        void put(float value) throws IOException {
            room(Float.BYTES).putFloat(value);
        }

        void put(byte[] bytes) throws IOException {
            flush();
            out.write(bytes);
            flushed += bytes.length;
        }

        private ByteBuffer room(int bytes) throws IOException {
            if (buffer.remaining() < bytes) {
                flush();
            }
            return buffer;
        }

        private long written() {
            return flushed + buffer.position();
        }

        private void flush() throws IOException {
            out.write(buffer.array(), 0, buffer.position());
            flushed += buffer.position();
            buffer.clear();
        }
    }
}
