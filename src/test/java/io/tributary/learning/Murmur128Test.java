package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Murmur128Test {
    private static final int BYTES = 16;

    private final Murmur128 hash = new Murmur128();

    /** The hash as the reference lays it out in memory. */
    private byte[] bytes(byte[] key, int length, long seed) {
        hash.hash(key, length, seed);
        return ByteBuffer.allocate(BYTES)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(hash.first())
                .putLong(hash.second())
                .array();
    }

    @Test
    void passesTheVerificationOfTheReference() {
        // SMHasher: all lengths up to 255 under as many seeds, and then the hash of these hashes.
        byte[] key = new byte[256];
        ByteBuffer hashes = ByteBuffer.allocate(256 * BYTES);
        for (int i = 0; i < 256; i++) {
            key[i] = (byte) i;
            hashes.put(bytes(key, i, 256 - i));
        }
        byte[] last = bytes(hashes.array(), hashes.capacity(), 0);
        assertThat(ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN).getInt())
                .isEqualTo(0x6384BA69);
    }

    @ParameterizedTest
    @CsvSource({
        "'', 0, 00000000000000000000000000000000",
        "The quick brown fox jumps over the lazy dog, 0, 6c1b07bc7bbc4be347939ac4a93c437a",
        "The quick brown fox jumps over the lazy dog, 2538058380, 213163d23b7f8a73e516c07e727345f9",
        "The quick brown fox jumps over the lazy cog, 2538058380, 94618270b057cdb83cf873585b456f55",
        "THE QUICK BROWN FOX JUMPS OVER THE LAZY DOG, 2538058380, 6c8ad027e39089788ad2cb67789ca4cf"
    })
    void hashesKnownTextsAsEveryoneDoes(String text, long seed, String expected) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        assertThat(HexFormat.of().formatHex(bytes(utf8, utf8.length, seed))).isEqualTo(expected);
    }

    @Test
    void looksAtNoByteBehindTheLength() {
        byte[] key = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20};
        for (int length = 0; length < key.length; length++) {
            byte[] before = bytes(key, length, 7);
            byte[] changed = key.clone();
            changed[length] ^= 1;
            assertThat(bytes(changed, length, 7)).containsExactly(before);
            assertThat(bytes(changed, length + 1, 7)).isNotEqualTo(bytes(key, length + 1, 7));
        }
    }
}
