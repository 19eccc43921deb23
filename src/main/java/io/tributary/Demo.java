package io.tributary;

import io.tributary.broker.EmbeddedBroker;
import io.tributary.evaluation.Report;
import io.tributary.source.CsvSource;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.streams.Application;
import io.tributary.streams.ApplicationConfig;
import io.tributary.streams.ClientSettings;
import io.tributary.streams.EventProducer;
import io.tributary.streams.FatalExit;
import io.tributary.streams.ModelReader;
import io.tributary.streams.PredictionReader;
import io.tributary.streams.TopicAdmin;
import io.tributary.task.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;

/**
 * The main job on shipped data: flights are produced into a real broker, learned by the real topology, and their
 * predictions read back as any consumer would; beside it, a replay of the same rows runs the baselines.
 */
final class Demo implements AutoCloseable {
    private static final String FLIGHTS = "demo/flights.csv.gz";
    private static final long ROWS = 100_000;
    private static final Duration POLL = Duration.ofMillis(100);

    /**
     * What came of it.
     *
     * @param report losses of the model, from the predictions that came back, and of the baselines
     * @param streamed {@code model_sha256} of the model rebuilt from its changelog
     * @param replayed {@code model_sha256} of the replay
     */
    record Outcome(Report report, String streamed, String replayed) {
        boolean isIdentical() {
            return streamed.equals(replayed);
        }

        String verdict() {
            return isIdentical()
                    ? "The model rebuilt from its Kafka changelog and a replay without Kafka are the same, to the bit."
                    : "The model rebuilt from its Kafka changelog (" + streamed + ") differs from the replay's ("
                            + replayed + "), which must not be.";
        }
    }

    private final Wiring wiring;
    private final Path directory;
    private final EmbeddedBroker broker;
    private final ApplicationConfig application;

    private Demo(Wiring wiring, Path directory) {
        this.wiring = wiring;
        this.directory = directory;
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
        ClientSettings clients = wiring.clients().withBootstrapServers(broker.bootstrapServers());
        application = wiring.application(clients);
    }

    /** Starts the broker and creates the topics. */
    static Demo start(Wiring wiring, PrintWriter messages) throws IOException {
        messages.println("Starting a Kafka broker in this process ...");
        messages.flush();
        Demo demo = new Demo(wiring, Files.createTempDirectory("tributary-demo-"));
        try (TopicAdmin admin = new TopicAdmin(demo.application.clients())) {
            admin.create(wiring.topics(), 1, 1);
        }
        return demo;
    }

    /** Learns the whole stream. */
    Outcome run() throws IOException {
        try (Replay replay = new Replay(wiring.learner(), wiring.configuration().transfer())) {
            Report report = learn(replay);
            LearnerState streamed = ModelReader.read(application, 0);
            String digest = ModelDigest.of(streamed);
            streamed.learner().close();
            return new Outcome(report, digest, report.run().modelSha256());
        }
    }

    private Report learn(Replay replay) throws IOException {
        Application running = Application.start(application, directory.resolve("state"), FatalExit.HALT);
        try {
            CompletableFuture<Void> produced = CompletableFuture.runAsync(this::produce);
            Report report = readBack(replay);
            produced.join();
            return report;
        } finally {
            running.close();
        }
    }

    /** The shipped rows. */
    static CsvSource flights(Wiring wiring) throws IOException {
        InputStream stream = Objects.requireNonNull(Demo.class.getResourceAsStream(FLIGHTS), FLIGHTS);
        return CsvSource.open(stream, FLIGHTS, wiring.mapping());
    }

    private void produce() {
        try (CsvSource source = flights(wiring);
                EventProducer producer = new EventProducer(
                        application.clients(), application.topics().events(), Double.POSITIVE_INFINITY)) {
            ProduceCommand.send(source, wiring.mapping(), producer, invalid -> {
                throw invalid;
            });
            producer.flush();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private Report readBack(Replay replay) throws IOException {
        try (PredictionReader reader = new PredictionReader(
                        application.clients(), application.topics().predictions());
                CsvSource source = flights(wiring);
                Progress progress = Progress.of("flights", ROWS)) {
            Row row = wiring.mapping().newRow();
            ReturnedPrediction returned =
                    new ReturnedPrediction(wiring.learner().families());
            long rows = 0;
            long begin = 0;
            while (rows < ROWS) {
                for (PredictionReader.Received received : reader.poll(POLL)) {
                    begin = begin == 0 ? System.nanoTime() : begin;
                    source.next(row);
                    replay.observe(row, returned.fill(received.prediction(), row));
                    rows++;
                }
                progress.at(rows, returned::losses);
            }
            return replay.report((System.nanoTime() - begin) / 1e9);
        }
    }

    @Override
    public void close() throws IOException {
        broker.close();
        DirectoryTree.delete(directory);
    }
}
