package io.tributary.streams;

import io.tributary.task.InvalidRowException;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Reads the learner's log: decodes and validates each record, hands it to the learner, and asks for a commit tick once
 * the model has changed.
 *
 * <p>The log goes on exactly where the model stands ({@link PlaceGuard}). The tick's key is the record's own, because a stream whose keys may change would be
 * repartitioned.
 */
final class LogProcessor implements FixedKeyProcessor<byte[], byte[], Inbound> {
    /** The key of a record that has none, known by its identity: a table, the commit tick's too, takes no null. */
    static final byte[] NO_KEY = {};

    private final LogDecoder decoder;
    private final Inbound inbound;
    private final PlaceGuard guard;
    private final CrashOnly crashOnly;
    private @Nullable FixedKeyProcessorContext<byte[], Inbound> context;
    private @Nullable ModelStore store;
    private @Nullable TopicPartition log;

    LogProcessor(ApplicationConfig application, CrashOnly crashOnly) {
        decoder = new LogDecoder(application);
        inbound = new Inbound(application.mapping().newRow());
        guard = new PlaceGuard(application.clients());
        this.crashOnly = crashOnly;
    }

    @Override
    public void init(FixedKeyProcessorContext<byte[], Inbound> context) {
        this.context = context;
        store = context.getStateStore(Topics.STORE);
        guard.begin();
    }

    @Override
    public void process(FixedKeyRecord<byte[], byte[]> record) {
        FixedKeyProcessorContext<byte[], Inbound> open = Objects.requireNonNull(context);
        crashOnly.run(this::place, () -> observe(open, record));
    }

    private String place() {
        return CrashOnly.place(Objects.requireNonNull(log), inbound.offset());
    }

    private void observe(FixedKeyProcessorContext<byte[], Inbound> open, FixedKeyRecord<byte[], byte[]> record) {
        RecordMetadata place = open.recordMetadata().orElseThrow();
        TopicPartition partition = partition(place);
        arrive(record, place.offset());
        long expected = Objects.requireNonNull(store).state().nextOffset();
        if (!guard.isInPlace(expected, place.offset())) {
            guard.align(partition, expected, place.offset(), passed -> {
                arrive(passed);
                observe(open, record, partition);
            });
            arrive(record, place.offset());
        }
        observe(open, record, partition);
    }

    /** A stream task reads one partition of the log. */
    private TopicPartition partition(RecordMetadata place) {
        TopicPartition known = log;
        if (known == null) {
            known = new TopicPartition(place.topic(), place.partition());
            log = known;
        }
        return known;
    }

    private void arrive(FixedKeyRecord<byte[], byte[]> record, long offset) {
        byte[] key = record.key() == NO_KEY ? null : record.key();
        inbound.arrive(offset, key, record.value(), record.headers(), record.timestamp());
    }

    private void arrive(ConsumerRecord<byte[], byte[]> passed) {
        inbound.arrive(
                passed.offset(),
                passed.key(),
                passed.value(),
                passed.headers(),
                LearnerTopology.timestamp(passed.timestamp()));
    }

    private void observe(
            FixedKeyProcessorContext<byte[], Inbound> open,
            FixedKeyRecord<byte[], byte[]> record,
            TopicPartition partition) {
        try {
            decoder.decode(
                    partition, inbound.offset(), inbound.timestamp(), inbound.key(), inbound.payload(), inbound.row());
        } catch (InvalidRowException e) {
            inbound.reject(e);
        }
        open.forward(record.withValue(inbound), LearnerTopology.LEARNER);
        if (Objects.requireNonNull(store).askForTick()) {
            open.forward(record.withValue(inbound), LearnerTopology.TICK_SOURCE);
        }
    }
}
