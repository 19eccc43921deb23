package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import org.junit.jupiter.api.Test;

class QualityCounterTest {
    private static final Family QUANTILE = new Family("high", Kind.REGRESSION, 1, LossName.QUANTILE, 0.75);

    @Test
    void countsErrorsAndLabelsBelowTheAnswer() {
        QualityCounter counter = new QualityCounter(QUANTILE);
        double[] values = {-9, 10};
        counter.add(values, 1, 8);
        counter.add(values, 1, 10);
        counter.add(values, 1, 7);
        counter.add(values, 1, 13);
        assertThat(counter.quality().absoluteError()).isEqualTo((2 + 0 + 3 + 3) / 4.0);
        assertThat(counter.quality().coverage()).isEqualTo(0.75);
        assertThat(counter.quality().calibrationError()).isNaN();
    }

    @Test
    void asksWhetherTheTopLabelWasRight() {
        QualityCounter counter = new QualityCounter(Questions.BAND);
        double[] values = {0.2, 0.7, 0.1};
        counter.add(values, 0, 1);
        counter.add(values, 0, 0);
        assertThat(counter.quality().calibrationError()).isCloseTo(0.2, within(1e-12));
        assertThat(counter.quality().absoluteError()).isNaN();
    }

    @Test
    void takesTheProbabilityOfOneForBinaryLabels() {
        QualityCounter counter = new QualityCounter(Questions.LATE);
        counter.add(new double[] {0.2}, 0, 0);
        counter.add(new double[] {0.2}, 0, 1);
        assertThat(counter.quality().calibrationError()).isCloseTo(0.3, within(1e-12));
    }

    @Test
    void knowsNothingWithoutAnswers() {
        assertThat(new QualityCounter(QUANTILE).quality()).isEqualTo(Quality.NONE);
        assertThat(new QualityCounter(Questions.LATE).quality()).isEqualTo(Quality.NONE);
    }
}
