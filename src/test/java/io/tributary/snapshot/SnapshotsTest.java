package io.tributary.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.learning.Learner;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.RowStream;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.state.ModelVersion;
import io.tributary.task.Row;
import io.tributary.v1.FamilyScore;
import io.tributary.v1.SnapshotManifest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    @TempDir
    private Path path;

    @Test
    void whatIsReadIsTheModelThatWasWritten() {
        try (Snapshotted shop = new Snapshotted(path, 1)) {
            shop.observe(200);
            String digest = ModelDigest.of(shop.state);

            SnapshotManifest manifest = shop.written();

            assertThat(manifest.getModelSha256()).isEqualTo(digest);
            assertThat(manifest.getVersion())
                    .isEqualTo("0-" + shop.measured.learner().learned());
            assertThat(manifest.getOffsets().get(0).getOffset()).isEqualTo(200);
            assertThat(manifest.getFamilies())
                    .extracting(FamilyScore::getName)
                    .containsExactly("score", "late", "band");
            assertThat(manifest.getFamilies().get(1).getBaselines())
                    .containsOnlyKeys("prior", "single_task_linear", "pooled_linear");
            assertThat(manifest.getRevision()).isEqualTo("abc");
            LearnerState read = SnapshotReader.read(
                    shop.directory.folder(shop.state.version()), Snapshotted.CONFIG, Snapshotted.TRANSFER);
            assertThat(ModelDigest.of(read)).isEqualTo(digest);
            assertThat(read.nextOffset()).isEqualTo(200);
            read.learner().close();
        }
    }

    @Test
    void theModelGoesOnWhileItsCopyIsWritten() {
        try (Snapshotted shop = new Snapshotted(path, 2)) {
            shop.observe(100);
            String digest = ModelDigest.of(shop.state);
            shop.snapshots().take(shop.state);
            shop.observe(100);

            SnapshotManifest manifest = ((Snapshots.Written) shop.await()).manifest();

            assertThat(manifest.getModelSha256()).isEqualTo(digest).isNotEqualTo(ModelDigest.of(shop.state));
        }
    }

    @Test
    void aSnapshotTakenAgainStaysAsItIs() throws IOException {
        try (Snapshotted shop = new Snapshotted(path, 3)) {
            shop.observe(50);
            SnapshotManifest first = shop.written();
            assertThat(first.getLearned()).isPositive();
            shop.at("2026-01-02T00:00:00Z");
            assertThat(shop.written()).isEqualTo(first);
        }
        try (Snapshotted other = new Snapshotted(path, 3)) {
            for (int i = 0; i < 50; i++) {
                Row row = other.rows.next();
                if (row.isLabelled(0)) {
                    row.label(0, row.label(0) + 1);
                }
                other.measured.observe(row);
            }
            assertThat(other.directory.contains(other.state.version())).isTrue();
            SnapshotManifest replaced = other.written();
            assertThat(replaced.getModelSha256()).isEqualTo(ModelDigest.of(other.state));
            assertThat(other.directory.folder(other.state.version()).faults()).isEmpty();
        }
    }

    @Test
    void whatWasWrittenAndNotAnnouncedIsFoundAtTheNextStart() throws IOException {
        try (Snapshotted shop = new Snapshotted(path, 5)) {
            ModelVersion first = shop.next();
            ModelVersion second = shop.next();
            Files.createDirectories(path.resolve(".unfinished-0-99"));
            shop.observe(10);
            shop.state.announced(first);

            shop.snapshots().resume(shop.state);

            assertThat(shop.await().version()).isEqualTo(second);
            assertThat(path.resolve(".unfinished-0-99")).doesNotExist();
        }
    }

    @Test
    void aDiskThatDoesNotTakeItIsToldAndTheLearnerGoesOn() throws IOException {
        Files.writeString(path.resolve("no-folder"), "");
        try (Snapshotted shop = new Snapshotted(path.resolve("no-folder"), 6)) {
            shop.observe(50);
            assertThat(shop.take()).isInstanceOfSatisfying(Snapshots.Failed.class, failed -> assertThat(failed.reason())
                    .contains("no-folder"));
            shop.observe(50);
        }
    }

    @Test
    void aModelThatHasBecomeWorseIsKeptButDoesNotBecomeLive() {
        try (Snapshotted shop = new Snapshotted(path, 7)) {
            Random random = new Random(7);
            learnScores(shop, 2000, row -> 20 * row.number(0));
            ModelVersion good = shop.next();
            assertThat(shop.directory.live()).contains(good);
            learnScores(shop, 800, row -> 200 * random.nextGaussian());

            SnapshotManifest bad = shop.written();

            assertThat(bad.getRefusals()).anySatisfy(reason -> assertThat(reason)
                    .startsWith("score: its fading loss")
                    .contains("exceeds the live snapshot's, "));
            assertThat(shop.directory.live()).contains(good);
            assertThat(shop.directory.contains(Manifests.version(bad))).isTrue();
        }
    }

    @Test
    void aLiveSnapshotThatIsDamagedIsReplacedByTheNext() throws IOException {
        try (Snapshotted shop = new Snapshotted(path, 12)) {
            ModelVersion first = shop.next();
            Files.writeString(path.resolve(first.toString()).resolve("manifest.json"), "{}");
            ModelVersion second = shop.next();
            assertThat(shop.directory.live()).contains(second);
        }
    }

    private static void learnScores(Snapshotted shop, int rows, ToDoubleFunction<Row> score) {
        for (int i = 0; i < rows; i++) {
            Row row = shop.rows.next();
            if (row.isLabelled(0)) {
                row.label(0, score.applyAsDouble(row));
            }
            shop.measured.observe(row);
        }
    }

    @Test
    void theLatestTheLastOfADayAndThoseReferredToAreKept() throws IOException {
        try (Snapshotted shop = new Snapshotted(path, 8)) {
            shop.at("2026-01-01T01:00:00Z");
            ModelVersion pinned = shop.next();
            shop.directory.pin(pinned, true);
            shop.at("2026-01-02T01:00:00Z");
            ModelVersion early = shop.next();
            shop.at("2026-01-02T02:00:00Z");
            ModelVersion lastOfTheDay = shop.next();
            shop.at("2026-01-03T01:00:00Z");
            ModelVersion dropped = shop.next();
            ModelVersion third = shop.next();
            ModelVersion second = shop.next();
            ModelVersion latest = shop.next();

            assertThat(Set.copyOf(shop.directory.versions()))
                    .contains(pinned, lastOfTheDay, third, second, latest)
                    .doesNotContain(early);
            assertThat(shop.directory.contains(dropped))
                    .isEqualTo(shop.directory.live().filter(dropped::equals).isPresent());
        }
    }

    @Test
    void aSnapshotIsDueWhereTheLogPassesAMultipleOfExamplesOrOfEventTime() {
        SnapshotConfig examples = new SnapshotConfig(Optional.empty(), 100, Optional.empty(), 1, 0, 0, Map.of());
        assertThat(examples.isDue(90, 99, 0, 0)).isFalse();
        assertThat(examples.isDue(99, 104, 0, 0)).isTrue();
        assertThat(examples.isDue(104, 104, 0, 1_000_000)).isFalse();
        SnapshotConfig time =
                new SnapshotConfig(Optional.empty(), 0, Optional.of(Duration.ofMinutes(1)), 1, 0, 0, Map.of());
        assertThat(time.isDue(0, 1_000_000, 59_000, 59_999)).isFalse();
        assertThat(time.isDue(0, 0, 59_999, 60_000)).isTrue();
        assertThat(time.isDue(0, 0, Long.MIN_VALUE, 60_000)).isFalse();
        assertThat(SnapshotConfig.off().isOn()).isFalse();
    }

    @Test
    void aConfigurationOfAnotherShapeIsRefusedInWords() {
        try (Snapshotted shop = new Snapshotted(path, 9)) {
            ModelVersion version = shop.next();
            LearnerConfig other = new LearnerBuilder().trunk(3).config();
            assertThatThrownBy(() -> SnapshotReader.read(shop.directory.folder(version), other, Snapshotted.TRANSFER))
                    .isInstanceOf(SnapshotException.class)
                    .hasMessageContaining("model.trunk");
        }
    }

    @Test
    void aVersionThatIsNotThereIsToldWithThoseThatAre() {
        try (Snapshotted shop = new Snapshotted(path, 10)) {
            ModelVersion version = shop.next();
            assertThatThrownBy(() -> shop.directory.folder(new ModelVersion(4, 2)))
                    .hasMessageContaining("has no snapshot 4-2, expected one of " + version);
        }
    }

    @Test
    void aContinuationFromASnapshotAnywhereIsTheUnbrokenRun() {
        RowStream plain;
        try (Snapshotted shop = new Snapshotted(path, 11)) {
            for (int part = 0; part < 6; part++) {
                shop.observe(13 + part);
                shop.written();
                LearnerState read = SnapshotReader.read(
                        shop.directory.folder(shop.state.version()), Snapshotted.CONFIG, Snapshotted.TRANSFER);
                try (Learner learner = read.learner()) {
                    plain = new RowStream(learner, part);
                    RowStream same = new RowStream(shop.measured.learner(), part);
                    for (int i = 0; i < 40; i++) {
                        learner.observe(plain.next());
                        shop.measured.observe(same.next());
                    }
                    assertThat(ModelDigest.of(read)).isEqualTo(ModelDigest.of(shop.state));
                }
            }
        }
    }
}
