package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code evaluate}, as its user meets it, on streams whose truth is known. */
class EvaluateCommandTest {
    private static final int TASKS = 30;
    private static final int DAYS = 120;

    @TempDir
    private Path directory = Path.of("");

    private String yaml = "";
    private String timed = "";

    @BeforeEach
    void writeConfigurations() throws IOException {
        yaml = configuration("plain.yaml", "");
        timed = configuration("timed.yaml", "time: time, ");
    }

    private String configuration(String name, String time) throws IOException {
        List<String> lines = new ArrayList<>(List.of(
                "application: synthetic",
                "source: {" + time + "entity: task}",
                "features:",
                "  - {name: x0..x3, kind: numeric}"));
        lines.addAll(List.of("families:", "  - {name: y, kind: regression, label: y}"));
        return Files.write(directory.resolve(name), lines).toString();
    }

    /**
     * Rows of tasks that are linear in x; where they are related, there is little noise.
     *
     * @param related whether all tasks have the same weights, or each its own
     */
    private String rows(boolean related, int rows) throws IOException {
        SplittableRandom random = new SplittableRandom(11);
        double[][] weights = new double[TASKS][];
        for (int t = 0; t < TASKS; t++) {
            weights[t] = related && t > 0
                    ? weights[0]
                    : random.doubles(4).map(u -> random.nextGaussian() * 0.5).toArray();
        }
        List<String> lines = new ArrayList<>(List.of("time,task,x0,x1,x2,x3,y"));
        for (int i = 0; i < rows; i++) {
            int task = random.nextInt(TASKS);
            double y = random.nextGaussian() * (related ? 0.3 : 2);
            StringBuilder line = new StringBuilder();
            for (int j = 0; j < 4; j++) {
                double x = random.nextGaussian();
                y += weights[task][j] * x;
                line.append(x).append(',');
            }
            long time = (long) i * DAYS * 86_400_000L / rows;
            lines.add(time + ",t" + task + "," + line + y);
        }
        return Files.write(directory.resolve(related + "-" + rows + ".csv"), lines)
                .toString();
    }

    private static Outcome evaluate(String yaml, String csv, String... more) {
        return Outcome.of(Stream.concat(Stream.of("evaluate", "--config", yaml, "--csv", csv), Stream.of(more))
                .toArray(String[]::new));
    }

    private static JsonNode json(Outcome outcome) throws JsonProcessingException {
        assertThat(outcome.code()).as(outcome.err()).isZero();
        return new ObjectMapper().readTree(outcome.out());
    }

    private static JsonNode family(JsonNode comparison, int variant) {
        return comparison.get("variants").get(variant).get("families").get(0);
    }

    @Test
    void aSingleRunHasTheLossesOfAReplayToTheLastDigit() throws IOException {
        String csv = rows(true, 700);
        JsonNode replay = json(Outcome.of("replay", "--config", yaml, "--csv", csv, "--json", "-X", "model.seed=1"))
                .get("families")
                .get(0);
        JsonNode evaluated = family(json(evaluate(yaml, csv, "--orders", "1", "--seeds", "1", "--json")), 0);
        for (String key : List.of("mse", "macro_mse", "rel_mse", "mae")) {
            assertThat(evaluated.get(key).get("mean")).as(key).isEqualTo(replay.get(key));
        }
        for (String part : List.of("first_tenth", "last_half", "fading")) {
            assertThat(evaluated.get(part).get("mean"))
                    .as(part)
                    .isEqualTo(replay.get(part).get("mse"));
        }
        replay.get("baselines").properties().forEach(baseline -> assertThat(evaluated
                        .get("baselines")
                        .get(baseline.getKey())
                        .get("mse")
                        .get("mean"))
                .isEqualTo(baseline.getValue().get("mse")));
        assertThat(evaluated.at("/mse/low").isNull()).isTrue();
    }

    @Test
    void ordersAndSeedsMakeIntervals() throws IOException {
        JsonNode report = json(evaluate(yaml, rows(true, 700), "--orders", "2", "--seeds", "2", "--json"));
        JsonNode variant = report.get("variants").get(0);
        assertThat(variant.get("orders").asInt()).isEqualTo(2);
        assertThat(variant.get("seeds").asInt()).isEqualTo(2);
        assertThat(variant.get("intervals").asText()).isEqualTo("runs");
        assertThat(variant.at("/dead_units/mean").asDouble()).isBetween(0.0, 1.0);
        JsonNode family = family(report, 0);
        assertThat(family.get("tasks").asInt()).isEqualTo(TASKS);
        assertThat(family.get("scored").asInt()).isEqualTo(700);
        assertThat(family.at("/mse/low").asDouble())
                .isLessThan(family.at("/mse/mean").asDouble());
        JsonNode prior = family.at("/baselines/prior");
        assertThat(prior.at("/gain/relative/mean").asDouble()).isBetween(0.1, 1.0);
        assertThat(prior.at("/gain/absolute/mean").asDouble())
                .isEqualTo(
                        prior.at("/mse/mean").asDouble()
                                - family.at("/mse/mean").asDouble(),
                        within(1e-9));
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    @Test
    void whereRowsHaveATimeTheirOrderStaysAndDaysAreDrawnAgain() throws IOException {
        JsonNode report = json(evaluate(timed, rows(true, 700), "--orders", "3", "--seeds", "2", "--json"));
        JsonNode variant = report.get("variants").get(0);
        assertThat(variant.get("orders").asInt()).isEqualTo(1);
        assertThat(variant.get("intervals").asText()).isEqualTo("days");
        assertThat(variant.get("days").asInt()).isEqualTo(DAYS);
        JsonNode family = family(report, 0);
        for (String path : List.of(
                "/mse",
                "/rel_mse",
                "/macro_mse",
                "/first_tenth",
                "/last_half",
                "/fading",
                "/mae",
                "/baselines/prior/mae",
                "/baselines/prior/macro_mse",
                "/baselines/prior/gain/absolute")) {
            assertThat(family.at(path).get("low").asDouble())
                    .as(path)
                    .isLessThan(family.at(path).get("high").asDouble());
        }
    }

    @Test
    void aValueComparedWithItselfGainsExactlyNothing() throws IOException {
        for (String configuration : List.of(yaml, timed)) {
            JsonNode report = json(evaluate(
                    configuration,
                    rows(true, 700),
                    "--orders",
                    "2",
                    "--seeds",
                    "2",
                    "--json",
                    "--compare",
                    "learning.batch-size=16,16,64"));
            JsonNode same = family(report, 1).get("gain_over_first").get("absolute");
            assertThat(same.get("mean").asDouble()).isZero();
            assertThat(same.get("low").asDouble()).isZero();
            assertThat(same.get("high").asDouble()).isZero();
            JsonNode other = family(report, 2).get("gain_over_first").get("absolute");
            assertThat(other.get("mean").asDouble())
                    .isEqualTo(
                            family(report, 0).at("/mse/mean").asDouble()
                                    - family(report, 2).at("/mse/mean").asDouble(),
                            within(1e-9))
                    .isNotZero();
            assertThat(family(report, 0).has("gain_over_first")).isFalse();
        }
    }

    @Test
    void unrelatedTasksAreShownToGainNothingFromOneAnother() throws IOException {
        String csv = rows(false, 6000);
        String[] brief = {"--orders", "3", "--seeds", "1"};
        String[] asJson = {"--orders", "3", "--seeds", "1", "--json"};
        JsonNode family = family(json(evaluate(yaml, csv, asJson)), 0);
        JsonNode single = family.at("/baselines/single_task_linear/gain/relative");
        assertThat(single.get("mean").asDouble()).isLessThan(-0.01);
        assertThat(family.get("unbeaten").toString()).contains("single_task_linear");
        assertThat(evaluate(yaml, csv, brief).out()).contains("6,000 examples a run; worse than: single task linear");
    }

    @Test
    void relatedTasksAreShownToGain() throws IOException {
        JsonNode family = family(json(evaluate(yaml, rows(true, 2000), "--orders", "2", "--seeds", "2", "--json")), 0);
        assertThat(family.at("/baselines/single_task_linear/gain/relative/low").asDouble())
                .isGreaterThan(0.05);
        assertThat(family.get("unbeaten").toString()).doesNotContain("single_task_linear");
    }

    @Test
    void entitiesNeverSeenAreAnsweredByWhatOthersTaught() throws IOException {
        JsonNode curve = json(evaluate(yaml, rows(true, 2000), "--orders", "1", "--seeds", "1", "--json"))
                .at("/variants/0/shots/0");
        assertThat(curve.get("family").asText()).isEqualTo("y");
        JsonNode zero = curve.get("points").get(0);
        assertThat(zero.get("k").asInt()).isZero();
        assertThat(zero.get("entities").asInt()).isEqualTo(TASKS);
        assertThat(zero.get("examples").asInt()).isEqualTo(TASKS);
        assertThat(zero.at("/baselines/single_task_linear/gain/relative/mean").asDouble())
                .isGreaterThan(0.5);
        assertThat(curve.get("points").findValuesAsText("k")).contains("0", "1", "5", "20");
    }

    @Test
    void entitiesNeverSeenMeetEverySeed() throws IOException {
        String csv = rows(true, 700);
        JsonNode one = json(evaluate(yaml, csv, "--orders", "1", "--seeds", "1", "--json"))
                .at("/variants/0/shots/0/points/0");
        JsonNode two = json(evaluate(yaml, csv, "--orders", "1", "--seeds", "2", "--json"))
                .at("/variants/0/shots/0/points/0");
        assertThat(two.get("examples")).isEqualTo(one.get("examples"));
        assertThat(two.at("/baselines/prior/mse")).isEqualTo(one.at("/baselines/prior/mse"));
        assertThat(two.at("/mse/mean").asDouble())
                .isNotEqualTo(one.at("/mse/mean").asDouble());
        assertThat(two.at("/mse/low").asDouble()).isLessThan(two.at("/mse/mean").asDouble());
    }

    @Test
    void printsTablesOfAHundredColumnsAtMost() throws IOException {
        Outcome outcome =
                evaluate(timed, rows(true, 700), "--seeds", "2", "--compare", "learning.deviation-rate=0.03,0.1");
        assertThat(outcome.code()).isZero();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out())
                .contains("700 rows, 1 order × 2 seeds", "120 days and 2 seeds drawn again", "single task linear")
                .contains("entities never seen", "variants, and their gain over the first")
                .containsPattern("\nmodel .*\n +(±\\d+\\.\\d+ +){6}±\\d");
        assertThat(outcome.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    @Test
    void baselinesCanBeLeftOut() throws IOException {
        JsonNode report = json(
                evaluate(yaml, rows(true, 700), "--orders", "1", "--seeds", "1", "--json", "--live-baselines", "no"));
        assertThat(family(report, 0).get("baselines").size()).isZero();
        assertThat(family(report, 0).at("/mse/mean").asDouble()).isPositive();
        assertThat(report.at("/variants/0/shots/0/points/0/baselines").size()).isZero();
    }

    @Test
    void whatIsWrongIsFoundBeforeAnythingRuns() throws IOException {
        String csv = rows(true, 50);
        for (String wrong :
                List.of("learning.batch-sise=1,2", "learning.batch-size=16,many", "learning.batch-size=16")) {
            Outcome outcome = evaluate(yaml, csv, "--compare", wrong);
            assertThat(outcome.code()).as(wrong).isEqualTo(2);
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.err()).contains("learning.batch-si");
        }
        assertThat(evaluate(yaml, csv, "--orders", "0").code()).isEqualTo(2);
        assertThat(evaluate(yaml, csv, "--live-baselines", "maybe").code()).isEqualTo(2);
        assertThat(evaluate(yaml, "no/such.csv").err().strip()).isEqualTo("no/such.csv: no such file");
    }

    @Test
    void aRowThatCannotBeReadIsNamedAndTheRestIsEvaluated() throws IOException {
        Path csv = Path.of(rows(true, 60));
        List<String> lines = new ArrayList<>(Files.readAllLines(csv));
        lines.set(5, "0,t1,much,0,0,0,1");
        Files.write(csv, lines);
        Outcome outcome = evaluate(yaml, csv.toString(), "--orders", "2", "--seeds", "2");
        assertThat(outcome.code()).isEqualTo(1);
        assertThat(outcome.err().lines()).singleElement().asString().contains("line 6", "much");
        assertThat(outcome.out()).contains("59 rows");
    }
}
