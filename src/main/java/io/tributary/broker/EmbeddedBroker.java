package io.tributary.broker;

import static java.util.Map.entry;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * A real single-node Kafka (KRaft) inside this process, on a directory that outlives it.
 *
 * <p>Listens on 127.0.0.1 only. Everything is kept: topics, offsets and transactions are found again by the next broker
 * on the same directory, also after the process was killed. Faults that Kafka holds for fatal (a full disk) end the
 * process, as they do in a stand-alone broker. Thread-safe.
 */
public final class EmbeddedBroker implements AutoCloseable {
    private static final String CLIENT_LISTENER = "PLAINTEXT";

    /*
     * What differs from Kafka's defaults because there is one node, one user and no second copy. The controller lets a
     * killed broker come back only once its session has timed out, and an application may rest longer than Kafka keeps
     * the offsets of an idle group.
     */
    private static final Map<String, String> SETTINGS = Map.ofEntries(
            entry("auto.create.topics.enable", "false"),
            entry("broker.heartbeat.interval.ms", "500"),
            entry("broker.session.timeout.ms", "3000"),
            entry("offsets.topic.replication.factor", "1"),
            entry("offsets.topic.num.partitions", "1"),
            entry("offsets.retention.minutes", String.valueOf(Integer.MAX_VALUE)),
            entry("transaction.state.log.replication.factor", "1"),
            entry("transaction.state.log.min.isr", "1"),
            entry("transaction.state.log.num.partitions", "1"),
            entry("share.coordinator.state.topic.replication.factor", "1"),
            entry("share.coordinator.state.topic.min.isr", "1"),
            entry("share.coordinator.state.topic.num.partitions", "1"),
            entry("group.initial.rebalance.delay.ms", "0"),
            entry("group.min.session.timeout.ms", "1000"),
            entry("log.cleaner.dedupe.buffer.size", String.valueOf(16 << 20)));

    private final BrokerDirectory directory;
    private final BrokerPorts ports;
    private final KafkaRaftServer server;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedBroker(BrokerDirectory directory, BrokerPorts ports, KafkaRaftServer server) {
        this.directory = directory;
        this.ports = ports;
        this.server = server;
    }

    /** Starts a broker with the settings of one node. */
    public static EmbeddedBroker start(Path directory, int port) {
        return start(directory, port, Map.of());
    }

    /**
     * Starts a broker and returns once clients can use it.
     *
     * @param directory made and formatted if need be; no other broker may use it
     * @param port where clients connect; 0 takes a free port
     * @param properties Kafka's broker properties, which go before those of this class
     * @throws BrokerException if the directory or the port is in use, or Kafka does not start
     */
    public static EmbeddedBroker start(Path directory, int port, Map<String, String> properties) {
        BrokerDirectory opened = BrokerDirectory.open(directory);
        try {
            opened.formatOnce();
            BrokerPorts ports = BrokerPorts.find(port);
            Properties all = new Properties();
            all.putAll(SETTINGS);
            all.putAll(identity(opened, ports));
            all.putAll(properties);
            return new EmbeddedBroker(opened, ports, startServer(all));
        } catch (RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static Map<String, String> identity(BrokerDirectory directory, BrokerPorts ports) {
        String controller = BrokerDirectory.CONTROLLER_LISTENER;
        String clients = CLIENT_LISTENER + "://" + ports.brokerAddress();
        return Map.ofEntries(
                entry("process.roles", "broker,controller"),
                entry("node.id", String.valueOf(BrokerDirectory.NODE_ID)),
                entry("controller.quorum.voters", BrokerDirectory.NODE_ID + "@" + ports.controllerAddress()),
                entry("controller.listener.names", controller),
                entry("listeners", clients + "," + controller + "://" + ports.controllerAddress()),
                entry("advertised.listeners", clients),
                entry("inter.broker.listener.name", CLIENT_LISTENER),
                entry("listener.security.protocol.map", controller + ":PLAINTEXT," + CLIENT_LISTENER + ":PLAINTEXT"),
                entry("log.dirs", directory.log().toString()));
    }

    /** Kafka is written in Scala: it may throw checked exceptions that it does not declare. */
    private static KafkaRaftServer startServer(Properties properties) {
        try {
            KafkaRaftServer server = new KafkaRaftServer(KafkaConfig.fromProps(properties), Time.SYSTEM);
            startOrStop(server);
            return server;
        } catch (Exception e) {
            throw new BrokerException("the embedded broker did not start: " + e.getMessage(), e);
        }
    }

    private static void startOrStop(KafkaRaftServer server) {
        try {
            server.startup();
        } catch (Exception e) {
            server.shutdown();
            throw e;
        }
    }

    /** The address for {@code bootstrap.servers}. */
    public String bootstrapServers() {
        return ports.brokerAddress();
    }

    /** Stops the broker in order; close its clients before. Closing it again does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            try {
                server.shutdown();
                server.awaitShutdown();
            } finally {
                directory.close();
            }
        }
    }
}
