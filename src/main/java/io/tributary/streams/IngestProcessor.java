package io.tributary.streams;

import io.tributary.source.LabelledEventDecoder;
import io.tributary.source.RowMapping;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import java.util.Objects;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and validates each event, and writes the valid ones, as they came, under their entity into the learner's log.
 *
 * <p>Where several partitions and producers meet, their order in the log is the one in which they are learned. How far the
 * events of its partition have come is its only state.
 */
final class IngestProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    static final String NEXT = "next";

    private static final byte[] NO_KEY = {};
    private static final byte[] NO_VALUE = {};

    private final RowMapping mapping;
    private final LabelledEventDecoder decoder;
    private final Row row;
    private final Skips skips;
    private final PlaceGuard guard;
    private final CrashOnly crashOnly;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable KeyValueStore<String, Long> place;
    private long next;

    IngestProcessor(ApplicationConfig application, CrashOnly crashOnly) {
        mapping = application.mapping();
        decoder = new LabelledEventDecoder(mapping);
        row = mapping.newRow();
        skips = new Skips(application.skips());
        guard = new PlaceGuard(application.clients());
        this.crashOnly = crashOnly;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        KeyValueStore<String, Long> store = context.getStateStore(Topics.PLACE_STORE);
        place = store;
        Long kept = store.get(NEXT);
        next = kept == null ? 0 : kept;
        guard.begin();
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ProcessorContext<byte[], byte[]> open = Objects.requireNonNull(context);
        crashOnly.run(() -> CrashOnly.place(open.recordMetadata()), () -> ingest(open, record));
    }

    private void ingest(ProcessorContext<byte[], byte[]> open, Record<byte[], byte[]> record) {
        RecordMetadata found = open.recordMetadata().orElseThrow();
        TopicPartition events = new TopicPartition(found.topic(), found.partition());
        if (!guard.isInPlace(next, found.offset())) {
            guard.align(
                    events, next, found.offset(), passed -> ingest(open, events, passed.offset(), asRecord(passed)));
        }
        ingest(open, events, found.offset(), record);
        next = found.offset() + 1;
        Objects.requireNonNull(place).put(NEXT, next);
    }

    private static Record<byte[], byte[]> asRecord(ConsumerRecord<byte[], byte[]> passed) {
        return new Record<>(
                passed.key(), passed.value(), LearnerTopology.timestamp(passed.timestamp()), passed.headers());
    }

    private void ingest(
            ProcessorContext<byte[], byte[]> open, TopicPartition events, long offset, Record<byte[], byte[]> record) {
        record.headers().remove(DeadLetter.ORIGINAL_KEY);
        try {
            skips.require(events.topic(), events.partition(), offset);
            decoder.decode(Objects.requireNonNullElse(record.value(), NO_VALUE), row);
            mapping.requirePast(row, record.timestamp());
        } catch (InvalidRowException e) {
            open.forward(DeadLetter.of(record, e, events, offset), LearnerTopology.UNREADABLE);
            return;
        }
        if (!row.entity().contentEquals(Objects.requireNonNullElse(record.key(), NO_KEY))) {
            DeadLetter.keepKey(record.headers(), record.key());
        }
        open.forward(record.withKey(row.entity().toByteArray()), LearnerTopology.ORDERED);
    }
}
