package io.tributary.streams;

import io.tributary.state.Restoration;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.query.Position;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;

/**
 * The innermost store, which keeps nothing: the learner's arrays are the content, and the change-logging store around
 * this one has written each block to the changelog before it is put here.
 */
final class BlockLog implements KeyValueStore<Bytes, byte[]> {
    private final String name;
    private final Supplier<Restoration> restoration;
    private boolean open;

    BlockLog(String name, Supplier<Restoration> restoration) {
        this.name = name;
        this.restoration = restoration;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        Restoration blocks = restoration.get();
        StateRestoreCallback restore = (key, value) -> blocks.read(new String(key, StandardCharsets.UTF_8), value);
        context.register(root, restore);
        open = true;
    }

    @Override
    public void put(Bytes key, byte[] value) {
        /* Already in the learner's arrays. */
    }

    @Override
    public void putAll(List<KeyValue<Bytes, byte[]>> entries) {
        /* Already in the learner's arrays. */
    }

    @Override
    public byte[] putIfAbsent(Bytes key, byte[] value) {
        throw writeOnly();
    }

    @Override
    public byte @Nullable [] delete(Bytes key) {
        return null; // Already gone from the learner's arrays.
    }

    @Override
    public byte[] get(Bytes key) {
        throw writeOnly();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> range(Bytes from, Bytes to) {
        throw writeOnly();
    }

    @Override
    public KeyValueIterator<Bytes, byte[]> all() {
        throw writeOnly();
    }

    private IllegalStateException writeOnly() {
        return new IllegalStateException("store " + name + " holds blocks that are only written and restored");
    }

    @Override
    public long approximateNumEntries() {
        return 0;
    }

    @Override
    public Position getPosition() {
        return Position.emptyPosition();
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return open;
    }
}
