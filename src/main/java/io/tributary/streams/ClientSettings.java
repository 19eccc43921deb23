package io.tributary.streams;

import static java.util.Map.entry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.streams.StreamsConfig;

/**
 * The user's Kafka settings, and what each kind of client makes of them.
 *
 * <p>Keys mean what they mean to Kafka Streams: a plain key goes to every client that knows it, a key with a client's
 * prefix ({@code producer.}, {@code consumer.}, {@code main.consumer.}, {@code admin.}) to that client only and before
 * the plain one, and a key nobody knows to all clients. The user's words go before the defaults of this class.
 *
 * @param kafka the settings, word for word; may hold secrets
 */
public record ClientSettings(Map<String, String> kafka) {
    private static final int MIB = 1 << 20;
    private static final String RIDE_OUT_AN_OUTAGE_MS = String.valueOf(600_000);

    private static final Map<String, String> PRODUCER = Map.ofEntries(
            entry(ProducerConfig.ACKS_CONFIG, "all"),
            entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, "true"),
            entry(ProducerConfig.LINGER_MS_CONFIG, "20"),
            entry(ProducerConfig.BATCH_SIZE_CONFIG, String.valueOf(MIB / 4)),
            entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
            entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, String.valueOf(Topics.LARGEST_RECORD)),
            entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, RIDE_OUT_AN_OUTAGE_MS),
            entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, RIDE_OUT_AN_OUTAGE_MS));

    private static final Map<String, String> CONSUMER = Map.ofEntries(
            entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
            entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false"),
            entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, "false"),
            entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, "5000"),
            entry(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, String.valueOf(16 * MIB)));

    private static final List<String> PREFIXES = List.of(
            StreamsConfig.PRODUCER_PREFIX,
            StreamsConfig.CONSUMER_PREFIX,
            StreamsConfig.MAIN_CONSUMER_PREFIX,
            StreamsConfig.RESTORE_CONSUMER_PREFIX,
            StreamsConfig.GLOBAL_CONSUMER_PREFIX,
            StreamsConfig.ADMIN_CLIENT_PREFIX,
            StreamsConfig.TOPIC_PREFIX);

    private static final Set<String> KNOWN = Stream.of(
                    ProducerConfig.configNames(),
                    ConsumerConfig.configNames(),
                    AdminClientConfig.configNames(),
                    StreamsConfig.configDef().names())
            .flatMap(Set::stream)
            .collect(Collectors.toUnmodifiableSet());

    public ClientSettings {
        kafka = Map.copyOf(kafka);
    }

    /** These settings, for the brokers at this address. */
    public ClientSettings withBootstrapServers(String servers) {
        Map<String, String> changed = new HashMap<>(kafka);
        changed.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, servers);
        return new ClientSettings(changed);
    }

    /** Whether the brokers' address is known; if not, the embedded broker is meant. */
    public boolean hasBootstrapServers() {
        return kafka.containsKey(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
    }

    /**
     * Where the brokers are.
     *
     * @throws IllegalStateException if that is not known
     */
    public String bootstrapServers() {
        String servers = kafka.get(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG);
        if (servers == null) {
            throw new IllegalStateException("found no kafka.bootstrap.servers: set it to the brokers' host:port,"
                    + " or start the embedded broker first and take its address");
        }
        return servers;
    }

    /** The configuration of a producer. */
    public Map<String, Object> producer() {
        return client(PRODUCER, ProducerConfig.configNames(), StreamsConfig.PRODUCER_PREFIX);
    }

    /** The configuration of a consumer. */
    public Map<String, Object> consumer() {
        return client(
                CONSUMER,
                ConsumerConfig.configNames(),
                StreamsConfig.CONSUMER_PREFIX,
                StreamsConfig.MAIN_CONSUMER_PREFIX);
    }

    /** The configuration of a consumer that has to see what was committed, all of it, whatever the user's words say. */
    Map<String, Object> committedReader() {
        Map<String, Object> settings = consumer();
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        return settings;
    }

    /** The configuration of an admin client. */
    public Map<String, Object> admin() {
        return client(Map.of(), AdminClientConfig.configNames(), StreamsConfig.ADMIN_CLIENT_PREFIX);
    }

    private Map<String, Object> client(Map<String, String> defaults, Set<String> names, String... prefixes) {
        Map<String, Object> settings = new HashMap<>(defaults);
        settings.put(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
        kafka.forEach((key, value) -> {
            if (names.contains(key) || isUnknown(key)) {
                settings.put(key, value);
            }
        });
        for (String prefix : prefixes) {
            kafka.forEach((key, value) -> {
                if (key.startsWith(prefix)) {
                    settings.put(key.substring(prefix.length()), value);
                }
            });
        }
        return settings;
    }

    private static boolean isUnknown(String key) {
        return !KNOWN.contains(key) && PREFIXES.stream().noneMatch(key::startsWith);
    }

    /** The keys only, for values may be secrets. */
    @Override
    public String toString() {
        return "ClientSettings" + kafka.keySet().stream().sorted().toList();
    }
}
