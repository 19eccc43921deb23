package io.tributary.streams;

import java.nio.file.Path;
import java.util.Properties;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.DefaultProductionExceptionHandler;
import org.apache.kafka.streams.errors.LogAndFailProcessingExceptionHandler;

/**
 * The settings of Kafka Streams: ours, then the user's word for word, then the few that the promises rest on.
 *
 * <p>Exactly once, one static member on the classic group protocol, a commit tick that needs its cache, large batches.
 */
final class StreamsSettings {
    private static final int MIB = 1 << 20;
    private static final String NEVER_MS = String.valueOf(Integer.MAX_VALUE);

    private StreamsSettings() {}

    /**
     * @param stateDirectory where the process ID is kept, unless the user's settings name another
     */
    static Properties of(ApplicationConfig application, Path stateDirectory) {
        Properties settings = new Properties();
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDirectory.toString());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, "-1");
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, String.valueOf(16 * MIB));
        settings.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
        clients(settings);
        consumer(settings, ConsumerConfig.GROUP_INSTANCE_ID_CONFIG, InstanceId.of(application.name(), stateDirectory));
        settings.putAll(application.clients().kafka());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, application.name());
        settings.put(
                StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, application.clients().bootstrapServers());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(
                StreamsConfig.COMMIT_INTERVAL_MS_CONFIG,
                String.valueOf(application.commitInterval().toMillis()));
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, "true");
        // A standby that becomes active keeps its store, which would not start from its changelog.
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, 0);
        failAtOnce(settings);
        return settings;
    }

    /** A handler that continues would lose rows, predictions or blocks without a word. */
    private static void failAtOnce(Properties settings) {
        settings.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, LogAndFailProcessingExceptionHandler.class);
        settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, DefaultProductionExceptionHandler.class);
    }

    private static void clients(Properties settings) {
        producer(settings, ProducerConfig.LINGER_MS_CONFIG, "20");
        producer(settings, ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(MIB / 4));
        producer(settings, ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        producer(settings, ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(Topics.LARGEST_RECORD));
        producer(settings, ProducerConfig.BUFFER_MEMORY_CONFIG, String.valueOf(64 * MIB));
        producer(settings, ProducerConfig.MAX_BLOCK_MS_CONFIG, NEVER_MS);
        producer(settings, ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, "60000");
        consumer(settings, ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        consumer(settings, ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "3000");
        consumer(settings, ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000");
        consumer(settings, ConsumerConfig.FETCH_MAX_BYTES_CONFIG, String.valueOf(16 * MIB));
        consumer(settings, ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, String.valueOf(8 * MIB));
        settings.put(StreamsConfig.restoreConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), "2000");
    }

    private static void producer(Properties settings, String key, String value) {
        settings.put(StreamsConfig.producerPrefix(key), value);
    }

    private static void consumer(Properties settings, String key, String value) {
        settings.put(StreamsConfig.mainConsumerPrefix(key), value);
    }
}
