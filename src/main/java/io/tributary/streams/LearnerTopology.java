package io.tributary.streams;

import java.util.Map;
import java.util.Properties;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.state.Stores;

/**
 * The topology of one application.
 *
 * <pre>
 *   events ─▶ ingest ─▶ ordered, rejected
 *   ordered ─▶ log ─▶ learner ─▶ predictions, rejected, alerts, snapshots
 *               └─▶ tick-source ─▶ commit-tick ─▶ persist (the model's changelog)
 * </pre>
 *
 * <p>Where producers key by entity, the first line falls away and the log is events itself. The commit tick is a cached table without a log: Kafka Streams flushes it just before it commits, inside the
 * transaction, and that is when the blocks that changed are written. See the decision note on state at commit.
 */
final class LearnerTopology {
    static final String LEARNER = "learner";
    static final String TICK_SOURCE = "tick-source";
    static final String PREDICTIONS = "predictions";
    static final String REJECTED = "rejected";
    static final String ALERTS = "alerts";
    static final String SNAPSHOTS = "snapshots";
    static final String ORDERED = "ordered";
    static final String UNREADABLE = "unreadable";

    private static final String COMMIT_TICK = "commit-tick";
    private static final byte[] TICK = {};
    private static final Serde<byte[]> BYTES = Serdes.ByteArray();
    /* Ticks come under the keys of their records and are all the same: the table keeps one entry. */
    private static final byte[] TICK_KEY = {1};
    private static final Serde<byte[]> ONE_KEY = Serdes.serdeFrom((topic, key) -> TICK_KEY, (topic, bytes) -> bytes);
    private static final Serde<byte[]> KEYS =
            Serdes.serdeFrom(BYTES.serializer(), (topic, key) -> key == null ? LogProcessor.NO_KEY : key);
    /* Event time is inside the record: Kafka's own timestamp only has to be one that Kafka Streams goes on with. */
    static final TimestampExtractor TIMESTAMP = (record, partitionTime) -> timestamp(record.timestamp());

    private LearnerTopology() {}

    static long timestamp(long found) {
        return Math.max(0, found);
    }

    /**
     * @param partitions the partitions of the learner's log
     */
    static Topology build(ApplicationConfig application, int partitions, Properties properties, CrashOnly crashOnly) {
        return build(application, partitions, properties, crashOnly, () -> new LearnerProcessor(application));
    }

    /**
     * The same with another processor in the learner's place.
     *
     * @param learner may forward to {@link #PREDICTIONS}, {@link #REJECTED}, {@link #ALERTS} and {@link #SNAPSHOTS}
     */
    static Topology build(
            ApplicationConfig application,
            int partitions,
            Properties properties,
            CrashOnly crashOnly,
            ProcessorSupplier<byte[], Inbound, byte[], byte[]> learner) {
        StreamsBuilder builder = new StreamsBuilder(new TopologyConfig(new StreamsConfig(properties)));
        builder.addStateStore(new OwnStoreBuilder<>(
                Topics.STORE, TopicSettings.CHANGELOG, () -> new ModelStore(application, partitions)));
        builder.addStateStore(new OwnStoreBuilder<>(ProcessIdAnchor.NAME, Map.of(), ProcessIdAnchor::new));
        if (!application.topics().isKeyed()) {
            order(builder, application, crashOnly);
        }
        KStream<byte[], Inbound> rows = builder.stream(
                        application.topics().log(),
                        Consumed.with(KEYS, BYTES).withName("log-source").withTimestampExtractor(TIMESTAMP))
                .processValues(() -> new LogProcessor(application, crashOnly), Named.as("log"), Topics.STORE);
        learn(rows, learner, application.topics());
        persistAtCommit(rows, crashOnly);
        return builder.build(properties);
    }

    private static void order(StreamsBuilder builder, ApplicationConfig application, CrashOnly crashOnly) {
        Topics topics = application.topics();
        builder.addStateStore(Stores.keyValueStoreBuilder(
                        Stores.inMemoryKeyValueStore(Topics.PLACE_STORE), Serdes.String(), Serdes.Long())
                .withCachingEnabled()
                .withLoggingEnabled(TopicSettings.CHANGELOG));
        KStream<byte[], byte[]> ingested = builder.stream(
                        topics.events(),
                        Consumed.with(BYTES, BYTES).withName("events").withTimestampExtractor(TIMESTAMP))
                .process(() -> new IngestProcessor(application, crashOnly), Named.as("ingest"), Topics.PLACE_STORE);
        ingested.to(topics.log(), Produced.with(BYTES, BYTES).withName(ORDERED));
        ingested.to(topics.rejected(), Produced.with(BYTES, BYTES).withName(UNREADABLE));
    }

    private static void learn(
            KStream<byte[], Inbound> rows, ProcessorSupplier<byte[], Inbound, byte[], byte[]> learner, Topics topics) {
        KStream<byte[], byte[]> learned = rows.process(learner, Named.as(LEARNER), Topics.STORE, ProcessIdAnchor.NAME);
        learned.to(topics.predictions(), Produced.with(BYTES, BYTES).withName(PREDICTIONS));
        learned.to(topics.rejected(), Produced.with(BYTES, BYTES).withName(REJECTED));
        learned.to(topics.alerts(), Produced.with(BYTES, BYTES).withName(ALERTS));
        learned.to(topics.snapshots(), Produced.with(BYTES, BYTES).withName(SNAPSHOTS));
    }

    private static void persistAtCommit(KStream<byte[], Inbound> rows, CrashOnly crashOnly) {
        rows.mapValues(inbound -> TICK, Named.as(TICK_SOURCE))
                .groupByKey(Grouped.with("ticks", ONE_KEY, BYTES))
                .reduce(
                        (before, tick) -> tick,
                        Named.as(COMMIT_TICK),
                        Materialized.<byte[], byte[]>as(Stores.inMemoryKeyValueStore(COMMIT_TICK))
                                .withKeySerde(ONE_KEY)
                                .withValueSerde(BYTES)
                                .withCachingEnabled()
                                .withLoggingDisabled())
                .toStream(Named.as("at-commit"))
                .process(() -> new PersistProcessor(crashOnly), Named.as("persist"), Topics.STORE);
    }
}
