package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.evaluation.MeasuredLearner;
import io.tributary.snapshot.Manifests;
import io.tributary.snapshot.SnapshotDirectory;
import io.tributary.snapshot.SnapshotReader;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.streams.ApplicationConfig;
import io.tributary.streams.LogRows;
import io.tributary.task.Row;
import io.tributary.v1.SnapshotManifest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Snapshots of an application that is killed while it takes, writes and announces them. */
class SnapshotIT {
    private static final int ROWS = 6_000;
    private static final int EVERY = 1_000;
    private static final int KILLS = 4;
    /* So slowly that rows flow still at the last kill, on a slow machine too. */
    private static final double RATE = ROWS / (KILLS * 15.0);

    @TempDir
    private Path directory;

    private List<SnapshotManifest> announced(ApplicationConfig application) throws Exception {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", application.clients().bootstrapServers(), "isolation.level", "read_committed");
        TopicPartition topic = new TopicPartition(application.topics().snapshots(), 0);
        List<SnapshotManifest> manifests = new ArrayList<>();
        try (KafkaConsumer<String, byte[]> consumer =
                new KafkaConsumer<>(settings, new StringDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(List.of(topic));
            consumer.seekToBeginning(List.of(topic));
            long end = consumer.endOffsets(List.of(topic)).getOrDefault(topic, 0L);
            while (consumer.position(topic) < end) {
                for (ConsumerRecord<String, byte[]> record : consumer.poll(Duration.ofMillis(100))) {
                    SnapshotManifest manifest = SnapshotManifest.getDecoder().decode(record.value());
                    assertThat(record.key()).isEqualTo(manifest.getVersion());
                    manifests.add(manifest);
                }
            }
        }
        return manifests;
    }

    /** The digests of an uninterrupted run at every number of examples where it has just stepped. */
    private static Map<Long, String> uninterrupted(ApplicationConfig application, List<SnapshotManifest> at) {
        Map<Long, String> digests = new TreeMap<>();
        Row row = application.mapping().newRow();
        try (LogRows log = LogRows.open(application, 0);
                MeasuredLearner learner = MeasuredLearner.of(application.learner(), application.transfer())) {
            LearnerState state = new LearnerState(learner.learner(), 1);
            while (log.next(row)) {
                learner.observe(row);
                long learned = learner.learner().learned();
                if (at.stream().anyMatch(manifest -> manifest.getLearned() == learned)) {
                    digests.computeIfAbsent(learned, now -> ModelDigest.of(state));
                }
            }
        }
        return digests;
    }

    @Test
    void areAnnouncedOnceEachAndAreTheModelOfTheirMomentHoweverOftenItIsKilled(@TempDir Path data) throws Exception {
        Path snapshots = directory.resolve("snapshots");
        try (BrokerProcess broker = new BrokerProcess(data);
                FlightsFlow flow = new FlightsFlow(directory, broker.bootstrapServers(), "kept", ROWS, RATE);
                LearnerProcess learner = new LearnerProcess(
                        directory,
                        flow.config(),
                        broker.bootstrapServers(),
                        "snapshots={directory: " + snapshots + ", every: " + EVERY + ", keep: 100}")) {
            new Killer(learner, flow, new Random(7)).kill(KILLS);
            flow.finish(learner);
            SnapshotDirectory kept = new SnapshotDirectory(snapshots, "kept");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .failFast(learner::requireAlive)
                    .until(() -> announced(flow.application()).stream()
                            .map(Manifests::version)
                            .toList()
                            .containsAll(kept.versions()));
            learner.terminate();

            requireKept(flow.application(), kept);
            requireContinued(flow, kept);
        }
    }

    /** Replays of the log, of all of it and of what follows a snapshot, come to the same model. */
    private static void requireContinued(FlightsFlow flow, SnapshotDirectory kept) throws Exception {
        String version = kept.versions().get(1).toString();
        JsonNode whole = replay(flow, kept);
        JsonNode rest = replay(flow, kept, "--from-snapshot", version);
        assertThat(rest.get("model_sha256")).isEqualTo(whole.get("model_sha256"));
        assertThat(rest.at("/from/snapshot").asText()).isEqualTo(version);
        assertThat(rest.get("rows").asLong()).isBetween(1L, whole.get("rows").asLong() - 1);
    }

    private static JsonNode replay(FlightsFlow flow, SnapshotDirectory kept, String... more) throws Exception {
        List<String> arguments = new ArrayList<>(List.of("replay", "--log", "--json"));
        arguments.addAll(List.of("--config", flow.config().toString(), "-X", "snapshots.directory=" + kept.path()));
        arguments.addAll(List.of(
                "-X", "kafka.bootstrap.servers=" + flow.application().clients().bootstrapServers()));
        arguments.addAll(List.of(more));
        Outcome outcome = Outcome.of(arguments.toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return new ObjectMapper().readTree(outcome.out());
    }

    private void requireKept(ApplicationConfig application, SnapshotDirectory kept) throws Exception {
        List<SnapshotManifest> manifests = announced(application);
        assertThat(manifests)
                .extracting(SnapshotManifest::getVersion)
                .doesNotHaveDuplicates()
                .hasSizeGreaterThan(3 * ROWS / EVERY / 3);
        Map<Long, String> digests = uninterrupted(application, manifests);
        for (SnapshotManifest manifest : manifests) {
            assertThat(manifest.getModelSha256()).isEqualTo(digests.get(manifest.getLearned()));
        }
        requireChained(manifests);
        SnapshotManifest last = manifests.get(manifests.size() - 1);
        assertThat(kept.live()).isPresent();
        LearnerState read = SnapshotReader.read(
                kept.folder(kept.live().orElseThrow()), application.learner(), application.transfer());
        read.learner().close();
        assertThat(last.getConfiguration()).contains("application: kept");
    }

    /** Each names the one that was announced before it; the moment it was taken may lie before that announcement. */
    private static void requireChained(List<SnapshotManifest> manifests) {
        List<String> before = new ArrayList<>(List.of(""));
        for (SnapshotManifest manifest : manifests) {
            assertThat(before).contains(manifest.getParent());
            before.add(manifest.getVersion());
        }
    }
}
