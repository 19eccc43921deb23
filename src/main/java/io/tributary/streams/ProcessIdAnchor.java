package io.tributary.streams;

import org.apache.kafka.streams.processor.StateRestoreCallback;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;

/**
 * An empty store that calls itself persistent, so that Kafka Streams keeps its process ID in the state directory.
 *
 * <p>With it the transactional ID survives a kill, and the restarted process ends the old transaction at once instead of
 * waiting for its timeout.
 */
final class ProcessIdAnchor implements StateStore {
    static final String NAME = "process-id-anchor";

    private boolean open;

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        StateRestoreCallback nothing = (key, value) -> {};
        context.register(root, nothing);
        open = true;
    }

    @Override
    public void close() {
        open = false;
    }

    @Override
    public boolean persistent() {
        return true;
    }

    @Override
    @SuppressWarnings("deprecation")
    public boolean managesOffsets() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return open;
    }
}
