package io.tributary.streams;

import io.tributary.source.LabelledEventDecoder;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import java.nio.charset.StandardCharsets;
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
    private static final byte[] NO_VALUE = {};

    private final LabelledEventDecoder decoder;
    private final Inbound inbound;
    private final Skips skips;
    private final LogGap gap;
    private final CrashOnly crashOnly;
    private @Nullable FixedKeyProcessorContext<byte[], Inbound> context;
    private @Nullable ModelStore store;
    private boolean aligned;

    LogProcessor(ApplicationConfig application, CrashOnly crashOnly) {
        decoder = new LabelledEventDecoder(application.mapping());
        inbound = new Inbound(application.mapping().newRow());
        skips = new Skips(application.skips());
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
        crashOnly.run(() -> crashOnly.place(open.recordMetadata()), () -> observe(open, record));
    }

    private void observe(FixedKeyProcessorContext<byte[], Inbound> open, FixedKeyRecord<byte[], byte[]> record) {
        RecordMetadata place = open.recordMetadata().orElseThrow();
        requireNew(place);
        if (!aligned) {
            readPassedOver(open, record, place);
            aligned = true;
        }
        byte[] key = record.key() == NO_KEY ? null : record.key();
        inbound.arrive(place.offset(), key, record.value(), record.headers(), record.timestamp());
        observe(open, record, place);
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
            RecordMetadata place) {
        TopicPartition partition = new TopicPartition(place.topic(), place.partition());
        long expected = Objects.requireNonNull(store).state().nextOffset();
        long count = gap.read(partition, expected, place.offset(), passed -> {
            arrive(passed);
            observe(open, record, place);
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
            RecordMetadata place) {
        decode(place);
        open.forward(record.withValue(inbound), LearnerTopology.LEARNER);
        if (Objects.requireNonNull(store).askForTick()) {
            open.forward(record.withValue(inbound), LearnerTopology.TICK_SOURCE);
        }
    }

    private void decode(RecordMetadata place) {
        byte[] payload = Objects.requireNonNullElse(inbound.payload(), NO_VALUE);
        try {
            skips.require(place.topic(), place.partition(), inbound.offset());
            decoder.decode(payload, inbound.row());
            requireKey(inbound.key());
            inbound.row().origin(inbound.offset(), payload);
        } catch (InvalidRowException e) {
            inbound.reject(e);
        }
    }

    private void requireKey(byte @Nullable [] key) {
        if (key == null || !inbound.row().entity().contentEquals(key)) {
            throw new InvalidRowException(
                    Reason.WRONG_KEY,
                    "found " + (key == null ? "no key" : "the key '" + new String(key, StandardCharsets.UTF_8) + "'")
                            + ", expected the row's entity '" + inbound.row().entity()
                            + "' in UTF-8, so that all rows of an entity meet in one partition; key the record by it,"
                            + " or set source.keyed to false");
        }
    }
}
