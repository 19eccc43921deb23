package io.tributary.streams;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/** What the rejected topic says of the records of one partition of the log, by their offsets; each is taken once. */
final class Letters {
    private final TopicPartition log;
    private final Map<Long, String> reasons = new TreeMap<>();
    private final List<Long> repeated = new ArrayList<>();

    private Letters(TopicPartition log) {
        this.log = log;
    }

    /** Reads all partitions of the rejected topic, from an offset on. */
    static Letters of(ApplicationConfig application, TopicPartition log, int partitions, long from) {
        Letters letters = new Letters(log);
        for (int partition = 0; partition < partitions; partition++) {
            TopicPartition rejected = new TopicPartition(application.topics().rejected(), partition);
            try (TopicRecords records = new TopicRecords(application.clients(), rejected, from, Long.MAX_VALUE)) {
                records.forEachRemaining(letters::add);
            }
        }
        return letters;
    }

    private void add(ConsumerRecord<byte[], byte[]> letter) {
        if (isFrom(log, letter)) {
            long offset = Long.parseLong(header(letter, DeadLetter.OFFSET));
            if (reasons.put(offset, header(letter, DeadLetter.REASON)) != null) {
                repeated.add(offset);
            }
        }
    }

    /** Whether a record of the rejected topic comes from this partition. */
    static boolean isFrom(TopicPartition log, ConsumerRecord<byte[], byte[]> letter) {
        return log.topic().equals(header(letter, DeadLetter.TOPIC))
                && String.valueOf(log.partition()).equals(header(letter, DeadLetter.PARTITION));
    }

    static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = letter.headers().lastHeader(name);
        return header == null ? "" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** The code of the reason why the record at this offset was rejected; empty if it was not. */
    String take(long offset) {
        String reason = reasons.remove(offset);
        return reason == null ? "" : reason;
    }

    /** The offsets that were not taken. */
    List<Long> left() {
        return List.copyOf(reasons.keySet());
    }

    /** The offsets that were rejected more than once. */
    List<Long> repeated() {
        return List.copyOf(repeated);
    }
}
