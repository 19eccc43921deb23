package io.tributary.streams;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The committed records of one partition of a topic, in order, up to an end that does not move.
 *
 * <p>Belongs to no consumer group. Not thread-safe.
 */
final class TopicRecords implements Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {
    /* At the very end there may be nothing but the end of a transaction, for which a poll waits in vain. */
    private static final Duration POLL = Duration.ofMillis(20);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Deque<ConsumerRecord<byte[], byte[]>> ahead = new ArrayDeque<>();
    private final long begin;
    private final long end;

    /** All records that are committed now. */
    TopicRecords(ClientSettings settings, TopicPartition partition) {
        this(settings, partition, 0, Long.MAX_VALUE);
    }

    /** The records with offsets in {@code [from, to)} that are committed now and still there. */
    TopicRecords(ClientSettings settings, TopicPartition partition, long from, long to) {
        this.partition = partition;
        consumer = new KafkaConsumer<>(
                settings.committedReader(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> only = List.of(partition);
        consumer.assign(only);
        begin = consumer.beginningOffsets(only).getOrDefault(partition, 0L);
        end = Math.min(to, consumer.endOffsets(only).getOrDefault(partition, 0L));
        consumer.seek(partition, Math.max(from, begin));
    }

    /** The offset of the first record that is still there. */
    long begin() {
        return begin;
    }

    /** The offset behind the last record. */
    long end() {
        return end;
    }

    @Override
    public boolean hasNext() {
        while (ahead.isEmpty() && consumer.position(partition) < end) {
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (record.offset() < end) {
                    ahead.add(record);
                }
            }
        }
        return !ahead.isEmpty();
    }

    @Override
    public ConsumerRecord<byte[], byte[]> next() {
        if (!hasNext()) {
            throw new NoSuchElementException(partition + " ends at " + end);
        }
        return ahead.remove();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
