package io.tributary.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import org.junit.jupiter.api.Test;

class TextTest {
    @Property
    void knowsTheBytesOfATextWithoutMakingThem(
            @ForAll @CharRange(from = '\u0000', to = '\ud7ff') String low,
            @ForAll @CharRange(from = '\ue000', to = '\uffff') String high) {
        String text = low + "🚂" + high;
        assertThat(Text.utf8Length(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8).length);
    }

    @Test
    void countsNoneForAnEmptyText() {
        assertThat(Text.utf8Length("")).isZero();
    }

    @Test
    void anIndexKnowsTheLongestOfItsTexts() {
        assertThat(new TextIndex("columns", List.of("a", "züri", "abc")).longest())
                .isEqualTo(5);
        assertThat(new TextIndex("columns", List.of()).longest()).isZero();
    }
}
