package io.tributary.evaluation;

import static io.tributary.evaluation.Questions.answer;
import static io.tributary.evaluation.Questions.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.task.Row;
import org.junit.jupiter.api.Test;

class DayLossesTest {
    private static final long DAY = 24 * 60 * 60 * 1000L;

    private final DayLosses losses = new DayLosses(DAY - 1, 3 * DAY, new long[] {20});

    private void answered(int method, long time, double loss) {
        Row row = row("a", 1);
        row.time(time);
        losses.answered(method, row, answer(loss));
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
        assertThat(losses.days(0, 0, Measure.MICRO).losses()).containsExactly(1, 6, 0, 0);
        assertThat(losses.days(0, 0, Measure.MICRO).counts()).containsExactly(1, 2, 0, 0);
        assertThat(losses.days(1, 0, Measure.MICRO).mean()).isEqualTo(7);
    }

    @Test
    void knowsTheFirstTenthAndTheLastHalf() {
        for (int i = 0; i < 20; i++) {
            answered(0, DAY, i < 2 ? 3 : i < 10 ? 1 : 2);
        }
        assertThat(losses.days(0, 0, Measure.FIRST_TENTH).mean()).isEqualTo(3);
        assertThat(losses.days(0, 0, Measure.LAST_HALF).mean()).isEqualTo(2);
        assertThat(losses.days(0, 0, Measure.RELATIVE).mean()).isEqualTo((2 * 3 + 8 + 10 * 2) / 20.0);
    }

    @Test
    void passesOverWhatIsNotScored() {
        losses.answered(0, row("a", Double.NaN), answer(4));
        answered(0, DAY, 5);
        assertThat(losses.days(0, 0, Measure.MICRO).mean()).isEqualTo(5);
    }
}
