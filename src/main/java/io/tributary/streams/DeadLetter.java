package io.tributary.streams;

import io.tributary.task.InvalidRowException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** A record of the rejected topic: key, value and headers as they came, and why in headers of our own. */
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

    /** In the learner's log, the key that an event came under if that was not its entity. */
    static final String ORIGINAL_KEY = "tributary.key";

    private DeadLetter() {}

    /** Adds the headers that say why and from where. */
    static void describe(Headers headers, InvalidRowException reason, String topic, int partition, long offset) {
        put(headers, REASON, reason.reason().code());
        put(headers, DETAIL, reason.detail());
        put(headers, TOPIC, topic);
        put(headers, PARTITION, String.valueOf(partition));
        put(headers, OFFSET, String.valueOf(offset));
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
