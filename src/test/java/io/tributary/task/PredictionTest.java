package io.tributary.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PredictionTest {
    private static final Family LATE = new Family("late", Kind.BINARY, 1, LossName.LOGISTIC, 0);
    private static final Family BAND = new Family("band", Kind.MULTICLASS, 3, LossName.SOFTMAX, 0);

    private final Prediction prediction = new Prediction(List.of(BAND, LATE));

    @Test
    void laysTheAnswersOfTheFamiliesOneAfterAnother() {
        assertThat(prediction.values()).hasSize(4);
        assertThat(prediction.offset(0)).isZero();
        assertThat(prediction.offset(1)).isEqualTo(3);
        prediction.values()[3] = 0.25;
        assertThat(prediction.value(1)).isEqualTo(0.25);
    }

    @Test
    void hasNoAnswersAtFirst() {
        assertThat(prediction.isAnswered(0)).isFalse();
        assertThat(prediction.value(0)).isNaN();
        assertThat(prediction.loss(0)).isNaN();
    }

    @Test
    void forgetsAnswersScoresAndWhoWasUnseen() {
        prediction.answer(1, true);
        prediction.values()[3] = 0.25;
        prediction.loss(1, 2);
        prediction.interval(1, 3, 4);
        assertThat(prediction.lower(1)).isEqualTo(3);
        assertThat(prediction.upper(1)).isEqualTo(4);
        assertThat(prediction.isUnseen(1)).isTrue();
        prediction.clear();
        assertThat(prediction.isAnswered(1)).isFalse();
        assertThat(prediction.isUnseen(1)).isFalse();
        assertThat(prediction.value(1)).isNaN();
        assertThat(prediction.loss(1)).isNaN();
        assertThat(prediction.lower(1)).isNaN();
        assertThat(prediction.upper(1)).isNaN();
    }
}
