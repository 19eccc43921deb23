package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The verbs that need no broker, as their user meets them: exit code, stdout, stderr. */
class CommandLineTest {
    private static final Path DATASETS = Path.of("src/test/resources/datasets");
    private static final String EXAM = DATASETS.resolve("exam.yaml").toString();
    private static final String EXAM_ROWS = DATASETS.resolve("exam.csv.gz").toString();
    private static final int OK = 0;
    private static final int FAILURE = 1;
    private static final int USAGE = 2;

    @TempDir
    private Path directory = Path.of("");

    private static Outcome replayExam(String... more) {
        return Outcome.of(Stream.concat(Stream.of("replay", "--config", EXAM, "--csv", EXAM_ROWS), Stream.of(more))
                .toArray(String[]::new));
    }

    private static ObjectNode json(Outcome outcome) throws JsonProcessingException {
        assertThat(outcome.code()).as(outcome.err()).isEqualTo(OK);
        return (ObjectNode) new ObjectMapper().readTree(outcome.out());
    }

    private static List<String> keys(JsonNode node) {
        return node.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }

    private Path file(String name, String... lines) throws IOException {
        return Files.write(directory.resolve(name), List.of(lines));
    }

    @Test
    void replayPrintsOneJsonObjectWithEveryFigure() throws JsonProcessingException {
        JsonNode report = json(replayExam("--json"));
        assertThat(keys(report))
                .containsExactly(
                        "rows",
                        "examples",
                        "seconds",
                        "rows_per_second",
                        "examples_per_second",
                        "steps",
                        "learned",
                        "pending",
                        "model_sha256",
                        "families");
        assertThat(report.get("rows").asInt()).isEqualTo(4059);
        assertThat(report.get("examples").asInt())
                .isEqualTo(report.get("learned").asInt() + report.get("pending").asInt());
        assertThat(report.get("steps").asInt()).isEqualTo(4059 / 16);
        assertThat(report.get("model_sha256").asText()).matches("[0-9a-f]{64}");
    }

    @Test
    void replayComparesEveryFamilyWithItsBaselines() throws JsonProcessingException {
        JsonNode family = json(replayExam("--json")).get("families").get(0);
        assertThat(keys(family))
                .containsExactly(
                        "name",
                        "kind",
                        "tasks",
                        "scored",
                        "mse",
                        "rel_mse",
                        "macro_mse",
                        "macro_rel_mse",
                        "mae",
                        "first_tenth",
                        "last_half",
                        "fading",
                        "baselines");
        assertThat(family.get("tasks").asInt()).isEqualTo(65);
        assertThat(family.get("rel_mse").asDouble()).isBetween(0.5, 0.8);
        assertThat(keys(family.get("baselines")))
                .containsExactly("prior", "last_value", "single_task_linear", "pooled_linear");
        assertThat(family.at("/baselines/prior/rel_mse").asDouble()).isEqualTo(1);
        assertThat(family.at("/last_half/mse").asDouble()).isPositive();
    }

    @Test
    void replayAddsEveryTaskWhereItIsAsked() throws JsonProcessingException {
        JsonNode tasks = json(replayExam("--json", "--tasks")).get("tasks");
        assertThat(tasks).hasSize(65);
        assertThat(keys(tasks.get(0))).containsExactly("task", "examples", "mean", "fading", "baselines");
        assertThat(tasks.get(0).get("task").asText()).startsWith("score/");
        assertThat(tasks.get(0).get("examples").asInt())
                .isGreaterThan(tasks.get(64).get("examples").asInt());
        assertThat(keys(tasks.at("/0/baselines/pooled_linear"))).containsExactly("mean", "fading", "gain");
        assertThat(replayExam("--tasks").code()).isEqualTo(USAGE);
    }

    @Test
    void twoReplaysAgreeInAllButTheirTime() throws JsonProcessingException {
        ObjectNode one = json(replayExam("--json"));
        ObjectNode other = json(replayExam("--json"));
        List<String> timed = List.of("seconds", "rows_per_second", "examples_per_second");
        assertThat(one.remove(timed)).isEqualTo(other.remove(timed));
        JsonNode otherSeed = json(replayExam("--json", "-X", "model.seed=8"));
        assertThat(otherSeed.get("model_sha256")).isNotEqualTo(one.get("model_sha256"));
    }

    @Test
    void replayPrintsATableForPeople() {
        Outcome outcome = replayExam();
        assertThat(outcome.code()).isEqualTo(OK);
        assertThat(outcome.out()).contains("examples learned", "pooled", "score      65     4,059");
        assertThat(outcome.err()).isEmpty();
    }

    @Test
    void aRowThatCannotBeReadIsNamedAndTheRestIsLearned() throws IOException {
        Path rows = file(
                "rows.csv",
                "school,normexam,standLRT,schavg,vr,intake,sex,type,schgend",
                "14,0.5,1,0.3,top 25%,mid 50%,F,Mxd,mixed",
                "14,much,1,0.3,top 25%,mid 50%,F,Mxd,mixed",
                ",0.5,1,0.3,top 25%,mid 50%,F,Mxd,mixed",
                "15,0.5,1,0.3,top 25%,mid 50%,F,Mxd,mixed");
        Outcome outcome = Outcome.of("replay", "--config", EXAM, "--csv", rows.toString(), "--json");
        assertThat(outcome.code()).isEqualTo(FAILURE);
        assertThat(outcome.err().lines())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("invalid-label: " + rows + " line 3: ")
                        .contains("much"))
                .anySatisfy(line -> assertThat(line).startsWith("missing-entity: " + rows + " line 4: "));
        assertThat(new ObjectMapper().readTree(outcome.out()).get("rows").asInt())
                .isEqualTo(2);
    }

    @Test
    void aColumnThatIsMissingIsNamed() throws IOException {
        Path rows = file("rows.csv", "school,normexam,standLrt", "14,0.5,1");
        Outcome outcome = Outcome.of("replay", "--config", EXAM, "--csv", rows.toString());
        assertThat(outcome.code()).isEqualTo(FAILURE);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).contains(rows.toString(), "standLRT", "standLrt");
    }

    @Test
    void aFileThatIsMissingIsNamed() {
        Outcome rows = Outcome.of("replay", "--config", EXAM, "--csv", "no/such.csv");
        assertThat(rows.code()).isEqualTo(FAILURE);
        assertThat(rows.err().strip()).isEqualTo("no/such.csv: no such file");
        Outcome configuration = Outcome.of("replay", "--config", "no/such.yaml", "--csv", EXAM_ROWS);
        assertThat(configuration.code()).isEqualTo(USAGE);
        assertThat(configuration.err())
                .startsWith("no/such.yaml: no such file in ")
                .contains("--config FILE");
    }

    @Test
    void aConfigurationThatIsWrongIsAUsageErrorWithItsLine() throws IOException {
        Path yaml = file("exam.yaml", "application: exam", "source:", "  entity: school", "modle: {}");
        Outcome outcome = Outcome.of("config", "print", "--config", yaml.toString());
        assertThat(outcome.code()).isEqualTo(USAGE);
        assertThat(outcome.err()).contains(yaml + ":4", "modle", "model");
        assertThat(outcome.out()).isEmpty();
    }

    @Test
    void anOverrideThatIsWrongIsAUsageError() {
        Outcome outcome = Outcome.of("config", "print", "--config", EXAM, "-X", "learning.batch-sise=4");
        assertThat(outcome.code()).isEqualTo(USAGE);
        assertThat(outcome.err()).contains("batch-sise", "batch-size");
    }

    @Test
    void configPrintShowsEveryValueWithItsOrigin() throws IOException {
        Outcome outcome = Outcome.of("config", "print", "--config", EXAM, "-X", "learning.batch-size=4");
        assertThat(outcome.code()).isEqualTo(OK);
        assertThat(outcome.out()).contains("application: exam", "batch-size: 4", "trunk-rate: 0.005");
        assertThat(outcome.out().lines())
                .anySatisfy(line -> assertThat(line).contains("batch-size: 4").contains("-X"))
                .anySatisfy(
                        line -> assertThat(line).contains("trunk-rate: 0.005").contains("default"));
        Path again = Files.writeString(directory.resolve("again.yaml"), outcome.out());
        assertThat(Outcome.of("config", "print", "--config", again.toString()).code())
                .isEqualTo(OK);
    }

    @Test
    void configReferencePrintsThePageOfTheDocuments() throws IOException {
        Outcome outcome = Outcome.of("config", "reference");
        assertThat(outcome.code()).isEqualTo(OK);
        assertThat(outcome.out()).isEqualTo(Files.readString(Path.of("src/docs/configuration.md")));
    }

    @Test
    void anUnknownVerbIsAUsageError() {
        Outcome outcome = Outcome.of("reply");
        assertThat(outcome.code()).isEqualTo(USAGE);
        assertThat(outcome.err()).contains("reply").contains("replay");
    }

    @Test
    void aVerbIsNeeded() {
        assertThat(Outcome.of().code()).isEqualTo(USAGE);
        assertThat(Outcome.of().err()).contains("Name a verb");
        assertThat(Outcome.of("config").code()).isEqualTo(USAGE);
        assertThat(Outcome.of("config").err()).contains("config print or config reference");
    }

    @Test
    void anOptionThatIsNeededIsNamed() {
        Outcome outcome = Outcome.of("replay", "--config", EXAM);
        assertThat(outcome.code()).isEqualTo(USAGE);
        assertThat(outcome.err()).contains("--csv");
    }

    @Test
    void aStateThatNoRecordCouldHoldIsRefusedAtTheStart() throws IOException {
        String[] lines = {
            "application: wide",
            "source: {time: t, entity: e}",
            "features:",
            "  - {name: a, kind: categorical, buckets: 65536}",
            "families:",
            "  - {name: f, kind: multiclass, label: y, classes: 16}"
        };
        Outcome outcome = Outcome.of("run", "--config", file("wide.yaml", lines).toString());
        assertThat(outcome.code()).isEqualTo(USAGE);
        assertThat(outcome.err()).contains("in one block of an entity, expected at most 8,323,072");
    }

    @ParameterizedTest
    @ValueSource(strings = {"14", "scores/14"})
    void aTaskWhoseNeighboursAreAskedForHasAFamily(String task) {
        Outcome outcome = Outcome.of("inspect", "--config", EXAM, "--neighbours", task);
        assertThat(outcome.code()).isEqualTo(USAGE);
        assertThat(outcome.err()).contains("found '" + task + "'", "family/entity", "score");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--limit=5", "--tasks --limit=0", "--tasks --neighbours=score/14"})
    void inspectAnswersOneQuestionAtATime(String arguments) {
        Outcome outcome =
                Outcome.of(Stream.concat(Stream.of("inspect", "--config", EXAM), Stream.of(arguments.split(" ")))
                        .toArray(String[]::new));
        assertThat(outcome.code()).isEqualTo(USAGE);
        assertThat(outcome.err()).contains("--tasks", "expected");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "demo",
                "broker",
                "topics",
                "produce",
                "run",
                "consume",
                "inspect",
                "replay",
                "evaluate",
                "snapshot",
                "config"
            })
    void everyVerbExplainsItself(String verb) {
        Outcome outcome = Outcome.of(verb, "--help");
        assertThat(outcome.code()).isEqualTo(OK);
        assertThat(outcome.out()).startsWith("Usage: tributary " + verb);
        assertThat(Outcome.of("--help").out()).contains("  " + verb + " ");
    }

    @Test
    void theVersionIsToldWithThatOfJava() {
        Outcome outcome = Outcome.of("--version");
        assertThat(outcome.code()).isEqualTo(OK);
        assertThat(outcome.out()).startsWith("tributary ").contains("Java " + System.getProperty("java.version"));
    }
}
