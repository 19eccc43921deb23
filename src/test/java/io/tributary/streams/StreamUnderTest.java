package io.tributary.streams;

import static org.awaitility.Awaitility.await;

import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** One application on a broker that is there already: its topics, its log, and instances of it one after another. */
final class StreamUnderTest implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final ApplicationConfig config;
    private final Path stateDirectory;
    private final Admin admin;
    private final TopicPartition log;
    private RecordedExit exit = new RecordedExit();
    private @Nullable Application running;

    /**
     * Creates the topics.
     *
     * @param inputs the partitions of events
     */
    StreamUnderTest(ApplicationConfig config, Path stateDirectory, int inputs) {
        this.config = config;
        this.stateDirectory = stateDirectory;
        admin = Admin.create(config.clients().admin());
        log = new TopicPartition(config.topics().log(), 0);
        try (TopicAdmin topics = new TopicAdmin(config.clients())) {
            topics.create(config.topics(), inputs, 1, 1);
        }
    }

    ApplicationConfig config() {
        return config;
    }

    /** Starts an instance, which goes on where the last one stopped. */
    void start() {
        start(config);
    }

    /** Starts an instance of another configuration on the same topics. */
    void start(ApplicationConfig changed) {
        exit = new RecordedExit();
        running = Application.start(changed, stateDirectory, exit);
    }

    /** Sends records and waits until the broker has them. */
    void send(List<ProducerRecord<byte[], byte[]>> records) {
        try (var producer = new KafkaProducer<>(
                config.clients().producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            List<?> sent = records.stream().map(producer::send).toList();
            producer.flush();
            if (sent.size() != records.size()) {
                throw new IllegalStateException("not all were sent");
            }
        }
    }

    /** Waits until everything in the log has been observed and committed. */
    void awaitObserved() {
        await().atMost(PATIENCE)
                .failFast("the application has failed", () -> !exit.calls().isEmpty())
                .until(() -> committed() == end());
    }

    /** Waits until so many rows have been answered and committed. */
    void awaitPredictions(int count) {
        try (PredictionReader reader =
                new PredictionReader(config.clients(), config.topics().predictions())) {
            AtomicInteger seen = new AtomicInteger();
            await().atMost(PATIENCE)
                    .failFast("the application has failed", () -> !exit.calls().isEmpty())
                    .until(() ->
                            seen.addAndGet(reader.poll(Duration.ofMillis(50)).size()) >= count);
        }
    }

    /** Sets the place from which a stopped application goes on in the events, which are its log or not. */
    void commit(long offset) throws ExecutionException, InterruptedException {
        leave();
        TopicPartition events = new TopicPartition(config.topics().events(), 0);
        admin.alterConsumerGroupOffsets(config.name(), Map.of(events, new OffsetAndMetadata(offset)))
                .all()
                .get();
    }

    /** Takes a stopped application out of its group, in which a static member stays for a while. */
    void leave() throws ExecutionException, InterruptedException {
        admin.removeMembersFromConsumerGroup(config.name(), new RemoveMembersFromConsumerGroupOptions())
                .all()
                .get();
    }

    /** Waits until the instance has failed; returns the first call of its exit. */
    RecordedExit.Call awaitExit() {
        await().atMost(PATIENCE).until(() -> !exit.calls().isEmpty());
        return exit.calls().get(0);
    }

    /** The offset up to which the log was committed by the application. */
    long committed() throws ExecutionException, InterruptedException {
        OffsetAndMetadata committed = admin.listConsumerGroupOffsets(config.name())
                .partitionsToOffsetAndMetadata()
                .get()
                .get(log);
        return committed == null ? 0 : committed.offset();
    }

    private long end() throws ExecutionException, InterruptedException {
        return admin.listOffsets(Map.of(log, OffsetSpec.latest()))
                .partitionResult(log)
                .get()
                .offset();
    }

    /** The committed model; the caller closes its learner. */
    LearnerState model() {
        return ModelReader.read(config, 0);
    }

    /** {@code model_sha256} of the committed model. */
    String digest() {
        LearnerState model = model();
        try {
            return ModelDigest.of(model);
        } finally {
            model.learner().close();
        }
    }

    /** Stops the instance, as a user would. */
    void stop() {
        Objects.requireNonNull(running).close();
        running = null;
    }

    @Override
    public void close() {
        if (running != null) {
            running.close();
        }
        admin.close();
    }
}
