package io.tributary.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
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

    private static boolean isUtf8(byte... bytes) {
        Text text = new Text();
        text.set(bytes, 0, bytes.length);
        return text.isUtf8();
    }

    /** What a decoder that reports the first malformed byte says. */
    private static boolean isDecodable(byte... bytes) {
        try {
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    @Property(tries = 20_000)
    void tellsUtf8AsADecoderDoes(@ForAll("nearlyUtf8") byte[] bytes) {
        assertThat(isUtf8(bytes)).isEqualTo(isDecodable(bytes));
    }

    /** Bytes at the limits of what may follow one another, between letters. */
    @Provide
    Arbitrary<byte[]> nearlyUtf8() {
        return Arbitraries.of(
                        0x61, 0x7f, 0x80, 0x8f, 0x90, 0x9f, 0xa0, 0xbf, 0xc0, 0xc1, 0xc2, 0xdf, 0xe0, 0xe1, 0xec, 0xed,
                        0xee, 0xef, 0xf0, 0xf1, 0xf3, 0xf4, 0xf5, 0xff)
                .map(Integer::byteValue)
                .array(byte[].class)
                .ofMaxSize(8);
    }

    @Test
    void tellsUtf8ForEveryTwoBytesAlone() {
        for (int i = 0; i < 1 << 16; i++) {
            byte[] bytes = {(byte) (i >> 8), (byte) i};
            assertThat(isUtf8(bytes)).as("%04x", i).isEqualTo(isDecodable(bytes));
        }
    }

    @Property
    void everyTextThatWasEncodedIsUtf8(@ForAll String text) {
        assertThat(isUtf8(text.getBytes(StandardCharsets.UTF_8))).isTrue();
    }

    @Test
    void readsNoFurtherThanTheText() {
        Text text = new Text();
        text.set(new byte[] {'a', (byte) 0xc3, (byte) 0xa4, (byte) 0xff}, 0, 3);
        assertThat(text.isUtf8()).isTrue();
        text.set(new byte[] {'a', (byte) 0xc3}, 0, 2);
        assertThat(text.isUtf8()).as("what is left of the text before").isFalse();
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
