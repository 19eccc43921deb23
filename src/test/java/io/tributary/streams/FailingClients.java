package io.tributary.streams;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Gives the application clients that fail at one of the model's blocks: the producer when the hundredth is written, the
 * consumer of a restore when the first ones have been read.
 *
 * <p>Kafka Streams makes it for {@code kafka.default.client.supplier}, so that the product has no switch for it.
 */
public final class FailingClients extends DefaultKafkaClientSupplier {
    private static final int FATAL_BLOCK = 100;

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new FailingProducer(config);
    }

    @Override
    public Consumer<byte[], byte[]> getRestoreConsumer(Map<String, Object> config) {
        return new FailingConsumer(config);
    }

    private static final class FailingProducer extends KafkaProducer<byte[], byte[]> {
        private int blocks;

        FailingProducer(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (record.topic().endsWith("-model-changelog") && ++blocks == FATAL_BLOCK) {
                throw new IllegalStateException("injected");
            }
            return super.send(record, callback);
        }
    }

    private static final class FailingConsumer extends KafkaConsumer<byte[], byte[]> {
        FailingConsumer(Map<String, Object> config) {
            super(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        @Override
        public ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            ConsumerRecords<byte[], byte[]> blocks = super.poll(timeout);
            if (!blocks.isEmpty()) {
                throw new IllegalStateException("injected");
            }
            return blocks;
        }
    }
}
