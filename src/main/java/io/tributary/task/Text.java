package io.tributary.task;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A reusable UTF-8 text: set for every row anew without allocating. Not thread-safe. */
public final class Text {
    private byte[] bytes = new byte[32];
    private int length;

    /** Takes a copy of {@code length} bytes of UTF-8. */
    public void set(byte[] source, int offset, int length) {
        if (length > bytes.length) {
            bytes = new byte[Math.max(length, 2 * bytes.length)];
        }
        System.arraycopy(source, offset, bytes, 0, length);
        this.length = length;
    }

    /** Takes a string; allocates. */
    public void set(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        set(utf8, 0, utf8.length);
    }

    /** Takes the content of another text. */
    public void set(Text other) {
        set(other.bytes, 0, other.length);
    }

    public void clear() {
        length = 0;
    }

    public boolean isEmpty() {
        return length == 0;
    }

    /** The backing array; only the first {@link #length()} bytes count, and only until the next change. */
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    /** A copy of the bytes. */
    public byte[] toByteArray() {
        return Arrays.copyOf(bytes, length);
    }

    /** Whether the content is exactly these bytes. */
    public boolean contentEquals(byte[] utf8) {
        return Arrays.equals(bytes, 0, length, utf8, 0, utf8.length);
    }

    /** Whether the content is that of another text. */
    public boolean contentEquals(Text other) {
        return Arrays.equals(bytes, 0, length, other.bytes, 0, other.length);
    }

    /** Whether the bytes are UTF-8: no overlong form, no surrogate, nothing above U+10FFFF, no end within a character. */
    public boolean isUtf8() {
        for (int i = 0; i < length; i++) {
            if (bytes[i] < 0) {
                return isUtf8From(i);
            }
        }
        return true;
    }

    private boolean isUtf8From(int start) {
        int at = start;
        while (at < length) {
            int width = bytes[at] >= 0 ? 1 : width(at);
            if (width == 0) {
                return false;
            }
            at += width;
        }
        return true;
    }

    /* The bytes of the character of several that begins here; 0 if none does. What is overlong, a surrogate or too large
     * shows in the second byte alone. */
    private int width(int at) {
        int lead = bytes[at] & 0xff;
        if (lead < 0xc2 || lead > 0xf4) {
            return 0;
        }
        int width = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
        int low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
        int high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
        boolean whole = length - at >= width && isBetween(at + 1, low, high);
        for (int i = at + 2; whole && i < at + width; i++) {
            whole = isBetween(i, 0x80, 0xbf);
        }
        return whole ? width : 0;
    }

    private boolean isBetween(int at, int low, int high) {
        int value = bytes[at] & 0xff;
        return value >= low && value <= high;
    }

    /** The bytes that a text has in UTF-8. */
    public static long utf8Length(CharSequence text) {
        long bytes = text.length();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80) {
                bytes += c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
            }
        }
        return bytes;
    }

    /** FNV-1a over the bytes, mixed: the same on every machine and in every run. */
    public int contentHash() {
        return contentHash(bytes, length);
    }

    /** FNV-1a over the first {@code length} bytes, mixed. */
    public static int contentHash(byte[] utf8, int length) {
        int hash = 0x811c9dc5;
        for (int i = 0; i < length; i++) {
            hash = (hash ^ utf8[i]) * 0x01000193;
        }
        hash ^= hash >>> 16;
        hash *= 0x85ebca6b;
        return hash ^ (hash >>> 13);
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
}
