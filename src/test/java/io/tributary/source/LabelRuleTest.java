package io.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LabelRuleTest {
    private static double label(FamilyBuilder family, String cell) {
        return LabelRule.of(family.build()).label(cell);
    }

    @ParameterizedTest
    @CsvSource({"15, 0", "15.1, 1", "-3, 0", "1e3, 1"})
    void isOneAboveTheThreshold(String cell, double expected) {
        assertThat(label(FamilyBuilder.binary("late").above(15), cell)).isEqualTo(Double.valueOf(expected));
    }

    @ParameterizedTest
    @CsvSource({"-5, 0", "0, 0", "1, 1", "15, 1", "15.5, 2", "16, 2"})
    void countsTheCutsBelowTheValue(String cell, double expected) {
        assertThat(label(FamilyBuilder.multiclass("band").cuts(0.0, 15.0), cell))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"5, 1", "9, 1", "6, 0", "shoe, 0"})
    void isOneForListedValues(String cell, double expected) {
        assertThat(label(FamilyBuilder.binary("footwear").in("5", "7", "9"), cell))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"a, 0", "b, 1", "c, 1", "d, NaN"})
    void isTheGroupOfTheValue(String cell, double expected) {
        FamilyBuilder family = FamilyBuilder.multiclass("zone").groups(List.of(List.of("a"), List.of("b", "c")));

        assertThat(label(family, cell)).isEqualTo(Double.valueOf(expected));
    }

    @ParameterizedTest
    @CsvSource({"-31, -30", "7.5, 7.5", "181, 180"})
    void clipsToItsBounds(String cell, double expected) {
        assertThat(label(FamilyBuilder.regression("delay").clip(-30.0, 180.0), cell))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "true, 1", "FALSE, 0", "yes, NaN"})
    void readsBooleansAndTheirNumbers(String cell, double expected) {
        assertThat(label(FamilyBuilder.binary("click"), cell)).isEqualTo(Double.valueOf(expected));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"NaN", "nan", "inf", "-Infinity", "1e999", "abc", "12f", "0x1p3", " 1", "1,5", "--1", "true"})
    void readsNoNumberThatIsNotFinite(String cell) {
        assertThat(label(FamilyBuilder.regression("y"), cell)).isNaN();
        assertThat(label(FamilyBuilder.regression("y").clip(0.0, 1.0), cell)).isNaN();
        assertThat(label(FamilyBuilder.binary("y").above(0), cell)).isNaN();
        assertThat(label(FamilyBuilder.multiclass("y").cuts(0.0), cell)).isNaN();
        assertThat(label(FamilyBuilder.multiclass("y").classes(3), cell)).isNaN();
    }

    @Test
    void refusesRulesThatDoNotFitTheKind() {
        assertRefused(FamilyBuilder.binary("f").cuts(1.0), "at most one of [above, in] for a binary family");
        assertRefused(FamilyBuilder.binary("f").above(1).in("a"), "found [above, in]");
        assertRefused(FamilyBuilder.regression("f").above(1), "at most one of [clip]");
        assertRefused(FamilyBuilder.multiclass("f"), "one of [cuts, classes, groups]");
        assertRefused(FamilyBuilder.multiclass("f").cuts(1.0, 1.0), "cuts that increase");
        assertRefused(FamilyBuilder.regression("f").clip(1.0, 0.0), "clip: [low, high]");
        assertRefused(FamilyBuilder.regression("f").clip(1.0), "clip: [low, high]");
        assertRefused(
                FamilyBuilder.multiclass("f").groups(List.of(List.of("a"), List.of("a"))),
                "each value in one group only");
    }

    private static void assertRefused(FamilyBuilder family, String expected) {
        FamilyConfig config = family.build();
        assertThatThrownBy(() -> LabelSettings.check(config))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("family f")
                .hasMessageContaining(expected);
    }
}
