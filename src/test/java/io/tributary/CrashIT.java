package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.streams.Audit;
import io.tributary.streams.Doctor;
import io.tributary.streams.FailingProcessor;
import io.tributary.streams.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The learner, in a process of its own, is killed and stopped while flights flow.
 *
 * <p>{@code -Dcrash.kills=100}, or the profile {@code crash}, kills more often than an ordinary build, {@code -Dcrash.seed}
 * at other moments.
 */
class CrashIT {
    private static final int KILLS = Integer.getInteger("crash.kills", 10);
    private static final long SEED = Long.getLong("crash.seed", 1);
    private static final int ROWS_PER_KILL = 6_000;
    private static final int MOST_ROWS = 100_000;
    private static final int MOST_SECONDS_PER_KILL = 15;
    private static final int SIGTERM = 128 + 15;
    /* What an instance that is gone for good has left open hides from readers what another one writes. */
    private static final String SHORT_TRANSACTIONS = "kafka.producer.transaction.timeout.ms=10000";
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);

    private static BrokerProcess broker;

    private Path directory;

    @BeforeAll
    static void startBroker(@TempDir Path data) {
        broker = new BrokerProcess(data);
    }

    @AfterAll
    static void stopBroker() {
        broker.close();
    }

    @BeforeEach
    void useDirectory(@TempDir Path temporary) {
        directory = temporary;
    }

    private FlightsFlow flow(String name, int rows, double rate) {
        return new FlightsFlow(directory, broker.bootstrapServers(), name, rows, rate);
    }

    private LearnerProcess learner(FlightsFlow flow, String... overrides) {
        return new LearnerProcess(directory, flow.config(), broker.bootstrapServers(), overrides);
    }

    /** Another instance of the same application. */
    private LearnerProcess secondLearner(FlightsFlow flow) throws IOException {
        Path second = Files.createDirectories(directory.resolve("second"));
        return new LearnerProcess(second, flow.config(), broker.bootstrapServers(), SHORT_TRANSACTIONS);
    }

    @Test
    void learnsAsIfItHadNeverBeenKilled() throws Exception {
        int rows = Math.min(MOST_ROWS, KILLS * ROWS_PER_KILL);
        double rate = (double) rows / (KILLS * MOST_SECONDS_PER_KILL);
        try (FlightsFlow flow = flow("killed", rows, rate);
                LearnerProcess learner = learner(flow)) {
            List<Duration> recoveries = new Killer(learner, flow, new Random(SEED)).kill(KILLS);
            flow.finish(learner);
            learner.terminate();

            requireKept(flow, rows);
            print(recoveries);
        }
    }

    @Test
    void ordersAndForgetsAsIfItHadNeverBeenKilled() throws Exception {
        int rows = 3_000;
        try (FlightsFlow flow = new FlightsFlow(
                        directory, broker.bootstrapServers(), "unkeyed", rows, 200, CrashIT::unkeyedAndCrowded);
                LearnerProcess learner = learner(flow)) {
            new Killer(learner, flow, new Random(SEED + 1)).kill(3);
            flow.finish(learner);
            learner.terminate();

            requireKept(flow, rows);
            assertThat(flow.end(flow.application().topics().alerts())).isPositive();
        }
    }

    /** Ingest writes the log, and there is room for some of the airports only. */
    private static String unkeyedAndCrowded(String yaml) {
        return yaml.replace("keyed: true", "keyed: false") + "\ntasks: {max: 60, admit-after: 2}\n";
    }

    @Test
    void isTakenOverWhenItDies() throws Exception {
        int rows = 4_000;
        try (FlightsFlow flow = flow("inherited", rows, 200);
                LearnerProcess first = learner(flow, SHORT_TRANSACTIONS)) {
            flow.awaitPrediction(first);
            try (LearnerProcess second = secondLearner(flow)) {
                flow.flowFor(Duration.ofSeconds(3));
                first.kill();
                flow.catchUp();
                flow.awaitPrediction(second);
                flow.finish(second);
                second.terminate();
            }
            requireKept(flow, rows);
        }
    }

    @Test
    void isFencedWhenItWakesTooLate() throws Exception {
        int rows = 4_000;
        try (FlightsFlow flow = flow("frozen", rows, 200);
                LearnerProcess first = learner(flow, SHORT_TRANSACTIONS)) {
            flow.awaitPrediction(first);
            try (LearnerProcess second = secondLearner(flow)) {
                first.freeze();
                flow.catchUp();
                flow.awaitPrediction(second);
                first.resume();
                flow.flowFor(Duration.ofSeconds(3));
                flow.finish(second);
                second.terminate();
            }
            first.kill();
            requireKept(flow, rows);
        }
    }

    private static void print(List<Duration> recoveries) {
        long[] ms = recoveries.stream().mapToLong(Duration::toMillis).sorted().toArray();
        System.out.printf(
                "%d kills; from the last kill to the first new committed prediction: median %d ms, worst %d ms of %d%n",
                KILLS, ms[ms.length / 2], ms[ms.length - 1], ms.length);
    }

    @Test
    void commitsWhenItIsStoppedAndGoesOnAtOnce() throws Exception {
        int rows = 3_000;
        try (FlightsFlow flow = flow("stopped", rows, 200)) {
            try (LearnerProcess learner = learner(flow, "commit-interval=50s")) {
                flow.awaitUncommitted(learner, 300);
                flow.catchUp();
                assertThat(flow.predictions()).isZero();
                assertThat(learner.terminate()).isEqualTo(SIGTERM);
                flow.catchUp();
                assertThat(flow.predictions()).isGreaterThanOrEqualTo(300);
            }
            try (LearnerProcess learner = learner(flow)) {
                long restarted = System.nanoTime();
                flow.awaitPrediction(learner);
                assertThat(Duration.ofNanos(System.nanoTime() - restarted)).isLessThan(SESSION_TIMEOUT);
                flow.finish(learner);
                assertThat(learner.terminate()).isEqualTo(SIGTERM);
            }
            requireKept(flow, rows);
        }
    }

    @Test
    void outlivesItsBroker() throws Exception {
        int rows = 3_000;
        try (FlightsFlow flow = flow("orphaned", rows, 300);
                LearnerProcess learner = learner(flow)) {
            flow.awaitPrediction(learner);
            broker.killAndRestart();
            flow.finish(learner);
            learner.terminate();
            // A producer that loses its broker may append a batch twice; what counts is the log.
            assertThat(requireLogKept(flow)).isGreaterThanOrEqualTo(rows);
        }
    }

    @Test
    void endsWithCodeOneAndSaysWhy() throws Exception {
        int rows = 400;
        try (FlightsFlow flow = flow("failing", rows, Double.POSITIVE_INFINITY)) {
            String[] fault = {
                "kafka.processor.wrapper.class=" + FailingProcessor.class.getName(),
                "kafka." + FailingProcessor.OFFSET + "=300",
                "kafka." + FailingProcessor.ERROR + "=TASK_CORRUPTED"
            };
            try (LearnerProcess learner = learner(flow, fault)) {
                assertThat(learner.awaitEnd()).isOne();
                assertThat(learner.output()).contains("at topic failing.events, partition 0, offset 300");
            }
            try (LearnerProcess learner = learner(flow)) {
                flow.finish(learner);
                learner.terminate();
            }
            requireKept(flow, rows);
        }
    }

    private static void requireKept(FlightsFlow flow, int rows) {
        assertThat(requireLogKept(flow)).isEqualTo(rows);
    }

    /** Requires every promise for every row of the log; returns how many there are. */
    private static long requireLogKept(FlightsFlow flow) {
        Audit.Verdict verdict = Audit.of(flow.application());
        assertThat(verdict.faults()).isEmpty();
        try (Doctor doctor = new Doctor(flow.application())) {
            assertThat(doctor.examine()).extracting(Finding::health).doesNotContain(Finding.Health.FAULT);
        }
        assertThat(verdict.predictions()).isEqualTo(verdict.rows());
        assertThat(verdict.rebuilt()).isEqualTo(verdict.replayed());
        return verdict.rows();
    }
}
