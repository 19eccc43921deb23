package io.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.config.Orchard.Fruit;
import io.tributary.config.Orchard.Shed;
import io.tributary.config.Orchard.Spacing;
import io.tributary.config.Orchard.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String EVERY_TYPE =
            """
            name: home
            tree-rows: 12
            seeds: -7
            sun-share: 1e-3
            fenced: TRUE
            fruit: Berry
            watering: 500ms
            mowing: 2d
            owner: Ada
            bees: 3
            ants: 9000000000
            acidity: .25
            paths: [north, 14, 010, off, 1.50]
            plots: [[5, 7], 1]
            labels: {a: {b: c}, d.e: 1.0}
            shed: {doors: 2}
            trees: [{name: oak, height: 20}, {name: elm}]
            spacing: [1, 2]
            """;

    @Test
    void fillsInDefaultsAndEmptyValues() {
        assertThat(Orchard.read("name: home"))
                .isEqualTo(new Orchard(
                        "home",
                        4,
                        5_000_000_000L,
                        0.5,
                        false,
                        Fruit.STONE_FRUIT,
                        Duration.ofSeconds(90),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalInt.empty(),
                        OptionalLong.empty(),
                        OptionalDouble.empty(),
                        List.of(),
                        List.of(),
                        Map.of(),
                        new Shed(1, Optional.empty()),
                        List.of(),
                        new Spacing(3, 4.5)));
    }

    @Test
    void bindsEveryType() {
        Orchard orchard = Orchard.read(EVERY_TYPE);
        assertThat(orchard)
                .isEqualTo(new Orchard(
                        "home",
                        12,
                        -7,
                        0.001,
                        true,
                        Fruit.BERRY,
                        Duration.ofMillis(500),
                        Optional.of(Duration.ofDays(2)),
                        Optional.of("Ada"),
                        OptionalInt.of(3),
                        OptionalLong.of(9_000_000_000L),
                        OptionalDouble.of(0.25),
                        List.of("north", "14", "010", "off", "1.50"),
                        List.of(List.of("5", "7"), List.of("1")),
                        Map.of("a.b", "c", "d.e", "1.0"),
                        new Shed(2, Optional.empty()),
                        List.of(new Tree("oak", 20), new Tree("elm", 1.5)),
                        new Spacing(1, 2)));
    }

    @ParameterizedTest
    @CsvSource({"500ms,PT0.5S", "10s,PT10S", "5m,PT5M", "2h,PT2H", "1d,PT24H"})
    void readsDurations(String text, Duration expected) {
        assertThat(Orchard.read("{name: a, watering: " + text + "}").watering()).isEqualTo(expected);
    }

    @Test
    void takesASingleScalarAsAListOfOne() {
        assertThat(Orchard.read("{name: a, paths: north}").paths()).containsExactly("north");
    }

    @Test
    void takesAKeyWithoutAValueAsAbsent() {
        Orchard orchard = Orchard.read("name: a\npaths:\nlabels:\nshed:\nowner: ~\nmowing:\ntrees: null\n");
        assertThat(orchard).isEqualTo(Orchard.read("name: a"));
    }

    @Test
    void takesNestedAndDottedLabelsAsTheSame() {
        assertThat(Orchard.read("{name: a, labels: {b: {c: {d: x}}}}"))
                .isEqualTo(Orchard.read("{name: a, labels: {b.c.d: x}}"))
                .isEqualTo(Orchard.read("name: a", "labels.b.c.d=x"));
    }

    @Test
    void resolvesAliasesAndMergeKeys() {
        Orchard orchard = Orchard.read(
                """
                name: &n home
                owner: *n
                trees:
                  - &oak {name: oak, height: 20}
                  - <<: *oak
                    name: elm
                  - {<<: [{name: fir}, *oak]}
                """);
        assertThat(orchard.owner()).contains("home");
        assertThat(orchard.trees()).containsExactly(new Tree("oak", 20), new Tree("elm", 20), new Tree("fir", 20));
    }

    @Test
    void bindsPrivateRecords() {
        record Hidden(@Setting("A number.") int number) {}
        assertThat(Settings.of(Hidden.class).read("f", "number: 3", List.of()).settings())
                .isEqualTo(new Hidden(3));
    }

    @Test
    void refusesARecordWithAComponentThatIsNoSetting() {
        record Bare(int number) {}
        record Odd(@Setting("A thread.") Thread thread) {}
        record Table(@Setting("Numbers.") Map<String, Integer> numbers) {}
        assertThatThrownBy(() -> Settings.of(Bare.class)).hasMessageContaining("annotate it with @Setting");
        assertThatThrownBy(() -> Settings.of(Odd.class)).hasMessageContaining("no setting can be a java.lang.Thread");
        assertThatThrownBy(() -> Settings.of(Table.class)).hasMessageContaining("no setting can be a java.util.Map");
    }
}
