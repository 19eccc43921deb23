package io.tributary.evaluation;

import static io.tributary.evaluation.Questions.answer;
import static io.tributary.evaluation.Questions.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.task.Row;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShotCurveTest {
    private static final List<String> BASELINES = List.of("prior", "pooled", "pooled");

    private final ShotCurve curve = new ShotCurve(List.of(Questions.DELAY), 1);

    private void answered(String entity, double model, double prior) {
        Row row = row(entity, 1);
        curve.answered(0, row, answer(model));
        curve.answered(1, row, answer(prior));
        curve.answered(2, row, answer(prior + 1));
        curve.answered(3, row, answer(prior - 0.5));
    }

    /** Entities e0 … e(n−1) come one after another with this many labels; the model's loss is the count before. */
    private void fold(int entities, int labels) {
        curve.begin(0, BASELINES, row -> row.entity().toString().startsWith("e"));
        for (int i = 0; i < labels; i++) {
            for (int e = 0; e < entities; e++) {
                answered("e" + e, i, 2 * i + e);
            }
            answered("old", 1000, 1000);
        }
    }

    @Test
    void findsTheLossByTheNumberOfLabelsBefore() {
        fold(21, 10);
        List<ShotReport.Point> points = curve.reports().get(0).points();
        assertThat(points).extracting(ShotReport.Point::shots).containsExactly(0, 1, 5);
        assertThat(points).extracting(ShotReport.Point::upTo).containsExactly(0, 1, 7);
        assertThat(points).extracting(point -> point.model().mean()).containsExactly(0.0, 1.0, 6.0);
        assertThat(points).extracting(ShotReport.Point::entities).containsExactly(21, 21, 21);
        assertThat(points).extracting(ShotReport.Point::examples).containsExactly(21L, 21L, 63L);
    }

    @Test
    void pairsMethodsByEntity() {
        fold(21, 2);
        ShotReport.Point second = curve.reports().get(0).points().get(1);
        assertThat(second.model().halfWidth()).isZero();
        double[] gains = new double[21];
        java.util.Arrays.setAll(gains, e -> 2 + e - 1.0);
        Gain gain = java.util.Objects.requireNonNull(second.gains().get("prior"));
        assertThat(gain.absolute().mean()).isCloseTo(11, within(1e-9));
        assertThat(gain.absolute().halfWidth()).isCloseTo(Estimate.ofMean(gains).halfWidth(), within(1e-9));
        assertThat(gain.relative().mean()).isCloseTo(11 / 12.0, within(1e-9));
    }

    @Test
    void crossesEntitiesWithSeedsAndCountsTheirLabelsOnce() {
        ShotCurve seeded = new ShotCurve(List.of(Questions.DELAY), 2);
        double[][] losses = new double[21][2];
        double[][] gains = new double[21][2];
        for (int seed = 0; seed < 2; seed++) {
            seeded.begin(seed, List.of("prior"), row -> true);
            for (int e = 0; e < losses.length; e++) {
                losses[e][seed] = e + seed * (3 + e % 4);
                gains[e][seed] = 2 * e - losses[e][seed];
                seeded.answered(0, row("e" + e, 1), answer(losses[e][seed]));
                seeded.answered(1, row("e" + e, 1), answer(seed == 0 ? 2 * e : 1000));
            }
        }
        ShotReport.Point point = seeded.reports().get(0).points().get(0);
        Estimate crossed = CrossedRuns.estimate(losses);
        assertThat(point.model().mean()).isEqualTo(crossed.mean());
        assertThat(point.model().halfWidth()).isCloseTo(crossed.halfWidth(), within(1e-9));
        assertThat(point.examples()).isEqualTo(21);
        Estimate gain =
                java.util.Objects.requireNonNull(point.gains().get("prior")).absolute();
        assertThat(gain.mean()).isCloseTo(CrossedRuns.estimate(gains).mean(), within(1e-9));
        assertThat(gain.halfWidth()).isCloseTo(CrossedRuns.estimate(gains).halfWidth(), within(1e-9));
        assertThat(java.util.Objects.requireNonNull(point.baselines().get("prior"))
                        .mean())
                .isEqualTo(20);
    }

    @Test
    void reportsTheBetterOfThoseOfOneName() {
        fold(21, 1);
        ShotReport.Point first = curve.reports().get(0).points().get(0);
        assertThat(first.baselines().keySet()).containsExactly("prior", "pooled");
        assertThat(java.util.Objects.requireNonNull(first.baselines().get("pooled"))
                        .mean())
                .isEqualTo(10 - 0.5);
    }

    @Test
    void anEntityIsNewAgainInEveryRun() {
        fold(21, 2);
        fold(21, 2);
        assertThat(curve.reports().get(0).points())
                .extracting(ShotReport.Point::examples)
                .containsExactly(42L, 42L);
    }

    @Test
    void needsMoreThanTwentyEntities() {
        fold(20, 10);
        assertThat(curve.reports()).isEmpty();
    }

    @Test
    void aRowWithoutALabelIsNoShot() {
        curve.begin(0, List.of(), row -> true);
        for (int e = 0; e < 21; e++) {
            curve.answered(0, row("e" + e, Double.NaN), answer(50));
            curve.answered(0, row("e" + e, 1), answer(3));
        }
        assertThat(curve.reports().get(0).points())
                .extracting(point -> point.model().mean())
                .containsExactly(3.0);
    }
}
