package io.tributary;

import io.tributary.streams.ApplicationConfig;
import io.tributary.streams.ClientSettings;
import io.tributary.streams.EventProducer;
import io.tributary.streams.PredictionReader;
import io.tributary.streams.TopicAdmin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/**
 * An application of its own on a broker, whose log fills with flights in the background: slowly, so that faults fall
 * into the flow, until it is told to hurry.
 */
final class FlightsFlow implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(20);

    private final ApplicationConfig application;
    private final Path config;
    private final List<ProducerRecord<byte[], byte[]>> rows;
    private final CompletableFuture<Void> produced;
    private final PredictionReader reader;
    private volatile boolean hurried;
    private long predictions;

    /**
     * Creates the topics and starts to produce.
     *
     * @param name of the application
     * @param rows how many flow in all
     * @param rate rows a second
     */
    FlightsFlow(Path directory, String bootstrapServers, String name, int rows, double rate) {
        this(directory, bootstrapServers, name, rows, rate, yaml -> yaml);
    }

    /** The same, with events that are keyed, or not. */
    FlightsFlow(
            Path directory, String bootstrapServers, String name, int rows, double rate, UnaryOperator<String> change) {
        ClientSettings clients = new ClientSettings(Map.of()).withBootstrapServers(bootstrapServers);
        String yaml = change.apply(Flights.yaml());
        application = Flights.configured(yaml, name, clients);
        config = write(directory.resolve(name + ".yaml"), name, yaml);
        try (TopicAdmin admin = new TopicAdmin(clients)) {
            admin.create(application.topics(), 1, 1);
        }
        this.rows = Flights.records(application, 0, rows);
        reader = new PredictionReader(clients, application.topics().predictions());
        produced = CompletableFuture.runAsync(() -> produce(rate));
    }

    private static Path write(Path file, String name, String yaml) {
        String named = yaml.replace("application: flights", "application: " + name);
        try {
            return Files.writeString(file, named + "\ncommit-interval: 100ms\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void produce(double rate) {
        Iterator<ProducerRecord<byte[], byte[]>> left = rows.iterator();
        String topic = application.topics().events();
        try (EventProducer slow = new EventProducer(application.clients(), topic, rate)) {
            while (left.hasNext() && !hurried) {
                send(left.next(), slow);
            }
        }
        try (EventProducer fast = new EventProducer(application.clients(), topic, Double.POSITIVE_INFINITY)) {
            left.forEachRemaining(row -> send(row, fast));
        }
    }

    private static void send(ProducerRecord<byte[], byte[]> row, EventProducer producer) {
        producer.send(row.key(), row.value());
    }

    ApplicationConfig application() {
        return application;
    }

    /** The configuration file of the same application. */
    Path config() {
        return config;
    }

    /** Committed predictions seen so far. */
    long predictions() {
        return predictions;
    }

    /** Lets predictions flow for a while. */
    void flowFor(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        while (System.nanoTime() < end) {
            predictions += reader.poll(POLL).size();
        }
    }

    /** Sees all that is committed now; what {@link #awaitPrediction} sees then is new. */
    void catchUp() {
        reader.markEnd();
        while (!reader.atEnd()) {
            predictions += reader.poll(POLL).size();
        }
    }

    /** Waits for the next committed prediction. */
    void awaitPrediction(LearnerProcess learner) {
        await(learner, predictions + 1);
    }

    private void await(LearnerProcess learner, long count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(1))
                .failFast(learner::requireAlive)
                .until(() -> {
                    predictions += reader.poll(POLL).size();
                    return predictions >= count;
                });
    }

    /** Waits until a learner that does not commit has answered so many rows. */
    void awaitUncommitted(LearnerProcess learner, int count) {
        ClientSettings dirty = new ClientSettings(Map.of("isolation.level", "read_uncommitted"))
                .withBootstrapServers(application.clients().bootstrapServers());
        try (PredictionReader uncommitted =
                new PredictionReader(dirty, application.topics().predictions())) {
            AtomicInteger seen = new AtomicInteger();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .failFast(learner::requireAlive)
                    .until(() -> seen.addAndGet(uncommitted.poll(POLL).size()) >= count);
        }
    }

    /** Sends what is left as fast as possible, and waits until all of it is answered. */
    void finish(LearnerProcess learner) {
        hurried = true;
        produced.join();
        await(learner, end(application.topics().events()));
    }

    /** Where a topic ends; of one without transactions, the number of its records. */
    long end(String topic) {
        TopicPartition log = new TopicPartition(topic, 0);
        try (Admin admin = Admin.create(application().clients().admin())) {
            return admin.listOffsets(Map.of(log, OffsetSpec.latest()))
                    .partitionResult(log)
                    .get()
                    .offset();
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("the end of " + log + " could not be read", e);
        }
    }

    @Override
    public void close() {
        hurried = true;
        produced.join();
        reader.close();
    }
}
