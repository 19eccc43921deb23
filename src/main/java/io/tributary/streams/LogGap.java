package io.tributary.streams;

import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads a piece of a log beside the consumer that Kafka Streams reads it with. */
final class LogGap {
    private static final Duration POLL = Duration.ofMillis(200);

    private final ClientSettings clients;

    LogGap(ClientSettings clients) {
        this.clients = clients;
    }

    /**
     * Gives every committed record in {@code [from, to)} that is still there, in order.
     *
     * @return how many there were
     */
    long read(TopicPartition partition, long from, long to, Consumer<ConsumerRecord<byte[], byte[]>> records) {
        if (from >= to) {
            return 0;
        }
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(clients.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(partition));
            consumer.seek(partition, from);
            long count = 0;
            while (consumer.position(partition) < to) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    if (record.offset() < to) {
                        records.accept(record);
                        count++;
                    }
                }
            }
            return count;
        }
    }
}
