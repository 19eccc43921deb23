package io.tributary.learning;

import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Row;
import io.tributary.task.Text;

/**
 * The events predicted last, as 128-bit hashes of entity and event ID, so that one that comes again is known.
 *
 * <p>They are numbered in order of arrival and lie in a ring; asking and remembering take constant time and allocate
 * nothing. A row without ID is never known and never remembered. Not thread-safe.
 */
public final class RecentIds {
    /* No UTF-8 text, which is all that a row may be named by, holds this byte: what stands before and behind it cannot be
     * confused. */
    private static final byte SEPARATOR = (byte) 0xff;

    private final int window;
    private final long[] ring;
    /** Open addressing by the hash's first half: places in the ring, plus 1; 0 where free, at most half full. */
    private final int[] table;

    private final Murmur128 hash = new Murmur128();
    private byte[] joined = new byte[128];
    private long oldest;
    private long next;
    private long written;

    /**
     * @param window the most events remembered; 0: none
     */
    RecentIds(int window) {
        this.window = window;
        ring = new long[2 * window];
        table = new int[window == 0 ? 1 : Integer.highestOneBit(window) * 4];
    }

    /** The most events remembered. */
    public int window() {
        return window;
    }

    /** The number of the oldest event remembered; {@link #next()} if there is none. */
    public long oldest() {
        return oldest;
    }

    /** The number that the next event gets: all that were ever remembered. */
    public long next() {
        return next;
    }

    /** The number of the first event that has not been written since it was remembered. */
    public long unwritten() {
        return Math.max(written, oldest);
    }

    /** The first half of the hash of a remembered event. */
    public long first(long number) {
        return ring[2 * place(number)];
    }

    /** The second half of the hash of a remembered event. */
    public long second(long number) {
        return ring[2 * place(number) + 1];
    }

    private int place(long number) {
        return (int) (number % window);
    }

    /**
     * Refuses a row whose event is remembered.
     *
     * @throws InvalidRowException if it is
     */
    void requireNew(Row row) {
        if (isIdentified(row) && isKnown(row.entity(), row.id())) {
            throw new InvalidRowException(
                    Reason.DUPLICATE,
                    "found the event ID '" + row.id() + "' of entity '" + row.entity()
                            + "' again, expected an ID that none of the last " + window
                            + " events has; nothing is lost if the event was sent twice, else give each its own ID");
        }
    }

    private boolean isIdentified(Row row) {
        return window > 0 && !row.id().isEmpty();
    }

    private boolean isKnown(Text entity, Text id) {
        hash(entity, id);
        return table[slot(hash.first(), hash.second())] != 0;
    }

    /** Remembers the event of a row that is new; the oldest one is forgotten if there is no more room. */
    void remember(Row row) {
        if (isIdentified(row)) {
            hash(row.entity(), row.id());
            if (next - oldest == window) {
                forgetOldest();
            }
            put(next, hash.first(), hash.second());
            next++;
        }
    }

    private void hash(Text entity, Text id) {
        int length = entity.length() + 1 + id.length();
        if (length > joined.length) {
            joined = new byte[2 * length];
        }
        System.arraycopy(entity.bytes(), 0, joined, 0, entity.length());
        joined[entity.length()] = SEPARATOR;
        System.arraycopy(id.bytes(), 0, joined, entity.length() + 1, id.length());
        hash.hash(joined, length, 0);
    }

    private void put(long number, long first, long second) {
        int place = place(number);
        ring[2 * place] = first;
        ring[2 * place + 1] = second;
        table[slot(first, second)] = place + 1;
    }

    /** The slot of the table that holds this hash, or the free one where it belongs. */
    private int slot(long first, long second) {
        int slot = (int) first & (table.length - 1);
        while (table[slot] != 0 && !isAt(table[slot] - 1, first, second)) {
            slot = (slot + 1) & (table.length - 1);
        }
        return slot;
    }

    private boolean isAt(int place, long first, long second) {
        return ring[2 * place] == first && ring[2 * place + 1] == second;
    }

    /** Closes the gap, so that no search ends too early: an entry moves back unless that is before its home. */
    private void forgetOldest() {
        int mask = table.length - 1;
        int gap = slot(first(oldest), second(oldest));
        table[gap] = 0;
        for (int slot = (gap + 1) & mask; table[slot] != 0; slot = (slot + 1) & mask) {
            int home = (int) ring[2 * (table[slot] - 1)] & mask;
            if (((slot - home) & mask) >= ((slot - gap) & mask)) {
                table[gap] = table[slot];
                table[slot] = 0;
                gap = slot;
            }
        }
        oldest++;
    }

    /** Everything remembered has been written. */
    public void written() {
        written = next;
    }

    /**
     * Begins to restore the events numbered from {@code oldest} up to {@code next}: as many of the last ones as there is
     * room for, none of which counts as written. Nothing has been remembered before.
     */
    public void restore(long oldest, long next) {
        this.oldest = Math.max(oldest, next - window);
        this.next = next;
        written = this.oldest;
    }

    /** Puts one event back; false if its number is not among those restored, or is back already. */
    public boolean restore(long number, long first, long second) {
        if (number < oldest || number >= next || table[slot(first, second)] != 0) {
            return false;
        }
        put(number, first, second);
        return true;
    }
}
