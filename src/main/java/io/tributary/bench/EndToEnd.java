package io.tributary.bench;

import io.tributary.broker.EmbeddedBroker;
import io.tributary.streams.ApplicationConfig;
import io.tributary.streams.EventProducer;
import io.tributary.streams.ThroughputRun;
import io.tributary.streams.TopicAdmin;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The application on an embedded broker, beside the same topology with a pass-through in the learner's place.
 *
 * <p>All runs read the same events from the beginning; each is an application of its own, with its own outputs. Not
 * thread-safe.
 */
public final class EndToEnd implements AutoCloseable {
    /* Outputs are timed by when they reached the log, whatever the event time of their rows. */
    private static final Map<String, String> APPEND_TIME = Map.of("log.message.timestamp.type", "LogAppendTime");

    private final EmbeddedBroker broker;
    private final Path directory;
    private final ApplicationConfig application;
    private final long rows;
    private int runs;
    private int bytesPerRow;

    private EndToEnd(EmbeddedBroker broker, Path directory, ApplicationConfig application, long rows) {
        this.broker = broker;
        this.directory = directory;
        this.application = application;
        this.rows = rows;
    }

    /**
     * Starts a broker and fills the events topic.
     *
     * @param directory for everything that is kept on disk
     * @param application for whatever brokers
     * @param rows sends the rows
     */
    public static EndToEnd start(Path directory, ApplicationConfig application, Consumer<EventProducer> rows) {
        EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0, APPEND_TIME);
        try {
            ApplicationConfig here = application.onBrokers(broker.bootstrapServers());
            return new EndToEnd(broker, directory, here, load(here, rows));
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    private static long load(ApplicationConfig application, Consumer<EventProducer> rows) {
        try (TopicAdmin admin = new TopicAdmin(application.clients())) {
            admin.create(application.topics(), 1, 1);
        }
        try (EventProducer producer =
                new EventProducer(application.clients(), application.topics().events(), Double.POSITIVE_INFINITY)) {
            rows.accept(producer);
            producer.flush();
            return producer.acknowledged();
        }
    }

    public Measurement measure(Plan plan) throws IOException {
        return Measurement.inTurn(
                "end_to_end",
                "rows/s",
                plan.runs(),
                List.of(new Alternative("learner", this::learner), new Alternative("pass_through", this::passThrough)));
    }

    private double learner() {
        ApplicationConfig run = nextRun();
        ThroughputRun result = ThroughputRun.ofLearner(run, directory.resolve(run.name()), rows);
        bytesPerRow = result.bytesPerRow();
        return result.rowsPerSecond();
    }

    /** Its outputs are as long as those of the learner that ran before it. */
    private double passThrough() {
        ApplicationConfig run = nextRun();
        return ThroughputRun.ofPassThrough(run, directory.resolve(run.name()), rows, bytesPerRow)
                .rowsPerSecond();
    }

    private ApplicationConfig nextRun() {
        return application.onSameEvents(application.name() + "-run-" + runs++);
    }

    @Override
    public void close() {
        broker.close();
    }
}
