package io.tributary.streams;

import io.tributary.source.LabelledEventDecoder;
import io.tributary.source.RowMapping;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Decodes and validates each record, hands it to the learner, and asks for a commit tick once the model has changed.
 *
 * <p>The tick's key is the record's own, because a stream whose keys may change would be repartitioned.
 */
final class IngestProcessor implements FixedKeyProcessor<byte[], byte[], Inbound> {
    /** The key of a record that has none, known by its identity: a table, the commit tick's too, takes no null. */
    static final byte[] NO_KEY = {};

    private static final byte[] NO_VALUE = {};

    private final LabelledEventDecoder decoder;
    private final Inbound inbound;
    private final CrashOnly crashOnly;
    private @Nullable FixedKeyProcessorContext<byte[], Inbound> context;
    private @Nullable ModelStore store;

    IngestProcessor(RowMapping mapping, CrashOnly crashOnly) {
        decoder = new LabelledEventDecoder(mapping);
        inbound = new Inbound(mapping.newRow());
        this.crashOnly = crashOnly;
    }

    @Override
    public void init(FixedKeyProcessorContext<byte[], Inbound> context) {
        this.context = context;
        store = context.getStateStore(Topics.STORE);
    }

    @Override
    public void process(FixedKeyRecord<byte[], byte[]> record) {
        FixedKeyProcessorContext<byte[], Inbound> open = Objects.requireNonNull(context);
        crashOnly.run(() -> crashOnly.place(open.recordMetadata()), () -> observe(open, record));
    }

    private void observe(FixedKeyProcessorContext<byte[], Inbound> open, FixedKeyRecord<byte[], byte[]> record) {
        inbound.arrive(record.key() == NO_KEY ? null : record.key(), record.value());
        decode(open.recordMetadata().map(RecordMetadata::offset).orElse(0L));
        open.forward(record.withValue(inbound), LearnerTopology.LEARNER);
        if (Objects.requireNonNull(store).askForTick()) {
            open.forward(record.withValue(inbound), LearnerTopology.TICK_SOURCE);
        }
    }

    private void decode(long offset) {
        byte[] payload = Objects.requireNonNullElse(inbound.payload(), NO_VALUE);
        try {
            decoder.decode(payload, inbound.row());
            requireKey(inbound.key());
            inbound.row().origin(offset, payload);
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
                            + "' in UTF-8, so that all rows of an entity meet in one partition; key the record by it");
        }
    }
}
