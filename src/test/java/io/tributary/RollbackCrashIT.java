package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.state.ModelVersion;
import io.tributary.streams.ApplicationConfig;
import io.tributary.streams.Audit;
import io.tributary.streams.ClientSettings;
import io.tributary.streams.Doctor;
import io.tributary.streams.EventProducer;
import io.tributary.streams.Finding;
import io.tributary.streams.ModelReader;
import io.tributary.streams.StallingProducer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A rollback is killed in the middle of its transaction. */
class RollbackCrashIT {
    private static final int ROWS = 2_000;
    private static final int MORE = 500;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String SHORT_TRANSACTIONS = "kafka.producer.transaction.timeout.ms=10000";

    @TempDir
    private Path directory;

    @Test
    void leavesTheOldModelIfItIsKilledAndTheNewOneIfNot() throws Exception {
        try (BrokerProcess broker = new BrokerProcess(directory);
                FlightsFlow flow = new FlightsFlow(
                        directory,
                        broker.bootstrapServers(),
                        "returning",
                        ROWS,
                        Double.POSITIVE_INFINITY,
                        yaml -> yaml + "\nsnapshots: {directory: " + directory.resolve("kept") + ", every: 1500}\n");
                LearnerProcess learner = new LearnerProcess(directory, flow.config(), broker.bootstrapServers())) {
            flow.finish(learner);
            ApplicationConfig application = flow.application();
            ModelVersion version = await().atMost(PATIENCE)
                    .until(() -> application.snapshots().snapshots().versions(), versions -> !versions.isEmpty())
                    .get(0);
            learner.terminate();
            String before = digest(application);

            killInTheMiddle(application, rollback(flow, version, List.of(stalling(), SHORT_TRANSACTIONS)));

            assertThat(digest(application)).isEqualTo(before);
            goOn(flow, learner);
            requireGeneration(application, 0);
            String whole = digest(application);

            try (JavaProcess again = rollback(flow, version, List.of())) {
                assertThat(again.awaitEnd(PATIENCE)).as(again.output()).isZero();
                assertThat(again.output()).contains("returning is at snapshot " + version + ", generation 1");
            }
            assertThat(digest(application)).isNotEqualTo(whole);
            learner.restart();
            await().atMost(PATIENCE).failFast(learner::requireAlive).until(() -> digest(application)
                    .equals(whole));
            learner.terminate();
            requireGeneration(application, 1);
        }
    }

    private static String stalling() {
        return "kafka.producer.interceptor.classes=" + StallingProducer.class.getName();
    }

    private JavaProcess rollback(FlightsFlow flow, ModelVersion version, List<String> overrides) {
        List<String> arguments = new ArrayList<>(List.of(
                "snapshot",
                "rollback",
                "--config",
                flow.config().toString(),
                version.toString(),
                "--offsets",
                "rewind"));
        arguments.addAll(List.of(
                "-X", "kafka.bootstrap.servers=" + flow.application().clients().bootstrapServers()));
        overrides.forEach(override -> arguments.addAll(List.of("-X", override)));
        return JavaProcess.start(
                directory.resolve("rollback-" + overrides.size() + ".log"), arguments.toArray(String[]::new));
    }

    /** Kills it when blocks of its transaction are in the changelog. */
    private static void killInTheMiddle(ApplicationConfig application, JavaProcess rollback) {
        TopicPartition changelog = new TopicPartition(application.topics().changelog(), 0);
        long committed = end(application, changelog, "read_committed");
        await().atMost(PATIENCE)
                .failFast(rollback::requireAlive)
                .until(() -> end(application, changelog, "read_uncommitted") > committed);
        rollback.kill();
        assertThat(end(application, changelog, "read_committed")).isEqualTo(committed);
    }

    private static long end(ApplicationConfig application, TopicPartition partition, String isolation) {
        ClientSettings clients = new ClientSettings(Map.of("isolation.level", isolation))
                .withBootstrapServers(application.clients().bootstrapServers());
        try (var consumer =
                new KafkaConsumer<>(clients.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            return consumer.endOffsets(List.of(partition)).getOrDefault(partition, -1L);
        }
    }

    /** Learns more rows; until the session of what was killed has timed out, an instance ends and is started again. */
    private static void goOn(FlightsFlow flow, LearnerProcess learner) throws Exception {
        ApplicationConfig application = flow.application();
        try (EventProducer producer =
                new EventProducer(application.clients(), application.topics().events(), Double.POSITIVE_INFINITY)) {
            Flights.records(application, ROWS, ROWS + MORE).forEach(row -> producer.send(row.key(), row.value()));
        }
        await().atMost(PATIENCE).pollInterval(Duration.ofSeconds(1)).until(() -> {
            learner.kill();
            learner.restart();
            return !learner.endsWithin(Duration.ofSeconds(8));
        });
        flow.finish(learner);
        learner.terminate();
    }

    private static String digest(ApplicationConfig application) {
        LearnerState model = ModelReader.read(application, 0);
        try {
            return ModelDigest.of(model);
        } finally {
            model.learner().close();
        }
    }

    private static void requireGeneration(ApplicationConfig application, int generation) {
        LearnerState model = ModelReader.read(application, 0);
        assertThat(model.generation()).isEqualTo(generation);
        assertThat(model.origin().isPresent()).isEqualTo(generation > 0);
        model.learner().close();
        assertThat(Audit.of(application).faults()).isEmpty();
        try (Doctor doctor = new Doctor(application)) {
            assertThat(doctor.examine()).extracting(Finding::health).doesNotContain(Finding.Health.FAULT);
        }
    }
}
