package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import io.tributary.task.Scoring;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Intervals hold what they promise, and probabilities are corrected where that pays. */
class CertaintyTest {
    private static final List<Family> ALL =
            List.of(LearnerBuilder.SCORE, LearnerBuilder.LATE, LearnerBuilder.BAND, LearnerBuilder.COUNT);

    private final Random random = new Random(9);
    private final Row row = new Row(0, ALL.size());
    private final Prediction prediction = new Prediction(ALL);

    private void answer(int family, double value) {
        prediction.clear();
        prediction.answer(family, false);
        prediction.values()[prediction.offset(family)] = value;
    }

    private double coverage(Intervals intervals, int labels, double deviation) {
        int held = 0;
        for (int i = 0; i < labels; i++) {
            answer(0, 10);
            intervals.addTo(prediction);
            row.label(0, 10 + deviation * random.nextGaussian());
            held += prediction.lower(0) <= row.label(0) && row.label(0) <= prediction.upper(0) ? 1 : 0;
            intervals.observe(row, prediction);
        }
        return (double) held / labels;
    }

    @Test
    void intervalsHoldTheirShareEvenWhenTheNoiseGrows() {
        Intervals intervals = new Intervals(new IntervalsConfig(0.9, 0.05, false), ALL, new Tables(ALL.size()));
        assertThat(coverage(intervals, 5000, 1)).isCloseTo(0.9, within(0.02));
        double width = intervals.totalWidth(0) / intervals.offered(0);
        assertThat(width).isCloseTo(2 * 1.645, within(0.3));
        assertThat(coverage(intervals, 5000, 4)).isCloseTo(0.9, within(0.04));
        assertThat(intervals.offered(0)).isEqualTo(10_000 - 50);
        assertThat(intervals.held(0)).isLessThan(intervals.offered(0));
    }

    @Test
    void noIntervalBeforeThereIsEvidenceAndNoneForClasses() {
        Intervals intervals = new Intervals(new IntervalsConfig(0.9, 0.05, false), ALL, new Tables(ALL.size()));
        coverage(intervals, 10, 1);
        answer(0, 10);
        intervals.addTo(prediction);
        assertThat(prediction.lower(0)).isNaN();
        answer(1, 0.3);
        intervals.addTo(prediction);
        assertThat(prediction.upper(1)).isNaN();
    }

    @Test
    void noCountIsBelowNought() {
        Intervals intervals = new Intervals(new IntervalsConfig(0.9, 0.05, false), ALL, new Tables(ALL.size()));
        for (int i = 0; i < 500; i++) {
            answer(3, 1);
            intervals.addTo(prediction);
            row.label(3, random.nextInt(3));
            intervals.observe(row, prediction);
        }
        answer(3, 0.2);
        intervals.addTo(prediction);
        assertThat(prediction.lower(3)).isNotNegative();
        assertThat(prediction.upper(3)).isPositive();
    }

    @Test
    void countsThatAreNearlyAlwaysNoughtHaveNoIntervalUpsideDown() {
        Intervals intervals = new Intervals(new IntervalsConfig(0.9, 0.05, false), ALL, new Tables(ALL.size()));
        for (int i = 0; i < 2000; i++) {
            answer(3, random.nextBoolean() ? 0.5 : 0.01);
            intervals.addTo(prediction);
            assertThat(prediction.upper(3) < prediction.lower(3)).isFalse();
            row.label(3, random.nextInt(100) == 0 ? 1 : 0);
            intervals.observe(row, prediction);
        }
        assertThat(intervals.held(3)).isGreaterThan(9 * intervals.offered(3) / 10);
    }

    @Test
    void tooSureProbabilitiesOfABinaryFamilyAreCorrected() {
        Calibration calibration = new Calibration(ALL, new Tables(ALL.size()));
        double raw = 0;
        double corrected = 0;
        for (int i = 0; i < 20_000; i++) {
            double logit = random.nextGaussian();
            row.label(1, random.nextDouble() < 1 / (1 + Math.exp(-logit)) ? 1 : 0);
            answer(1, 1 / (1 + Math.exp(-3 * logit - 1)));
            int offset = prediction.offset(1);
            raw += Scoring.loss(LearnerBuilder.LATE, prediction.values(), offset, row.label(1));
            calibration.correct(1, prediction.values(), offset);
            corrected += Scoring.loss(LearnerBuilder.LATE, prediction.values(), offset, row.label(1));
            calibration.observe(row, prediction);
        }
        assertThat(corrected).isLessThan(0.8 * raw);
        answer(1, 1 / (1 + Math.exp(-3 * 0.7 - 1)));
        calibration.correct(1, prediction.values(), prediction.offset(1));
        assertThat(prediction.value(1)).isCloseTo(1 / (1 + Math.exp(-0.7)), within(0.05));
    }

    @Test
    void tooSureProbabilitiesOfClassesAreSoftenedAndStillSumToOne() {
        Calibration calibration = new Calibration(ALL, new Tables(ALL.size()));
        for (int i = 0; i < 10_000; i++) {
            int likely = random.nextInt(3);
            row.label(2, random.nextDouble() < 0.7 ? likely : (likely + 1 + random.nextInt(2)) % 3);
            sure(likely);
            calibration.correct(2, prediction.values(), prediction.offset(2));
            calibration.observe(row, prediction);
        }
        sure(1);
        int offset = prediction.offset(2);
        calibration.correct(2, prediction.values(), offset);
        double[] values = prediction.values();
        assertThat(values[offset + 1]).isCloseTo(0.7, within(0.05));
        assertThat(values[offset] + values[offset + 1] + values[offset + 2]).isCloseTo(1, within(1e-12));
    }

    private void sure(int likely) {
        answer(2, 0.01);
        int offset = prediction.offset(2);
        for (int c = 0; c < 3; c++) {
            prediction.values()[offset + c] = c == likely ? 0.98 : 0.01;
        }
    }
}
