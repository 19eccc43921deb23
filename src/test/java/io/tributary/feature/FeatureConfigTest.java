package io.tributary.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.feature.FeatureConfig.Kind;
import io.tributary.feature.FeatureConfig.Missing;
import io.tributary.feature.FeatureConfig.Nan;
import io.tributary.feature.FeatureConfig.Standardise;
import io.tributary.feature.FeatureConfig.Transform;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FeatureConfigTest {
    private static FeatureConfig named(String name, Optional<String> from) {
        return new FeatureConfig(
                name,
                from,
                Kind.NUMERIC,
                OptionalDouble.of(1),
                OptionalDouble.of(9),
                Transform.LOG,
                Standardise.fromSetting(List.of(6.3, 0.7)),
                List.of(),
                OptionalInt.empty(),
                Missing.INDICATOR,
                Nan.MISSING);
    }

    @Test
    void expandsARangeIntoOneFeatureAColumn() {
        assertThat(named("p8..p11", Optional.empty()).expand())
                .containsExactly(
                        named("p8", Optional.empty()),
                        named("p9", Optional.empty()),
                        named("p10", Optional.empty()),
                        named("p11", Optional.empty()));
    }

    @ParameterizedTest
    @CsvSource({
        "c001..c120, c001, c120, 120",
        "c098..c101, c098, c101, 4",
        "a1b0..a1b1, a1b0, a1b1, 2",
        "0..9, 0, 9, 10",
        "p7..p7, p7, p7, 1",
        "p1..p10000, p1, p10000, 10000"
    })
    void namesColumnsAsTheEndsAreWritten(String range, String first, String last, int columns) {
        List<FeatureConfig> expanded = named(range, Optional.empty()).expand();
        assertThat(expanded).hasSize(columns);
        assertThat(expanded.get(0).name()).isEqualTo(first);
        assertThat(expanded.get(columns - 1).name()).isEqualTo(last);
    }

    @Test
    void leavesAPlainFeatureAlone() {
        FeatureConfig plain = named("p.8", Optional.of("other"));
        assertThat(plain.expand()).containsExactly(plain);
    }

    @ParameterizedTest
    @ValueSource(strings = {"p..q", "p0..q5", "p5..p4", "p0..p10000", "p01..p120", "p1..p02", "..", "p0..p5x"})
    void refusesWhatIsNoRange(String name) {
        FeatureConfig range = named(name, Optional.empty());
        assertThatThrownBy(range::expand)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("found " + name + ", expected ");
    }

    @Test
    void refusesAnotherColumnBesideARange() {
        FeatureConfig range = named("p0..p5", Optional.of("other"));
        assertThatThrownBy(range::expand).hasMessageContaining("expected no from beside a range");
    }
}
