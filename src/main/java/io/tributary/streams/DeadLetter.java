package io.tributary.streams;

import io.tributary.task.InvalidRowException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.header.Headers;

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

    private DeadLetter() {}

    /** Adds the headers that say why and from where. */
    static void describe(Headers headers, InvalidRowException reason, String topic, int partition, long offset) {
        put(headers, REASON, reason.reason().code());
        put(headers, DETAIL, reason.detail());
        put(headers, TOPIC, topic);
        put(headers, PARTITION, String.valueOf(partition));
        put(headers, OFFSET, String.valueOf(offset));
    }

    private static void put(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
