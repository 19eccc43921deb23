package io.tributary.evaluation;

import static io.tributary.evaluation.Questions.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.sun.management.ThreadMXBean;
import io.tributary.task.EntityIndex;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvaluationTest {
    private static final RunSummary RUN = new RunSummary(2, 6, 1, 0, 0, 6, "00");

    private final EntityIndex entities = new EntityIndex();

    /** Answers every family with a fixed loss. */
    private record FixedLosses(String name, Prediction prediction) implements Baseline {
        FixedLosses(String name, double... losses) {
            this(name, new Prediction(Questions.ALL));
            for (int f = 0; f < losses.length; f++) {
                prediction.answer(f, false);
                prediction.loss(f, losses[f]);
            }
        }

        @Override
        public Prediction observe(Row row, int place, int entity, float[] x) {
            return prediction;
        }
    }

    @Test
    void scoresModelAndBaselinesOnTheSameRows() {
        Beside prior = Beside.prior(Questions.ALL);
        Beside lastValue = Beside.lastValue(Questions.ALL);
        Evaluation evaluation =
                new Evaluation(Questions.ALL, entities, List.of(prior.baseline(), lastValue.baseline()));
        Prediction model = new FixedLosses("model", 0.2, 9, 0.4).prediction();
        for (Row row : List.of(row("a", 1, 8, 2), row("b", 0, 4, 1))) {
            prior.observe(row);
            lastValue.observe(row);
            evaluation.observe(row, model);
        }
        List<FamilyReport> reports = evaluation.report(RUN).families();
        assertThat(reports).extracting(FamilyReport::family).isEqualTo(Questions.ALL);
        assertThat(reports.get(0).baselines()).containsOnlyKeys("prior");
        assertThat(reports.get(1).baselines().keySet()).containsExactly("prior", "last_value");
        FamilyReport delay = reports.get(1);
        assertThat(delay.model().micro()).isEqualTo(9);
        assertThat(delay.baseline("prior").orElseThrow().micro()).isEqualTo((64 + 0) / 2.0);
        assertThat(delay.baseline("last_value").orElseThrow().micro()).isEqualTo((64 + 16) / 2.0);
        assertThat(delay.relative(delay.model(), Score::micro)).isEqualTo(9 / 32.0);
        assertThat(delay.transferGain("last_value")).isEqualTo(1 - 9 / 40.0);
        assertThat(delay.transferGain("pooled_linear")).isNaN();
    }

    @Test
    void reportsTheBetterOfTwoRunsOfOneNamePerFamily() {
        Evaluation evaluation = new Evaluation(
                Questions.ALL,
                entities,
                List.of(new FixedLosses("pooled_linear", 0.3, 7, 0.5), new FixedLosses("pooled_linear", 0.2, 8)));
        evaluation.observe(row("a", 1, 8, 2), new FixedLosses("model", 0.1, 6, 0.4).prediction());
        assertThat(evaluation.report(RUN).families())
                .extracting(
                        report -> report.baseline("pooled_linear").orElseThrow().micro())
                .containsExactly(0.2, 7.0, 0.5);
    }

    @Test
    void aScoreIsBetterThanNone() {
        Score some = new Score(1, 1, 5, 5, 5, 5, 5, Quality.NONE);
        assertThat(some.isBetterThan(Score.NONE)).isTrue();
        assertThat(Score.NONE.isBetterThan(some)).isFalse();
        assertThat(some.isBetterThan(some)).isFalse();
    }

    @Test
    void pairsTheGainOverTheBetterOfOneName() {
        Evaluation evaluation = new Evaluation(
                Questions.ALL,
                entities,
                List.of(new FixedLosses("pooled_linear", 0.3, 7), new FixedLosses("pooled_linear", 0.2, 8)));
        Prediction model = new FixedLosses("model", 0.1, 6, 0.4).prediction();
        evaluation.observe(row("a", 1, 8, 2), model);
        evaluation.observe(row("b", 1, 8, 2), model);
        evaluation.observe(row("b", 1, 8, 2), model);
        Report report = evaluation.report(RUN);
        Gain late = report.families().get(0).gain("pooled_linear").orElseThrow();
        assertThat(late.absolute().mean()).isCloseTo(0.1, within(1e-12));
        assertThat(late.relative().mean()).isCloseTo(0.5, within(1e-12));
        assertThat(report.families().get(2).gain("pooled_linear")).isEmpty();
        assertThat(report.tasks())
                .extracting(TaskReport::task)
                .containsExactly("late/b", "delay/b", "band/b", "late/a", "delay/a", "band/a");
        TaskReport delayOfB = report.tasks().get(1);
        assertThat(delayOfB.model()).isEqualTo(new TaskReport.Losses(2, 6, 6));
        assertThat(java.util.Objects.requireNonNull(delayOfB.gains().get("pooled_linear"))
                        .absolute())
                .isEqualTo(new Estimate(1, 1, 1));
    }

    @Test
    void tellsEveryAnswerToItsListener() {
        List<String> heard = new ArrayList<>();
        Evaluation evaluation = new Evaluation(
                Questions.ALL,
                entities,
                List.of(new FixedLosses("one", 1), new FixedLosses("other", 2)),
                (method, row, prediction) -> heard.add(method + ":" + row.entity() + ":" + prediction.loss(0)));
        evaluation.observe(row("a", 1, 8, 2), new FixedLosses("model", 0.5).prediction());
        assertThat(heard).containsExactly("0:a:0.5", "1:a:1.0", "2:a:2.0");
    }

    @Test
    void allocatesNothingForKnownEntities() {
        Beside prior = Beside.prior(Questions.ALL);
        Beside lastValue = Beside.lastValue(Questions.ALL);
        Evaluation evaluation =
                new Evaluation(Questions.ALL, entities, List.of(prior.baseline(), lastValue.baseline()));
        List<Row> rows = RealStreams.flights(1000);
        Prediction model = new FixedLosses("model", 0.2, 9, 0.4).prediction();
        rows.forEach(row -> observe(row, model, evaluation, prior, lastValue));
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20_000; i++) {
            observe(rows.get(i % 1000), model, evaluation, prior, lastValue);
        }
        long perRow = (threads.getCurrentThreadAllocatedBytes() - before) / 20_000;
        assertThat(perRow).isZero();
    }

    private static void observe(Row row, Prediction model, Evaluation evaluation, Beside prior, Beside lastValue) {
        prior.observe(row);
        lastValue.observe(row);
        evaluation.observe(row, model);
    }
}
