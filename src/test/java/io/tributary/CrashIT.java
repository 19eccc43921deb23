package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.streams.Audit;
import io.tributary.streams.FailingProcessor;
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
 * <p>{@code -Dcrash.kills=100} kills more often than an ordinary build, {@code -Dcrash.seed} at other moments.
 */
class CrashIT {
    private static final int KILLS = Integer.getInteger("crash.kills", 5);
    private static final long SEED = Long.getLong("crash.seed", 1);
    private static final int ROWS_PER_KILL = 6_000;
    private static final int MOST_ROWS = 100_000;
    private static final int MOST_SECONDS_PER_KILL = 15;
    private static final int SIGTERM = 128 + 15;
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
        assertThat(verdict.predictions()).isEqualTo(verdict.rows());
        assertThat(verdict.rebuilt()).isEqualTo(verdict.replayed());
        return verdict.rows();
    }
}
