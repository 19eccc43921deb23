package io.tributary.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler.StreamThreadExceptionResponse;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;

/**
 * A running instance of an application: the topology, its stream threads, its life.
 *
 * <p>Thread-safe.
 */
public final class Application implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(30);

    private final KafkaStreams streams;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private Application(Topology topology, Properties properties, CrashOnly crashOnly) {
        streams = new KafkaStreams(topology, properties);
        streams.setUncaughtExceptionHandler(error -> {
            crashOnly.fail("in a stream thread", error);
            return StreamThreadExceptionResponse.SHUTDOWN_CLIENT;
        });
        streams.setStateListener((state, before) -> {
            if (state.hasCompletedShutdown()) {
                stopped.countDown();
            }
        });
    }

    /**
     * Starts an instance; its topics must exist.
     *
     * @param stateDirectory kept from one start to the next, and not shared with another instance
     * @param exit ends the process on an unexpected error
     */
    public static Application start(ApplicationConfig config, Path stateDirectory, FatalExit exit) {
        CrashOnly crashOnly = new CrashOnly(exit);
        Properties properties = StreamsSettings.of(config, stateDirectory);
        return start(LearnerTopology.build(config, partitions(config), properties, crashOnly), properties, crashOnly);
    }

    /** Starts an instance with another processor in the learner's place. */
    static Application start(
            ApplicationConfig config,
            Path stateDirectory,
            FatalExit exit,
            ProcessorSupplier<byte[], Inbound, byte[], byte[]> learner) {
        CrashOnly crashOnly = new CrashOnly(exit);
        Properties properties = StreamsSettings.of(config, stateDirectory);
        return start(
                LearnerTopology.build(config, partitions(config), properties, crashOnly, learner),
                properties,
                crashOnly);
    }

    private static Application start(Topology topology, Properties properties, CrashOnly crashOnly) {
        Application application = new Application(topology, properties, crashOnly);
        application.streams.start();
        return application;
    }

    private static int partitions(ApplicationConfig config) {
        try (TopicAdmin admin = new TopicAdmin(config.clients())) {
            admin.requireAll(config.topics());
            return admin.partitions(config.topics().log());
        }
    }

    /** Whether rows are being learned, or would be if there were any. */
    public boolean isRunning() {
        return streams.state() == KafkaStreams.State.RUNNING;
    }

    /** Waits until the instance has stopped, for whatever reason. */
    public void awaitStopped() throws InterruptedException {
        stopped.await();
    }

    /** Commits what was learned and stops. */
    @Override
    public void close() {
        streams.close(CLOSE_TIMEOUT);
    }
}
