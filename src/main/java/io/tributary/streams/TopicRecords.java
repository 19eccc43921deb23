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

/** The committed records of one partition of a topic, up to the end that it had when this was opened. */
final class TopicRecords implements Iterator<ConsumerRecord<byte[], byte[]>>, AutoCloseable {
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final Deque<ConsumerRecord<byte[], byte[]>> ahead = new ArrayDeque<>();
    private final long end;

    TopicRecords(ClientSettings settings, TopicPartition partition) {
        this.partition = partition;
        consumer = new KafkaConsumer<>(settings.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
        end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
    }

    /** Where it ends: the offset behind the last committed record, control records included. */
    long end() {
        return end;
    }

    @Override
    public boolean hasNext() {
        while (ahead.isEmpty() && consumer.position(partition) < end) {
            consumer.poll(POLL).forEach(ahead::add);
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
