package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VariantTest {
    @Test
    void withoutComparisonsTheFileStandsAlone() {
        assertThat(Variant.of(List.of())).containsExactly(new Variant("", List.of()));
    }

    @Test
    void theFirstHasTheFirstValueOfEveryKeyAndEachOtherDiffersInOne() {
        assertThat(Variant.of(List.of("learning.batch-size=16,32,64", "model.wide=true,false")))
                .containsExactly(
                        new Variant(
                                "learning.batch-size=16 model.wide=true",
                                List.of("learning.batch-size=16", "model.wide=true")),
                        new Variant("learning.batch-size=32", List.of("learning.batch-size=32", "model.wide=true")),
                        new Variant("learning.batch-size=64", List.of("learning.batch-size=64", "model.wide=true")),
                        new Variant("model.wide=false", List.of("learning.batch-size=16", "model.wide=false")));
    }

    @Test
    void commasInBracketsSeparateNothing() {
        assertThat(Variant.of(List.of("model.trunk=[32, 16],[64],[]")))
                .extracting(Variant::name)
                .containsExactly("model.trunk=[32, 16]", "model.trunk=[64]", "model.trunk=[]");
    }

    @Test
    void theSeedOfTheRunCountsLast() {
        assertThat(new Variant("", List.of("a=1")).withSeed(3)).containsExactly("a=1", "model.seed=3");
    }

    @ParameterizedTest
    @ValueSource(strings = {"learning.batch-size", "learning.batch-size=16", "=1,2", "", "model.trunk=[1,2]"})
    void needsAKeyAndTwoValues(String argument) {
        assertThatThrownBy(() -> Variant.of(List.of(argument)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("found '" + argument + "'")
                .hasMessageContaining("learning.batch-size=16,32");
    }

    @Test
    void seedsAreNotForComparison() {
        assertThatThrownBy(() -> Variant.of(List.of("model.seed=1,2"))).hasMessageContaining("--seeds");
    }
}
