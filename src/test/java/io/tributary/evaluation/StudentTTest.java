package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StudentTTest {
    @ParameterizedTest
    @CsvSource({
        "1, 12.7062",
        "2, 4.30265",
        "3, 3.18245",
        "4, 2.77645",
        "9, 2.26216",
        "19, 2.09302",
        "29, 2.04523",
        "30, 2.04227",
        "60, 2.00030",
        "120, 1.97993",
        "1e9, 1.95996"
    })
    void agreesWithTheTables(double freedom, double factor) {
        assertThat(StudentT.factor(freedom)).isCloseTo(factor, within(2e-4));
    }

    @ParameterizedTest
    @ValueSource(doubles = {0, 0.5, -1, Double.NaN})
    void isUnknownBelowOneDegreeOfFreedom(double freedom) {
        assertThat(StudentT.factor(freedom)).isNaN();
    }
}
