package io.tributary.streams;

import io.tributary.source.LabelledEventDecoder;
import io.tributary.source.RowMapping;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and validates each event, and writes the valid ones, as they came, under their entity into the learner's log.
 *
 * <p>Where several partitions and producers meet, their order in the log is the one in which they are learned.
 */
final class IngestProcessor implements Processor<byte[], byte[], byte[], byte[]> {
    private static final byte[] NO_KEY = {};
    private static final byte[] NO_VALUE = {};

    private final RowMapping mapping;
    private final LabelledEventDecoder decoder;
    private final Row row;
    private final Skips skips;
    private final CrashOnly crashOnly;
    private @Nullable ProcessorContext<byte[], byte[]> context;

    IngestProcessor(ApplicationConfig application, CrashOnly crashOnly) {
        mapping = application.mapping();
        decoder = new LabelledEventDecoder(mapping);
        row = mapping.newRow();
        skips = new Skips(application.skips());
        this.crashOnly = crashOnly;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        ProcessorContext<byte[], byte[]> open = Objects.requireNonNull(context);
        crashOnly.run(() -> crashOnly.place(open.recordMetadata()), () -> ingest(open, record));
    }

    private void ingest(ProcessorContext<byte[], byte[]> open, Record<byte[], byte[]> record) {
        RecordMetadata place = open.recordMetadata().orElseThrow();
        try {
            skips.require(place.topic(), place.partition(), place.offset());
            decoder.decode(Objects.requireNonNullElse(record.value(), NO_VALUE), row);
            mapping.requirePast(row, record.timestamp());
        } catch (InvalidRowException e) {
            DeadLetter.describe(record.headers(), e, place.topic(), place.partition(), place.offset());
            open.forward(record, LearnerTopology.UNREADABLE);
            return;
        }
        if (!row.entity().contentEquals(Objects.requireNonNullElse(record.key(), NO_KEY))) {
            DeadLetter.keepKey(record.headers(), record.key());
        }
        open.forward(record.withKey(row.entity().toByteArray()), LearnerTopology.ORDERED);
    }
}
