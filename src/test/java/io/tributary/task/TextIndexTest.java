package io.tributary.task;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.UniqueElements;
import org.junit.jupiter.api.Test;

class TextIndexTest {
    private static int find(TextIndex index, String text, int expected) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return index.find(utf8, utf8.length, expected);
    }

    @Property(tries = 200)
    void findsEveryTextInItsPlaceAndNoOther(
            @ForAll @UniqueElements List<List<Integer>> numbers, @ForAll int expected, @ForAll String other) {
        List<String> texts = numbers.stream().map(List::toString).toList();
        TextIndex index = new TextIndex("texts", texts);

        for (int place = 0; place < texts.size(); place++) {
            assertThat(find(index, texts.get(place), Math.floorMod(expected, 50)))
                    .isEqualTo(place);
        }
        assertThat(index.size()).isEqualTo(texts.size());
        assertThat(find(index, other, 0)).isEqualTo(texts.indexOf(other));
    }

    @Test
    void looksAtNoByteBehindTheLength() {
        TextIndex index = new TextIndex("texts", List.of("a", "ab"));

        assertThat(index.find(new byte[] {'a', 'b', 'c'}, 2)).isEqualTo(1);
        assertThat(index.find(new byte[] {'a', 'b', 'c'}, 3)).isEqualTo(TextIndex.NONE);
    }

    @Test
    void refusesATextThatStandsTwice() {
        assertThatThrownBy(() -> new TextIndex("values of feature vr", List.of("low", "mid", "low")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("values of feature vr")
                .hasMessageContaining("low");
    }
}
