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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the learner's log: decodes and validates each record, hands it to the learner, and asks for a commit tick once
 * the model has changed.
 *
 * <p>The log goes on exactly where the model stands: records that Kafka has passed over are read again, and one that the
 * model has seen ends the process. The tick's key is the record's own, because a stream whose keys may change would be
 * repartitioned.
 */
final class LogProcessor implements FixedKeyProcessor<byte[], byte[], Inbound> {
    /** The key of a record that has none, known by its identity: a table, the commit tick's too, takes no null. */
    static final byte[] NO_KEY = {};

    private static final Logger LOG = LoggerFactory.getLogger(LogProcessor.class);

    private final LogDecoder decoder;
    private final Inbound inbound;
    private final LogGap gap;
    private final CrashOnly crashOnly;
    private @Nullable FixedKeyProcessorContext<byte[], Inbound> context;
    private @Nullable ModelStore store;
    private @Nullable TopicPartition log;
    private boolean aligned;

    LogProcessor(ApplicationConfig application, CrashOnly crashOnly) {
        decoder = new LogDecoder(application);
        inbound = new Inbound(application.mapping().newRow());
        gap = new LogGap(application.clients());
        this.crashOnly = crashOnly;
    }

    @Override
    public void init(FixedKeyProcessorContext<byte[], Inbound> context) {
        this.context = context;
        store = context.getStateStore(Topics.STORE);
        aligned = false;
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
        requireNew(place);
        if (!aligned) {
            readPassedOver(open, record, place, partition);
            aligned = true;
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

    private void requireNew(RecordMetadata place) {
        long next = Objects.requireNonNull(store).state().nextOffset();
        if (place.offset() < next) {
            throw new IllegalStateException("the model has learned this log up to offset " + next
                    + ", expected no earlier record; if the application's offsets were set back, set them to " + next
                    + ", or learn the log again under another application name");
        }
    }

    /**
     * Reads the records between the model's place in the log and the first one that came.
     *
     * <p>There are none when all is well, only markers of transactions. If Kafka Streams has lost records of a stream task
     * that it revived, or somebody has moved the application's offsets, they are here.
     */
    private void readPassedOver(
            FixedKeyProcessorContext<byte[], Inbound> open,
            FixedKeyRecord<byte[], byte[]> record,
            RecordMetadata place,
            TopicPartition partition) {
        long expected = Objects.requireNonNull(store).state().nextOffset();
        long count = gap.read(partition, expected, place.offset(), passed -> {
            arrive(passed);
            observe(open, record, partition);
        });
        if (count > 0) {
            LOG.warn(
                    "{} went on at offset {}, expected {}: {} records between were read again and learned",
                    partition,
                    place.offset(),
                    expected,
                    count);
        }
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
