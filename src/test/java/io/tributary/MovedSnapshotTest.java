package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.evaluation.MeasuredLearner;
import io.tributary.learning.Learner;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelVersion;
import io.tributary.streams.ApplicationConfig;
import io.tributary.streams.ClientSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code snapshot rollback} and {@code snapshot import} refuse before they ask a broker for anything. */
class MovedSnapshotTest {
    private static final ModelVersion VERSION = new ModelVersion(0, 0);

    @TempDir
    private Path directory = Path.of("");

    private Path config = Path.of("");

    /** A snapshot of flights that have learned nothing. */
    @BeforeEach
    void keep() throws IOException {
        config = Files.writeString(directory.resolve("flights.yaml"), Flights.yaml());
        ApplicationConfig application = Flights.application(
                "flights", new ClientSettings(Map.of()), "snapshots.directory=" + directory.resolve("kept"));
        try (Learner learner = learner(application)) {
            assertThat(learner.learned()).isZero();
        }
    }

    private static Learner learner(ApplicationConfig application) throws IOException {
        MeasuredLearner fresh = MeasuredLearner.of(application.learner(), application.transfer());
        application.snapshots().keep(new LearnerState(fresh, 1, "events"), InstantSource.system());
        return fresh.learner();
    }

    private Outcome call(String verb, List<String> arguments, String... overrides) {
        List<String> all = new ArrayList<>(List.of("snapshot", verb, "--config", config.toString()));
        all.addAll(arguments);
        all.addAll(List.of("-X", "kafka.bootstrap.servers=127.0.0.1:1"));
        all.addAll(List.of("-X", "snapshots.directory=" + directory.resolve("kept")));
        for (String override : overrides) {
            all.addAll(List.of("-X", override));
        }
        return Outcome.of(all.toArray(String[]::new));
    }

    private Outcome rollback(String version, String... overrides) {
        return call("rollback", List.of(version, "--offsets", "keep"), overrides);
    }

    private Outcome bringIn(Path folder, String... overrides) {
        return call("import", List.of("--from", folder.toString()), overrides);
    }

    private Path folder() {
        return directory.resolve("kept").resolve(VERSION.toString());
    }

    private static void requireRefused(Outcome outcome, int code, String... words) {
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(code);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains(words);
    }

    @Test
    void aVersionThatIsNoneOrNotThere() {
        requireRefused(rollback("yesterday"), 2, "found 'yesterday', expected a version: generation-examples");
        requireRefused(rollback("0-7"), 1, "has no snapshot 0-7, expected one of 0-0");
        requireRefused(bringIn(directory.resolve("elsewhere")), 1, "elsewhere has no manifest.json");
        requireRefused(call("rollback", List.of("0-0")), 2, "--offsets=keep|rewind");
    }

    @Test
    void aModelOfAnotherShape() {
        String difference = "model.trunk: the state has [32, 16], the configuration says [8]";
        requireRefused(rollback("0-0", "model.trunk=[8]"), 1, "is of another shape than the configuration", difference);
        requireRefused(bringIn(folder(), "application=new", "model.trunk=[8]"), 1, "another shape", difference);
    }

    @Test
    void aDamagedSnapshot() throws IOException {
        Path part = folder().resolve("part-0.blocks");
        byte[] bytes = Files.readAllBytes(part);
        bytes[bytes.length / 2] ^= 1;
        Files.write(part, bytes);
        requireRefused(rollback("0-0"), 1, "part-0.blocks was changed after it was written");
        requireRefused(bringIn(folder(), "application=new"), 1, "part-0.blocks was changed after it was written");
    }

    @Test
    void anotherApplicationsSnapshotIsForImport() {
        requireRefused(
                rollback("0-0", "application=other"),
                1,
                "is a snapshot of the application flights, expected other",
                "'snapshot import'");
    }
}
