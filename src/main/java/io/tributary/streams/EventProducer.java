package io.tributary.streams;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Sends rows into the events topic, at full speed or so many a second.
 *
 * <p>A record that Kafka refuses shows at the next call of {@link #send}, {@link #flush} or {@link #close}: after a
 * return of {@link #close}, all records sent are in the topic. One thread sends; {@link #acknowledged} may be read by
 * any.
 */
public final class EventProducer implements AutoCloseable {
    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final Pacer pacer;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    /**
     * A producer of events.
     *
     * @param rate events a second; {@link Double#POSITIVE_INFINITY}: as many as possible
     * @throws ClientException if the topic does not exist or no broker answers
     */
    public EventProducer(ClientSettings settings, String topic, double rate) {
        this.topic = topic;
        this.pacer = new Pacer(rate);
        try (TopicAdmin admin = new TopicAdmin(settings)) {
            admin.partitions(topic);
        }
        this.producer = new KafkaProducer<>(settings.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    /**
     * Hands over one record, and waits while the rate or a full buffer demands it.
     *
     * @param key the entity in UTF-8: it decides the partition
     * @throws ClientException if this or an earlier record was refused
     */
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears of every failure
    public void send(byte[] key, byte[] value) {
        throwFailure();
        pacer.await();
        try {
            producer.send(new ProducerRecord<>(topic, key, value), this::sent);
        } catch (KafkaException e) {
            failure.compareAndSet(null, e);
            throwFailure();
        }
    }

    private void sent(@Nullable RecordMetadata metadata, @Nullable Exception refusal) {
        if (refusal == null) {
            acknowledged.incrementAndGet();
        } else {
            failure.compareAndSet(null, refusal);
        }
    }

    private void throwFailure() {
        Exception first = failure.get();
        if (first != null) {
            throw new ClientException(
                    "the topic " + topic + " took " + acknowledged + " records and refused one: " + first.getMessage(),
                    first);
        }
    }

    /** The number of records that are safely in the topic. */
    public long acknowledged() {
        return acknowledged.get();
    }

    /**
     * Waits until every record sent is safely in the topic.
     *
     * @throws ClientException if one was refused
     */
    public void flush() {
        producer.flush();
        throwFailure();
    }

    /**
     * Flushes and disconnects.
     *
     * @throws ClientException if a record was refused
     */
    @Override
    public void close() {
        producer.close();
        throwFailure();
    }
}
