package io.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecimalTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "-0.5, -0.5", ".5, 0.5", "1., 1", "1e3, 1000", "+2E-1, 0.2", "INF, Infinity", "-inf, -Infinity"
    })
    void readsNumbersAsTheyAreWritten(String cell, double expected) {
        assertThat(Decimal.parse(cell)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " 1", "1 ", "1f", "1d", "0x1p3", "1,5", "1e", "-", ".", "NA", "null", "1_000"})
    void refusesWhatOnlyAProgramWouldTakeForANumber(String cell) {
        assertThatThrownBy(() -> Decimal.parse(cell)).isInstanceOf(NumberFormatException.class);
        assertThat(Decimal.finiteOrNaN(cell)).isNaN();
    }

    @Property(tries = 300)
    void readsEveryDoubleBackToTheBit(@ForAll double number) {
        assertThat(Double.doubleToLongBits(Decimal.parse(Double.toString(number))))
                .isEqualTo(Double.doubleToLongBits(number));
    }
}
