package io.tributary.streams;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;

/**
 * One run of the topology over events that are there already, timed by the broker's clock from its first outputs to its
 * last. For measurement only.
 *
 * <p>The broker must stamp records with the time of their append. Nothing else reads or writes while the run lasts: it is
 * over when the application's offset is committed, and its outputs are read after that.
 *
 * @param rowsPerSecond rows whose outputs were appended in a second
 * @param bytesPerRow the mean length of an output's value
 */
public record ThroughputRun(double rowsPerSecond, int bytesPerRow) {
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    /** The application as it is. */
    public static ThroughputRun ofLearner(ApplicationConfig config, Path stateDirectory, long rows) {
        createTopics(config);
        return time(Application.start(config, stateDirectory, FatalExit.HALT), config, rows);
    }

    /**
     * The application with a pass-through in the learner's place.
     *
     * @param bytesPerRow the length of every output's value
     */
    public static ThroughputRun ofPassThrough(
            ApplicationConfig config, Path stateDirectory, long rows, int bytesPerRow) {
        createTopics(config);
        Application application =
                Application.start(config, stateDirectory, FatalExit.HALT, () -> new PassThrough(bytesPerRow));
        return time(application, config, rows);
    }

    private static void createTopics(ApplicationConfig config) {
        try (TopicAdmin admin = new TopicAdmin(config.clients())) {
            admin.create(config.topics(), 1, 1);
        }
    }

    private static ThroughputRun time(Application running, ApplicationConfig config, long rows) {
        try (running) {
            awaitCommitted(config, rows);
        }
        AppendTimes times = AppendTimes.read(config.clients(), config.topics().predictions(), rows);
        return new ThroughputRun(times.recordsPerSecond(), times.bytesPerRecord());
    }

    private static void awaitCommitted(ApplicationConfig config, long rows) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try (Admin admin = Admin.create(config.clients().admin())) {
            while (committed(admin, config) < rows) {
                if (System.nanoTime() - deadline > 0) {
                    throw new ClientException("the application " + config.name() + " committed "
                            + committed(admin, config) + " rows in " + LONGEST.toMinutes() + " minutes, expected "
                            + rows);
                }
                LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            }
        }
    }

    private static long committed(Admin admin, ApplicationConfig config) {
        TopicPartition events = new TopicPartition(config.topics().log(), 0);
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(config.name())
                    .partitionsToOffsetAndMetadata()
                    .get();
            OffsetAndMetadata offset = offsets.get(events);
            return offset == null ? 0 : offset.offset();
        } catch (ExecutionException e) {
            throw new ClientException("the offsets of " + config.name() + " could not be read: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
