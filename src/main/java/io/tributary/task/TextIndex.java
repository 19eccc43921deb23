package io.tributary.task;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** From the UTF-8 bytes of one of a fixed list of texts to its place in the list, without allocating. Immutable. */
public final class TextIndex {
    /** The place of a text that is not in the list. */
    public static final int NONE = -1;

    private final byte[][] texts;
    /** Open addressing: places by hash, {@link #NONE} where free, at most half full. */
    private final int[] table;

    private int longest;

    /**
     * An index of these texts.
     *
     * @param what they are, for the message
     * @throws IllegalArgumentException if a text stands twice in the list
     */
    public TextIndex(String what, List<String> list) {
        texts = new byte[list.size()][];
        table = new int[Math.max(2, Integer.highestOneBit(Math.max(1, list.size())) * 4)];
        Arrays.fill(table, NONE);
        for (int place = 0; place < texts.length; place++) {
            byte[] utf8 = list.get(place).getBytes(StandardCharsets.UTF_8);
            int slot = slot(utf8, utf8.length);
            if (table[slot] != NONE) {
                throw new IllegalArgumentException(
                        what + ": found " + list.get(place) + " twice, expected each once; remove one");
            }
            texts[place] = utf8;
            longest = Math.max(longest, utf8.length);
            table[slot] = place;
        }
    }

    public int size() {
        return texts.length;
    }

    /** The bytes of the longest text. */
    public int longest() {
        return longest;
    }

    /** The place of the text in the first {@code length} bytes, or {@link #NONE}. */
    public int find(byte[] utf8, int length) {
        return table[slot(utf8, length)];
    }

    /** As {@link #find(byte[], int)}, faster if the text is the one expected. */
    public int find(byte[] utf8, int length, int expected) {
        return expected < texts.length && is(expected, utf8, length) ? expected : find(utf8, length);
    }

    /** The slot that holds this text, or the free one where it belongs. */
    private int slot(byte[] utf8, int length) {
        int slot = Text.contentHash(utf8, length) & (table.length - 1);
        while (table[slot] != NONE && !is(table[slot], utf8, length)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private boolean is(int place, byte[] utf8, int length) {
        return Arrays.equals(texts[place], 0, texts[place].length, utf8, 0, length);
    }
}
