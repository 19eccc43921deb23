package io.tributary.streams;

import io.tributary.task.InvalidRowException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * A record of the rejected topic: key, value and headers as they came, and why in headers of our own.
 *
 * <p>What is too large to be sent again is cut; the whole of it is where topic, partition and offset say.
 */
public final class DeadLetter {
    /** The code of the {@link InvalidRowException.Reason}. */
    public static final String REASON = "tributary.reason";

    /** What was found, what was expected, how to mend it. */
    public static final String DETAIL = "tributary.detail";

    /** The topic it came from. */
    public static final String TOPIC = "tributary.topic";

    /** The partition it came from, in digits. */
    public static final String PARTITION = "tributary.partition";

    /** The offset it had, in digits. */
    public static final String OFFSET = "tributary.offset";

    /** The length of the original value, in digits, where it was cut. */
    public static final String LENGTH = "tributary.length";

    /* Far below what a producer sends in one request. */
    private static final int LONGEST_VALUE = 4 << 20;
    private static final int LONGEST_REST = 1 << 20;

    /** In the learner's log, the key that an event came under if that was not its entity. */
    static final String ORIGINAL_KEY = "tributary.key";

    private DeadLetter() {}

    /** The dead letter of a record. */
    static Record<byte[], byte[]> of(
            Record<byte[], byte[]> record, InvalidRowException reason, TopicPartition place, long offset) {
        Headers headers = length(record.headers()) > LONGEST_REST ? new RecordHeaders() : record.headers();
        put(headers, REASON, reason.reason().code());
        put(headers, DETAIL, reason.detail());
        put(headers, TOPIC, place.topic());
        put(headers, PARTITION, String.valueOf(place.partition()));
        put(headers, OFFSET, String.valueOf(offset));
        byte[] value = record.value();
        if (value != null && value.length > LONGEST_VALUE) {
            put(headers, LENGTH, String.valueOf(value.length));
        }
        return new Record<>(cut(record.key(), LONGEST_REST), cut(value, LONGEST_VALUE), record.timestamp(), headers);
    }

    private static long length(Headers headers) {
        long length = 0;
        for (Header header : headers) {
            length += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return length;
    }

    private static byte @Nullable [] cut(byte @Nullable [] bytes, int longest) {
        return bytes == null || bytes.length <= longest ? bytes : Arrays.copyOf(bytes, longest);
    }

    /** Keeps the key of an event that gets another one. */
    static void keepKey(Headers headers, byte @Nullable [] original) {
        headers.add(ORIGINAL_KEY, original);
    }

    /** The key that a record came under, which is no header any longer. */
    static byte @Nullable [] takeKey(Headers headers, byte @Nullable [] key) {
        Header original = headers.lastHeader(ORIGINAL_KEY);
        headers.remove(ORIGINAL_KEY);
        return original == null ? key : original.value();
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
