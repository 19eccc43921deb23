package io.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class SpellingTest {
    @Test
    void countsInsertionsDeletionsAndReplacements() {
        assertThat(Spelling.distance("batchsize", "batch-size")).isEqualTo(1);
        assertThat(Spelling.distance("kitten", "sitting")).isEqualTo(3);
        assertThat(Spelling.distance("", "abc")).isEqualTo(3);
    }

    @Property
    void isAMetric(@ForAll String a, @ForAll String b) {
        int distance = Spelling.distance(a, b);
        assertThat(distance)
                .isEqualTo(Spelling.distance(b, a))
                .isBetween(Math.abs(a.length() - b.length()), Math.max(a.length(), b.length()));
        assertThat(distance == 0).isEqualTo(a.equals(b));
    }

    @Test
    void findsTheNearestWord() {
        assertThat(Spelling.nearest("trunkrate", List.of("head-rate", "trunk-rate", "seed")))
                .contains("trunk-rate");
        assertThat(Spelling.nearest("colour", List.of("head-rate", "trunk-rate", "seed")))
                .isEmpty();
    }
}
