package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A replay that goes on from a snapshot is the rest of the unbroken one, to the bit. */
class ReplayFromSnapshotTest {
    private static final Path DATASETS = Path.of("src/test/resources/datasets");
    private static final Path EXAM = DATASETS.resolve("exam.yaml");
    private static final Path EXAM_ROWS = DATASETS.resolve("exam.csv.gz");
    private static final Path DEMO = Path.of("src/main/resources/io/tributary/demo");
    private static final int FAILURE = 1;

    @TempDir
    private Path directory = Path.of("");

    private Outcome replay(Path configuration, Path rows, String... more) {
        List<String> all = new ArrayList<>(List.of("replay", "--config", configuration.toString()));
        all.addAll(List.of("--csv", rows.toString(), "--json", "-X", "snapshots.directory=" + directory));
        all.addAll(List.of(more));
        return Outcome.of(all.toArray(String[]::new));
    }

    private static JsonNode report(Outcome outcome) throws JsonProcessingException {
        assertThat(outcome.out()).as(outcome.err()).isNotEmpty();
        return new ObjectMapper().readTree(outcome.out());
    }

    private static List<String> lines(Path gzip, int count) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(gzip)), StandardCharsets.UTF_8))) {
            return reader.lines().limit(count).toList();
        }
    }

    private void requireTheUnbrokenRun(Path configuration, Path rows, int... splits) throws IOException {
        JsonNode unbroken = report(replay(configuration, rows));
        try (SnapshotsOfRows snapshots = new SnapshotsOfRows(directory, configuration, rows, "snapshots.keep=9")) {
            for (int split : splits) {
                String version = snapshots.at(split).toString();
                JsonNode continued = report(replay(configuration, rows, "--from-snapshot", version));
                for (String equal : List.of("model_sha256", "learned", "pending", "steps")) {
                    assertThat(continued.get(equal)).as("%s, %d", equal, split).isEqualTo(unbroken.get(equal));
                }
                assertThat(continued.at("/from/snapshot").asText()).isEqualTo(version);
                assertThat(continued.at("/from/rows").asLong()
                                + continued.get("rows").asLong())
                        .isEqualTo(unbroken.get("rows").asLong());
            }
        }
    }

    @Test
    void examMayBeSplitAnywhere() throws IOException {
        requireTheUnbrokenRun(EXAM, EXAM_ROWS, 1, 15, 16, 17, 1003, 4058, 4059);
    }

    @Test
    void flightsMayBeSplitAnywhere() throws IOException {
        Path rows = Files.write(directory.resolve("flights.csv"), lines(DEMO.resolve("flights.csv.gz"), 12_001));
        requireTheUnbrokenRun(DEMO.resolve("flights.yaml"), rows, 7, 5000, 11_111);
    }

    @Test
    void rowsThatWereRefusedArePassedOverToo() throws IOException {
        List<String> lines = new ArrayList<>(lines(EXAM_ROWS, 101));
        lines.add(10, lines.get(10).replaceFirst("^[^,]*,", ","));
        lines.add(60, lines.get(60).replaceFirst("^[^,]*,", ","));
        requireTheUnbrokenRun(EXAM, Files.write(directory.resolve("rows.csv"), lines), 9, 10, 11, 59, 60, 80);
        assertThat(replay(EXAM, directory.resolve("rows.csv")).code()).isEqualTo(FAILURE);
        assertThat(replay(EXAM, directory.resolve("rows.csv"), "--from-snapshot", "0-64")
                        .code())
                .isZero();
    }

    @Test
    void onlyWhatFollowsIsScoredAndTheReportSaysFromWhere() throws IOException {
        try (SnapshotsOfRows snapshots = new SnapshotsOfRows(directory, EXAM, EXAM_ROWS)) {
            snapshots.at(4000);
        }
        JsonNode report = report(replay(EXAM, EXAM_ROWS, "--from-snapshot", "0-4000"));
        assertThat(report.at("/families/0/scored").asInt()).isEqualTo(59);
        assertThat(report.get("rows").asInt()).isEqualTo(59);
        assertThat(report.get("examples").asInt()).isEqualTo(59);
        assertThat(report.at("/from/place").asText()).isEqualTo("row 4,001 of the file");
        Outcome table = Outcome.of(
                "replay",
                "--config",
                EXAM.toString(),
                "--csv",
                EXAM_ROWS.toString(),
                "--from-snapshot",
                "0-4000",
                "-X",
                "snapshots.directory=" + directory);
        assertThat(table.out())
                .contains(
                        "from snapshot 0-4000, at row 4,001 of the file: 4,000 rows and 4,000 examples learned before");
    }

    @Test
    void whatIsMissingDamagedOrOfAnotherShapeIsToldAndNeverLoaded() throws IOException {
        requireFailure(replay(EXAM, EXAM_ROWS, "--from-snapshot", "0-16"), "has no snapshot 0-16");
        try (SnapshotsOfRows snapshots = new SnapshotsOfRows(directory, EXAM, EXAM_ROWS)) {
            snapshots.at(16);
        }
        requireFailure(
                replay(EXAM, EXAM_ROWS, "--from-snapshot", "0-16", "-X", "model.wide=false"),
                "is of another shape than the configuration");
        Path few = Files.write(directory.resolve("few.csv"), lines(EXAM_ROWS, 10));
        requireFailure(
                replay(EXAM, few, "--from-snapshot", "0-16"),
                "has had 16 rows, expected as many in " + few + ", which has 9");
        Path part = directory.resolve("0-16").resolve("part-0.blocks");
        Files.write(part, java.util.Arrays.copyOf(Files.readAllBytes(part), 100));
        requireFailure(replay(EXAM, EXAM_ROWS, "--from-snapshot", "0-16"), "has 100 bytes, expected");
    }

    private static void requireFailure(Outcome outcome, String words) {
        assertThat(outcome.code()).isEqualTo(FAILURE);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains(words);
    }
}
