package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReportTest {
    private static final RunSummary RUN = new RunSummary(100_000, 300_000, 4, 16_666, 299_988, 12, "ab12");

    private final Report report = new Report(
            RUN,
            List.of(
                    new FamilyReport(
                            Questions.LATE,
                            new Score(
                                    228,
                                    100_000,
                                    0.45,
                                    0.41,
                                    0.6,
                                    0.44,
                                    0.43,
                                    new Quality(0.02, Double.NaN, Double.NaN)),
                            Map.of("prior", score(0.5)),
                            Map.of("prior", new Gain(new Estimate(0.05, 0.045, 0.055), 0.5))),
                    new FamilyReport(
                            Questions.DELAY,
                            new Score(228, 100_000, 732.25, 700, 900, 710, 705, new Quality(Double.NaN, 17, 0.6)),
                            delayBaselines(),
                            Map.of())),
            List.of(new TaskReport(
                    "late/ATL",
                    new TaskReport.Losses(9, 0.5, 0.4),
                    Map.of("prior", new TaskReport.Losses(9, 0.75, 0.7)),
                    Map.of("prior", new Gain(new Estimate(0.25, 0, 0.5), 0.75)))));

    private static Map<String, Score> delayBaselines() {
        Map<String, Score> baselines = new LinkedHashMap<>();
        baselines.put("prior", new Score(228, 100_000, 1000, 800, 1200, 1420, 940, Quality.NONE));
        baselines.put("last_value", score(12_345.6));
        baselines.put("single_task_linear", score(753.4));
        baselines.put("pooled_linear", score(Double.POSITIVE_INFINITY));
        return baselines;
    }

    private static Score score(double loss) {
        return new Score(228, 100_000, loss, 2 * loss, loss, loss, loss, Quality.NONE);
    }

    @Test
    void writesTheRunInSnakeCase() throws IOException {
        JsonNode json = json(report);
        assertThat(json.fieldNames())
                .toIterable()
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
        assertThat(json.path("rows_per_second").doubleValue()).isEqualTo(25_000);
        assertThat(json.path("examples_per_second").doubleValue()).isEqualTo(75_000);
        assertThat(json.path("model_sha256").textValue()).isEqualTo("ab12");
        assertThat(json.path("pending").longValue()).isEqualTo(12);
        assertThat(report.toJson()).doesNotContain("\n");
    }

    @Test
    void writesLogLosses() throws IOException {
        assertThat(json(report).path("families").get(0))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                {"name": "late", "kind": "binary", "tasks": 228, "scored": 100000,
                                 "log_loss": 0.45, "macro_log_loss": 0.41, "calibration_error": 0.02, "first_tenth": {"log_loss": 0.6},
                                 "last_half": {"log_loss": 0.44}, "fading": {"log_loss": 0.43},
                                 "baselines": {"prior": {"log_loss": 0.5, "macro_log_loss": 1.0, "calibration_error": null,
                                   "first_tenth": {"log_loss": 0.5}, "last_half": {"log_loss": 0.5}, "fading": {"log_loss": 0.5},
                                   "gain": {"absolute": {"mean": 0.05, "low": 0.045, "high": 0.055},
                                            "relative": {"mean": 0.1, "low": 0.09, "high": 0.11}}}}}"""));
    }

    @Test
    void writesSquaredErrorsAlsoAsAShareOfThePriors() throws IOException {
        JsonNode delay = json(report).path("families").get(1);
        assertThat(delay.path("mse").doubleValue()).isEqualTo(732.25);
        assertThat(delay.path("rel_mse").doubleValue()).isEqualTo(0.73225);
        assertThat(delay.path("macro_mse").doubleValue()).isEqualTo(700);
        assertThat(delay.path("macro_rel_mse").doubleValue()).isEqualTo(0.875);
        assertThat(delay.path("first_tenth").path("rel_mse").doubleValue()).isEqualTo(0.75);
        assertThat(delay.path("last_half").path("rel_mse").doubleValue()).isEqualTo(0.5);
        assertThat(delay.path("fading").path("rel_mse").doubleValue()).isEqualTo(0.75);
        assertThat(delay.path("baselines").path("prior").path("rel_mse").doubleValue())
                .isEqualTo(1);
        assertThat(delay.path("baselines").fieldNames())
                .toIterable()
                .containsExactly("prior", "last_value", "single_task_linear", "pooled_linear");
    }

    @Test
    void writesErrorsAndForQuantilesTheirCoverage() throws IOException {
        JsonNode delay = json(report).path("families").get(1);
        assertThat(delay.path("mae").doubleValue()).isEqualTo(17);
        assertThat(delay.has("coverage")).isFalse();
        Family quantile = new Family("high", Kind.REGRESSION, 1, LossName.QUANTILE, 0.75);
        FamilyReport family =
                new FamilyReport(quantile, report.families().get(1).model(), Map.of(), Map.of());
        JsonNode high = json(new Report(RUN, List.of(family), List.of()))
                .path("families")
                .get(0);
        assertThat(high.path("coverage").doubleValue()).isEqualTo(0.6);
        assertThat(high.path("tau").doubleValue()).isEqualTo(0.75);
    }

    @Test
    void writesTasksWhereTheyAreAskedFor() throws IOException {
        assertThat(json(report).has("tasks")).isFalse();
        assertThat(new ObjectMapper()
                        .readTree(report.toJsonWithTasks())
                        .path("tasks")
                        .get(0))
                .isEqualTo(
                        new ObjectMapper()
                                .readTree(
                                        """
                                {"task": "late/ATL", "examples": 9, "mean": 0.5, "fading": 0.4,
                                 "baselines": {"prior": {"mean": 0.75, "fading": 0.7,
                                   "gain": {"absolute": {"mean": 0.25, "low": 0.0, "high": 0.5},
                                            "relative": {"mean": 0.3333333333333333, "low": 0.0, "high": 0.6666666666666666}}}}}"""));
    }

    @Test
    void writesWhatIsNotFiniteAsNull() throws IOException {
        JsonNode pooled = json(report).path("families").get(1).path("baselines").path("pooled_linear");
        assertThat(pooled.path("mse").isNull()).isTrue();
        assertThat(pooled.path("macro_rel_mse").isNull()).isTrue();
        Report atOnce = new Report(new RunSummary(0, 0, 0, 0, 0, 0, "00"), List.of(), List.of());
        assertThat(json(atOnce).path("rows_per_second").isNull()).isTrue();
    }

    @Test
    void showsATableForATerminal() {
        assertThat(report.toText())
                .isEqualTo(
                        """
                100,000 rows, 300,000 examples in 4.0 s: 25,000 rows/s, 75,000 examples/s
                16,666 steps, 299,988 examples learned, 12 pending
                model ab12

                                                                             single
                                                                       last    task    pooled
                family  tasks  examples  measure    model    prior    value  linear    linear
                late      228   100,000  log loss  0.4500   0.5000        -       -         -
                                         gain              +10.0 %        -       -         -
                                                            ±1.0 %        -       -         -
                delay     228   100,000  mse        732.3     1000   12,346   753.4  Infinity
                                         rel mse   0.7323   1.0000  12.3456  0.7534  Infinity
                                         gain              +26.8 %  +94.1 %  +2.8 %  +100.0 %
                                                                 -        -       -         -

                gain: how far the model's loss is below the baseline's, with its 95 % interval;
                rel mse: mse as a share of the prior's
                """);
    }

    @Test
    void fitsAHundredColumns() {
        Family longest = new Family("pullover_or_coat", Kind.REGRESSION, 1, LossName.SQUARED, 0);
        Score large = new Score(1_000_000, 300_000_000, 732.25, 0, 0, 0, 0, Quality.NONE);
        Report wide = new Report(RUN, List.of(new FamilyReport(longest, large, delayBaselines(), Map.of())), List.of());
        assertThat(wide.toText().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(100));
    }

    private static JsonNode json(Report report) throws IOException {
        return new ObjectMapper().readTree(report.toJson());
    }
}
