package io.tributary.evaluation;

import static io.tributary.evaluation.Questions.row;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.task.Prediction;
import org.junit.jupiter.api.Test;

class LastValueBaselineTest {
    private final Beside lastValue = Beside.lastValue(Questions.ALL);

    @Test
    void fallsBackFromTheTaskToItsFamilyToZero() {
        assertThat(lastValue.observe(row("a", 1, 8, 2)).value(1)).isZero();
        assertThat(lastValue.observe(row("b", 1, 3, 2)).value(1)).isEqualTo(8);
        assertThat(lastValue.observe(row("a", 1, 5, 2)).value(1)).isEqualTo(8);
        assertThat(lastValue.observe(row("b", 1, 4, 2)).value(1)).isEqualTo(3);
        assertThat(lastValue.observe(row("c", 1, 0, 2)).value(1)).isEqualTo(4);
    }

    @Test
    void predictsBeforeItLearns() {
        lastValue.observe(row("a", 1, 8, 2));
        Prediction prediction = lastValue.observe(row("a", 1, 5, 2));
        assertThat(prediction.loss(1)).isEqualTo(9);
        assertThat(prediction.isUnseen(1)).isFalse();
    }

    @Test
    void keepsTheLastLabelOverRowsWithoutOne() {
        lastValue.observe(row("a", 1, 8, 2));
        assertThat(lastValue.observe(row("a", 1, Double.NaN, 2)).loss(1)).isNaN();
        assertThat(lastValue.observe(row("a", 1, 5, 2)).value(1)).isEqualTo(8);
    }

    @Test
    void answersRegressionFamiliesOnly() {
        Prediction prediction = lastValue.observe(row("a", 1, 8, 2));
        assertThat(prediction.isAnswered(0)).isFalse();
        assertThat(prediction.isAnswered(1)).isTrue();
        assertThat(prediction.isAnswered(2)).isFalse();
    }
}
