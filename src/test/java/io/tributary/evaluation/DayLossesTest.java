package io.tributary.evaluation;

import static io.tributary.evaluation.Questions.answer;
import static io.tributary.evaluation.Questions.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.task.EntityIndex;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DayLossesTest {
    private static final long DAY = 24 * 60 * 60 * 1000L;

    private static final int[] ONCE = {1, 1, 1, 1};

    private final DayLosses losses = new DayLosses(List.of(Questions.DELAY), DAY - 1, 3 * DAY, new long[] {20});

    private void answered(int method, long time, double loss) {
        Row row = row("a", 1);
        row.time(time);
        losses.answered(method, row, answer(loss));
    }

    private double drawn(int method, Measure measure, int... times) {
        return losses.figure(method, 0, measure).drawn(times);
    }

    @Test
    void countsDaysFromMidnightToMidnight() {
        assertThat(DayLosses.days(DAY - 1, DAY)).isEqualTo(2);
        assertThat(DayLosses.days(DAY, 2 * DAY - 1)).isEqualTo(1);
        assertThat(DayLosses.days(-1, 0)).isEqualTo(2);
    }

    @Test
    void sumsEachMethodByDay() {
        answered(0, DAY - 1, 1);
        answered(0, DAY, 2);
        answered(0, DAY + 5, 4);
        answered(1, DAY, 7);
        assertThat(drawn(0, Measure.MICRO, 1, 0, 0, 0)).isEqualTo(1);
        assertThat(drawn(0, Measure.MICRO, 0, 1, 1, 1)).isEqualTo(3);
        assertThat(drawn(0, Measure.MICRO, 0, 0, 1, 0)).isNaN();
        assertThat(losses.figure(0, 0, Measure.MICRO).effectiveDays()).isEqualTo(9 / 5.0);
        assertThat(losses.mean(1, 0)).isEqualTo(7);
    }

    @Test
    void knowsTheFirstTenthAndTheLastHalf() {
        for (int i = 0; i < 20; i++) {
            answered(0, DAY, i < 2 ? 3 : i < 10 ? 1 : 2);
        }
        assertThat(drawn(0, Measure.FIRST_TENTH, ONCE)).isEqualTo(3);
        assertThat(drawn(0, Measure.LAST_HALF, ONCE)).isEqualTo(2);
        assertThat(drawn(0, Measure.RELATIVE, ONCE)).isEqualTo((2 * 3 + 8 + 10 * 2) / 20.0);
    }

    @Test
    void passesOverWhatIsNotScored() {
        losses.answered(0, row("a", Double.NaN), answer(4));
        answered(0, DAY, 5);
        assertThat(losses.mean(0, 0)).isEqualTo(5);
    }

    @Test
    void makesEveryMeasureAsTheScoresHaveIt() {
        PrequentialScores scores = new PrequentialScores(Questions.ALL, new EntityIndex());
        int rows = 2500;
        DayLosses many = new DayLosses(Questions.ALL, 0, 49 * DAY, new long[] {rows, rows, rows});
        SplittableRandom random = new SplittableRandom(7);
        Prediction prediction = new Prediction(Questions.ALL);
        for (int i = 0; i < rows; i++) {
            Row row = row(
                    "e" + random.nextInt(1 + random.nextInt(40)),
                    random.nextInt(2),
                    random.nextGaussian(),
                    random.nextInt(3));
            row.time(i * 49L * DAY / rows);
            for (int f = 0; f < 3; f++) {
                prediction.answer(f, false);
                prediction.loss(f, random.nextDouble());
            }
            for (int v = 0; v < prediction.values().length; v++) {
                prediction.values()[v] = random.nextDouble();
            }
            scores.add(row, prediction);
            many.answered(0, row, prediction);
        }
        int[] once = new int[50];
        Arrays.fill(once, 1);
        for (int f = 0; f < 3; f++) {
            for (Measure measure : Measure.values()) {
                if (measure != Measure.RELATIVE && measure.fits(Questions.ALL.get(f))) {
                    assertThat(many.figure(0, f, measure).drawn(once))
                            .as("%s of family %d", measure, f)
                            .isCloseTo(measure.of(scores.score(f), Score.NONE), within(1e-2));
                }
            }
            assertThat(many.figure(0, f, Measure.FADING).drawn(once))
                    .isCloseTo(scores.score(f).fading(), within(1e-9));
            assertThat(many.figure(0, f, Measure.MACRO).drawn(once))
                    .isCloseTo(scores.score(f).macro(), within(1e-9));
        }
    }

    @Test
    void aTaskThatNoDrawnDayHasIsLeftOut() {
        DayTasks tasks = new DayTasks(2);
        tasks.add(0, 0, 1);
        tasks.add(0, 1, 5);
        tasks.add(1, 1, 9);
        assertThat(tasks.drawn(new int[] {1, 1})).isEqualTo((3 + 9) / 2.0);
        assertThat(tasks.drawn(new int[] {2, 0})).isEqualTo(1);
        assertThat(tasks.drawn(new int[] {0, 2})).isEqualTo(7);
        assertThat(tasks.drawn(new int[] {3, 1})).isEqualTo((2 + 9) / 2.0);
    }

    @Test
    void ofMorePairsOfTaskAndDayThanAreKeptNothingIsKnown() {
        DayTasks tasks = new DayTasks(1);
        for (int task = 0; task < DayTasks.MOST; task++) {
            tasks.add(task, 0, 2);
        }
        assertThat(tasks.drawn(new int[] {1})).isEqualTo(2);
        tasks.add(DayTasks.MOST, 0, 2);
        assertThat(tasks.drawn(new int[] {1})).isNaN();
    }
}
