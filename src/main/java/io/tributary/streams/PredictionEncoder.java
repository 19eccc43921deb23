package io.tributary.streams;

import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import io.tributary.task.Text;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.SchemaNormalization;

/**
 * Writes predictions as records of {@code schemas/Prediction.avsc} in Avro's single-object encoding.
 *
 * <p>Written by hand because it runs for every row: it allocates the bytes it returns and nothing else. Not thread-safe.
 */
public final class PredictionEncoder {
    private static final byte[] HEADER = header();
    private static final int NULL_BRANCH = 0;
    private static final int DOUBLE_BRANCH = 1;

    private final int[] classes;
    private final byte[][] taskPrefixes;
    private final Map<String, byte[]> methods = new HashMap<>();
    private final AvroBuffer buffer = new AvroBuffer();

    /** An encoder for predictions of these families, in this order. */
    public PredictionEncoder(List<Family> families) {
        classes = families.stream()
                .mapToInt(family -> family.kind() == Kind.MULTICLASS ? family.outputs() : 0)
                .toArray();
        taskPrefixes = families.stream()
                .map(family -> family.taskId("").getBytes(StandardCharsets.UTF_8))
                .toArray(byte[][]::new);
    }

    private static byte[] header() {
        long fingerprint = SchemaNormalization.parsingFingerprint64(io.tributary.v1.Prediction.getClassSchema());
        return ByteBuffer.allocate(2 + Long.BYTES)
                .put((byte) 0xC3)
                .put((byte) 0x01)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(fingerprint)
                .array();
    }

    /**
     * The record of one answered row.
     *
     * @param generation how often the model was rolled back to a snapshot
     */
    public byte[] encode(Row row, Prediction prediction, int generation) {
        buffer.clear();
        buffer.raw(HEADER, HEADER.length);
        buffer.text(row.id());
        buffer.text(row.entity());
        buffer.integer(row.time());
        buffer.integer(generation);
        buffer.integer(prediction.learned());
        answers(row, prediction);
        return buffer.toByteArray();
    }

    /** An array is one block of items and an empty block. */
    private void answers(Row row, Prediction prediction) {
        int answers = 0;
        for (int f = 0; f < classes.length; f++) {
            if (prediction.isAnswered(f)) {
                answers++;
            }
        }
        if (answers > 0) {
            buffer.integer(answers);
        }
        for (int f = 0; f < classes.length; f++) {
            if (prediction.isAnswered(f)) {
                answer(f, row, prediction);
            }
        }
        buffer.integer(0);
    }

    private void answer(int family, Row row, Prediction prediction) {
        task(taskPrefixes[family], row.entity());
        int offset = prediction.offset(family);
        if (classes[family] == 0) {
            buffer.real(prediction.value(family));
        } else {
            buffer.real((double) mostLikely(prediction.values(), offset, classes[family]));
            probabilities(prediction.values(), offset, classes[family]);
        }
        buffer.integer(0);
        unlessNaN(row.label(family));
        unlessNaN(prediction.loss(family));
        buffer.flag(prediction.isUnseen(family));
        method(prediction.servedBy(family));
        unlessNaN(prediction.lower(family));
        unlessNaN(prediction.upper(family));
    }

    private void task(byte[] prefix, Text entity) {
        buffer.integer((long) prefix.length + entity.length());
        buffer.raw(prefix, prefix.length);
        buffer.raw(entity.bytes(), entity.length());
    }

    private static int mostLikely(double[] values, int offset, int count) {
        int best = 0;
        for (int c = 1; c < count; c++) {
            if (values[offset + c] > values[offset + best]) {
                best = c;
            }
        }
        return best;
    }

    private void probabilities(double[] values, int offset, int count) {
        buffer.integer(count);
        for (int c = 0; c < count; c++) {
            buffer.real((float) values[offset + c]);
        }
    }

    private void method(String servedBy) {
        byte[] name = methods.computeIfAbsent(servedBy, text -> text.getBytes(StandardCharsets.UTF_8));
        buffer.integer(name.length);
        buffer.raw(name, name.length);
    }

    private void unlessNaN(double value) {
        if (Double.isNaN(value)) {
            buffer.integer(NULL_BRANCH);
        } else {
            buffer.integer(DOUBLE_BRANCH);
            buffer.real(value);
        }
    }
}
