package io.tributary.streams;

import java.util.Map;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.processor.internals.DefaultKafkaClientSupplier;

/**
 * Gives the application a producer that refuses the record with one key in one topic.
 *
 * <p>Kafka Streams makes it for {@code kafka.default.client.supplier}, so that the product has no switch for it.
 */
public final class FailingClients extends DefaultKafkaClientSupplier {
    private static final String CHANGELOG = Topics.of("unwritable", true).changelog();

    @Override
    public Producer<byte[], byte[]> getProducer(Map<String, Object> config) {
        return new FailingProducer(config);
    }

    private static final class FailingProducer extends KafkaProducer<byte[], byte[]> {
        private int blocks;

        FailingProducer(Map<String, Object> config) {
            super(config, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public Future<RecordMetadata> send(ProducerRecord<byte[], byte[]> record, Callback callback) {
            if (record.topic().equals(CHANGELOG) && ++blocks == 100) {
                throw new IllegalStateException("injected");
            }
            return super.send(record, callback);
        }
    }
}
