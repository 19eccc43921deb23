package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.state.ModelVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The verb {@code snapshot} over snapshots of the exam's model, as its user meets it. */
class SnapshotCommandTest {
    private static final Path DATASETS = Path.of("src/test/resources/datasets");
    private static final Path EXAM = DATASETS.resolve("exam.yaml");
    private static final Path ROWS = DATASETS.resolve("exam.csv.gz");
    private static final int OK = 0;
    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    @TempDir
    private Path directory = Path.of("");

    private String early = "";
    private String late = "";

    @BeforeEach
    void takeTwo() throws IOException {
        try (SnapshotsOfRows snapshots = new SnapshotsOfRows(directory, EXAM, ROWS)) {
            early = snapshots.at(500).toString();
            late = snapshots.at(1500).toString();
        }
    }

    private Outcome snapshot(String... arguments) {
        List<String> all = new ArrayList<>(List.of("snapshot"));
        all.addAll(List.of(arguments));
        all.addAll(List.of("--config", EXAM.toString(), "-X", "snapshots.directory=" + directory));
        return Outcome.of(all.toArray(String[]::new));
    }

    private JsonNode json(String... arguments) throws JsonProcessingException {
        Outcome outcome = snapshot(
                Stream.concat(Stream.of(arguments), Stream.of("--json")).toArray(String[]::new));
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(OK);
        return new ObjectMapper().readTree(outcome.out());
    }

    private void damage(String version) throws IOException {
        Path part = directory.resolve(version).resolve("part-0.blocks");
        byte[] bytes = Files.readAllBytes(part);
        bytes[bytes.length / 2] ^= 1;
        Files.write(part, bytes);
    }

    @Test
    void listPrintsEverySnapshotWithItsMarks() throws JsonProcessingException {
        snapshot("pin", early);
        Outcome outcome = snapshot("list");
        assertThat(outcome.code()).isEqualTo(OK);
        assertThat(outcome.out().lines())
                .hasSize(3)
                .anySatisfy(line -> assertThat(line).startsWith("version").endsWith("score"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith(early)
                        .contains("2026-01-01T00:00:00Z", "496", "63", " kB", "pinned"))
                .anySatisfy(line -> assertThat(line).startsWith(late).contains("live"));
        JsonNode list = json("list");
        assertThat(list).hasSize(2);
        assertThat(list.at("/0/pinned").asBoolean()).isTrue();
        assertThat(list.at("/1/live").asBoolean()).isTrue();
        assertThat(list.at("/1/fading/score").asDouble()).isBetween(0.2, 1.5);
        assertThat(list.at("/1/bytes").asLong()).isGreaterThan(1000);
    }

    @Test
    void listNamesWhatIsDamagedAndFails() throws IOException {
        damage(early);
        Outcome outcome = snapshot("list");
        assertThat(outcome.code()).isEqualTo(FAILURE);
        assertThat(outcome.out())
                .contains(early + " is damaged: ")
                .contains("part-0.blocks was changed after it was written");
        assertThat(outcome.out().lines())
                .anySatisfy(line -> assertThat(line).startsWith(early + " ").contains("damaged"));
    }

    @Test
    void listOfNoneSaysSo() {
        directory = directory.resolve("nowhere");
        assertThat(snapshot("list").out().strip()).isEqualTo("there are no snapshots");
        assertThat(snapshot("verify").out().strip()).isEqualTo("there are no snapshots");
    }

    @Test
    void listTellsWhatTheGateRefused() throws IOException {
        String refused;
        try (SnapshotsOfRows snapshots =
                new SnapshotsOfRows(directory, EXAM, ROWS, "learning.batch-size=32", "learning.trunk-rate=9")) {
            refused = snapshots.at(1000).toString();
        }
        assertThat(snapshot("list").out().lines())
                .anySatisfy(line -> assertThat(line).startsWith(refused + " ").contains("refused"));
        assertThat(snapshot("show", refused).out()).contains("refused", "score: its fading loss");
        assertThat(snapshot("live", refused).err()).contains("it was refused: score");
    }

    @Test
    void showPrintsTheManifestForPeopleOrAsItIs() throws IOException {
        Outcome outcome = snapshot("show", late);
        assertThat(outcome.code()).isEqualTo(OK);
        assertThat(outcome.out())
                .contains(
                        "snapshot       " + late + " of exam",
                        "1,500 rows predicted, 0 records refused",
                        "offset 1500 of exam.ordered-0",
                        "part-0.blocks",
                        "family  examples    loss  fading",
                        "prior");
        JsonNode manifest = json("show", late);
        assertThat(manifest)
                .isEqualTo(new ObjectMapper()
                        .readTree(
                                directory.resolve(late).resolve("manifest.json").toFile()));
        assertThat(outcome.out()).contains(manifest.get("modelSha256").asText());
    }

    @Test
    void aVersionThatIsNoneOrNotThereIsToldInWords() {
        Outcome malformed = snapshot("show", "newest");
        assertThat(malformed.code()).isEqualTo(USAGE);
        assertThat(malformed.err()).contains("found 'newest', expected a version: generation-examples");
        Outcome unknown = snapshot("show", "0-7");
        assertThat(unknown.code()).isEqualTo(FAILURE);
        assertThat(unknown.err()).contains("has no snapshot 0-7, expected one of " + early + ", " + late);
    }

    @Test
    void verifyMakesAModelOfEverySnapshot() throws IOException {
        Outcome sound = snapshot("verify");
        assertThat(sound.code()).isEqualTo(OK);
        assertThat(sound.out().lines()).hasSize(2).allSatisfy(line -> assertThat(line)
                .containsPattern("^0-\\d+: sound, model [0-9a-f]{64}$"));
        damage(late);
        Outcome damaged = snapshot("verify");
        assertThat(damaged.code()).isEqualTo(FAILURE);
        assertThat(damaged.out().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).startsWith(early + ": sound"))
                .anySatisfy(line -> assertThat(line).startsWith(late + ": ").contains("its checksum is another"));
        assertThat(snapshot("verify", early).code()).isEqualTo(OK);
        assertThat(json("verify", early).at("/0/model_sha256").asText()).hasSize(64);
    }

    @Test
    void verifyTellsThatTheConfigurationIsOfAnotherShape() {
        Outcome outcome = snapshot("verify", early, "-X", "model.trunk=[8]");
        assertThat(outcome.code()).isEqualTo(FAILURE);
        assertThat(outcome.out())
                .contains("is of another shape than the configuration", "model.trunk")
                .contains("[8]");
    }

    @Test
    void diffTellsHowFarParametersAndLossesHaveMoved() throws JsonProcessingException {
        Outcome outcome = snapshot("diff", early, late);
        assertThat(outcome.code()).isEqualTo(OK);
        assertThat(outcome.out())
                .contains("trunk", "head score", "deviations score", "fading loss", "fingerprint: the same")
                .contains("configuration: the same");
        JsonNode itself = json("diff", early, early);
        assertThat(itself.get("parameters")).hasSize(3).allSatisfy(group -> {
            assertThat(group.get("distance").asDouble()).isZero();
            assertThat(group.get("numbers").asLong()).isPositive();
        });
        JsonNode difference = json("diff", early, late);
        assertThat(difference.get("parameters"))
                .allSatisfy(
                        group -> assertThat(group.get("distance").asDouble()).isPositive());
        assertThat(difference.at("/entities/only_from").asLong()).isZero();
    }

    @Test
    void diffComparesSnapshotsOfOtherShapesAndNamesTheSettings() throws IOException {
        String wider;
        try (SnapshotsOfRows snapshots = new SnapshotsOfRows(directory, EXAM, ROWS, "model.trunk=[8]")) {
            wider = snapshots.at(800).toString();
        }
        JsonNode difference = json("diff", early, wider);
        assertThat(difference.at("/parameters/0/group").asText()).isEqualTo("trunk");
        assertThat(difference.at("/parameters/0/numbers").asLong()).isZero();
        assertThat(difference.at("/parameters/0/distance").isNull()).isTrue();
        assertThat(difference.get("fingerprint"))
                .anySatisfy(change -> assertThat(change.toString()).contains("model.trunk", "[8]"));
        assertThat(difference.get("configuration"))
                .singleElement()
                .satisfies(change -> assertThat(change.get("setting").asText()).isEqualTo("model.trunk"));
        assertThat(snapshot("diff", early, wider).out()).contains("configuration", "model.trunk");
    }

    @Test
    void pinKeepsWhatPruneWouldRemoveAndUnpinLetsItGo() throws IOException {
        String[] sparse = {"prune", "-X", "snapshots.keep=1", "-X", "snapshots.keep-days=0"};
        assertThat(json("pin", early).at("/pinned/0").asText()).isEqualTo(early);
        assertThat(snapshot(sparse).out().strip()).isEqualTo("nothing to remove");
        assertThat(snapshot("unpin", early).out().strip()).isEqualTo("nothing is pinned");
        assertThat(snapshot(sparse).out().strip()).isEqualTo("removed " + early);
        assertThat(directory.resolve(early)).doesNotExist();
        assertThat(json("prune").get("removed")).isEmpty();
        assertThat(snapshot("pin", early).code()).isEqualTo(FAILURE);
    }

    @Test
    void liveTellsWhichOneItIsAndMakesAnotherLive() throws IOException {
        assertThat(snapshot("live").out().strip()).isEqualTo(late);
        assertThat(snapshot("live", early).out().strip()).isEqualTo(early);
        assertThat(json("live").get("live").asText()).isEqualTo(early);
        damage(late);
        Outcome refused = snapshot("live", late);
        assertThat(refused.code()).isEqualTo(FAILURE);
        assertThat(refused.err()).contains("part-0.blocks was changed after it was written");
        assertThat(snapshot("live").out().strip()).isEqualTo(early);
        Files.delete(directory.resolve("live"));
        assertThat(snapshot("live").code()).isEqualTo(FAILURE);
    }

    @Test
    void exportWritesEveryFormat() throws IOException {
        for (String format : List.of("onnx", "safetensors", "json")) {
            Path file = directory.resolve("exported." + format);
            Outcome outcome = snapshot("export", late, "--format", format, "--output", file.toString());
            assertThat(outcome.code()).as(outcome.err()).isEqualTo(OK);
            assertThat(outcome.out()).startsWith(file + ": ");
            assertThat(outcome.err()).isEmpty();
            assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1))
                    .contains(late);
        }
        JsonNode model =
                new ObjectMapper().readTree(directory.resolve("exported.json").toFile());
        assertThat(model.get("model_sha256").asText())
                .isEqualTo(json("show", late).get("modelSha256").asText());
    }

    @Test
    void exportWarnsOfAnEntityThatIsNotKnown() throws JsonProcessingException {
        String file = directory.resolve("one.onnx").toString();
        Outcome unknown = snapshot("export", late, "--format", "onnx", "--task", "score/nowhere", "--output", file);
        assertThat(unknown.code()).isEqualTo(OK);
        assertThat(unknown.err()).contains("the entity 'nowhere' has learned nothing in snapshot " + late);
        Outcome known = snapshot("export", late, "--format", "onnx", "--entity", "14", "--output", file);
        assertThat(known.err()).isEmpty();
        assertThat(json("export", late, "--format", "onnx", "--output", file)
                        .get("bytes")
                        .asLong())
                .isPositive();
    }

    @Test
    void exportOfWhatCannotBeIsAUsageError() {
        assertThat(snapshot("export", late, "--format", "json", "--entity", "14")
                        .err())
                .contains("found a choice of tasks for json");
        Outcome family = snapshot("export", late, "--format", "onnx", "--task", "scores/14");
        assertThat(family.code()).isEqualTo(USAGE);
        assertThat(family.err()).contains("found task scores/14, expected family/entity");
        assertThat(snapshot("export", late, "--format", "onnx", "--task", "score/1", "--entity", "1")
                        .code())
                .isEqualTo(USAGE);
        assertThat(snapshot("export", late).code()).isEqualTo(USAGE);
        assertThat(Outcome.of("snapshot").err()).contains("Name what to do: snapshot ", "list", "export");
        assertThat(ModelVersion.parse(late).learned()).isEqualTo(1488);
    }
}
