package io.tributary.streams;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Describes a store of our own to the topology.
 *
 * @param name the store's name
 * @param logConfig settings of its changelog; empty: it has none
 * @param stores makes the store of one stream task
 */
record OwnStoreBuilder<S extends StateStore>(String name, Map<String, String> logConfig, Supplier<S> stores)
        implements StoreBuilder<S> {
    @Override
    public StoreBuilder<S> withCachingEnabled() {
        return this;
    }

    @Override
    public StoreBuilder<S> withCachingDisabled() {
        return this;
    }

    @Override
    public StoreBuilder<S> withLoggingEnabled(Map<String, String> config) {
        return new OwnStoreBuilder<>(name, config, stores);
    }

    @Override
    public StoreBuilder<S> withLoggingDisabled() {
        return new OwnStoreBuilder<>(name, Map.of(), stores);
    }

    @Override
    public S build() {
        return stores.get();
    }

    @Override
    public boolean loggingEnabled() {
        return !logConfig.isEmpty();
    }
}
