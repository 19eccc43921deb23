package io.tributary.streams;

import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Writes what changed when the commit tick comes: after the last row of the transaction, before its commit. */
final class PersistProcessor implements Processor<byte[], byte[], Void, Void> {
    private final CrashOnly crashOnly;
    private @Nullable ProcessorContext<Void, Void> context;
    private @Nullable ModelStore store;

    PersistProcessor(CrashOnly crashOnly) {
        this.crashOnly = crashOnly;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        this.context = context;
        store = context.getStateStore(Topics.STORE);
    }

    @Override
    public void process(Record<byte[], byte[]> tick) {
        crashOnly.run(this::place, () -> Objects.requireNonNull(store).persist());
    }

    /** The tick carries the metadata of the first row that is to be committed. */
    private String place() {
        return "while the model was written that had changed since the row "
                + CrashOnly.place(Objects.requireNonNull(context).recordMetadata());
    }
}
