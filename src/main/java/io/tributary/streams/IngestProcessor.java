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
import org.jspecify.annotations.Nullable;

/**
 * Decodes and validates each record, hands it to the learner, and asks for a commit tick once the model has changed.
 *
 * <p>The tick's key is the record's own, because a stream whose keys may change would be repartitioned.
 */
final class IngestProcessor implements FixedKeyProcessor<byte[], byte[], Inbound> {
    private static final byte[] NO_VALUE = new byte[0];

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
        decode(record, open.recordMetadata().map(metadata -> metadata.offset()).orElse(0L));
        open.forward(record.withValue(inbound), LearnerTopology.LEARNER);
        if (record.key() != null && Objects.requireNonNull(store).askForTick()) {
            open.forward(record.withValue(inbound), LearnerTopology.TICK_SOURCE);
        }
    }

    private void decode(FixedKeyRecord<byte[], byte[]> record, long offset) {
        byte[] payload = record.value() == null ? NO_VALUE : record.value();
        try {
            decoder.decode(payload, inbound.row());
            requireKey(record.key());
            inbound.row().origin(offset, payload);
            inbound.accept(payload);
        } catch (InvalidRowException e) {
            inbound.reject(record.value(), e);
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
