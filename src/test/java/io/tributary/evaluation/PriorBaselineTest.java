package io.tributary.evaluation;

import static io.tributary.evaluation.Questions.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.Arrays;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class PriorBaselineTest {
    private static final Offset<Double> ROUNDING = within(1e-12);

    private final Beside prior = Beside.prior(Questions.ALL);

    @Test
    void startsFromZeroOneHalfAndUniform() {
        Prediction prediction = prior.observe(row("a", 1, 8, 2));
        double[] expected = {0.5, 0, 1.0 / 3, 1.0 / 3, 1.0 / 3};
        assertThat(prediction.values()).containsExactly(expected, ROUNDING);
        assertThat(prediction.loss(0)).isCloseTo(Math.log(2), ROUNDING);
        assertThat(prediction.loss(1)).isEqualTo(64);
        assertThat(prediction.loss(2)).isCloseTo(Math.log(3), ROUNDING);
    }

    @Test
    void shrinksTheTaskToItsFamilyByFivePseudoExamples() {
        prior.observe(row("a", 1, 8, 2));
        prior.observe(row("b", 0, -2, 2));
        Prediction prediction = prior.observe(row("a", 1, 3, 0));
        // Families: late (0.5 + 1) / 3, delay (0 + 6) / 3, band (1/3, 1/3, 7/3) / 3. Task a: one example each.
        double[] expected = {
            (5 * 0.5 + 1) / 6, (5 * 2 + 8) / 6.0, 5.0 / 9 / 6, 5.0 / 9 / 6, (5 * 7.0 / 9 + 1) / 6,
        };
        assertThat(prediction.values()).containsExactly(expected, ROUNDING);
        assertThat(prediction.loss(1)).isCloseTo(0, ROUNDING);
        assertThat(prediction.loss(2)).isCloseTo(-Math.log(5.0 / 54), ROUNDING);
    }

    @Test
    void answersANewTaskByItsFamily() {
        prior.observe(row("a", 1, 8, 2));
        Prediction prediction = prior.observe(row("b", Double.NaN, Double.NaN, Double.NaN));
        assertThat(prediction.value(0)).isCloseTo(0.75, ROUNDING);
        assertThat(prediction.value(1)).isCloseTo(4, ROUNDING);
        assertThat(prediction.isUnseen(1)).isTrue();
        assertThat(prediction.loss(1)).isNaN();
    }

    @Test
    void isNotChangedByPredicting() {
        prior.observe(row("a", 1, 8, 2));
        Row unlabelled = row("a", Double.NaN, Double.NaN, Double.NaN);
        double[] first = prior.observe(unlabelled).values().clone();
        for (int i = 0; i < 10; i++) {
            assertThat(prior.observe(unlabelled).values()).isEqualTo(first);
        }
    }

    @Test
    void neitherAnswersNorLearnsAFamilyThatIsNotAsked() {
        Row row = row("a", 1, 8, 2);
        row.asked(1, false);
        Prediction prediction = prior.observe(row);
        assertThat(prediction.isAnswered(0)).isTrue();
        assertThat(prediction.isAnswered(1)).isFalse();
        assertThat(prediction.loss(1)).isNaN();
        assertThat(prior.observe(row("a", 1, 8, 2)).value(1)).isZero();
    }

    @Test
    void givesClassProbabilitiesThatSumToOne() {
        for (int i = 0; i < 100; i++) {
            double[] values = prior.observe(row("e" + i % 7, 1, i, i % 3)).values();
            assertThat(Arrays.stream(values, 2, 5).sum()).isCloseTo(1, ROUNDING);
        }
    }
}
