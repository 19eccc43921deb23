package io.tributary.learning;

import io.tributary.task.Text;
import java.util.Arrays;

/**
 * Counts the labelled rows of entities without deviations, so that only those are admitted that come again.
 *
 * <p>A count-min sketch with conservative update (Cormode and Muthukrishnan 2005; Estan and Varghese 2002) of fixed size.
 * While it remembers a row, it never counts too few, so an entity is admitted at its k-th row at the latest. After every
 * {@value #WINDOW} rows it forgets half of each count, as TinyLFU does (Einziger et al. 2017), or it would fill up and
 * admit everyone. It is cut into pages, the blocks of its state. Not thread-safe.
 */
public final class Admission {
    /** The largest count that an admission can wait for. */
    static final int LARGEST = 255;

    /** Counters in one page, a byte each. */
    public static final int PAGE = 1 << 14;

    static final int WINDOW = 1 << 17;
    private static final int WIDTH_BITS = 18;
    /* One for each row of counters. */
    private static final long[] SEEDS = {
        0x9e3779b97f4a7c15L, 0xc2b2ae3d27d4eb4fL, 0x165667b19e3779f9L, 0xd6e8feb86659fd93L
    };
    private static final int PAGES = (SEEDS.length << WIDTH_BITS) / PAGE;

    private final int admitAfter;
    private final Changes changes;
    private final byte[][] pages = new byte[PAGES][PAGE];
    private final int[] places = new int[SEEDS.length];
    private int counted;

    Admission(int admitAfter, Changes changes) {
        this.admitAfter = admitAfter;
        this.changes = changes;
    }

    /** The heap that the counters take. */
    static long heapBytes() {
        return (long) PAGES * PAGE;
    }

    /** Counts a labelled row of an entity; true from its k-th on. */
    boolean count(Text entity) {
        int count = locate(entity) + 1;
        if (count <= admitAfter) {
            for (int place : places) {
                raise(place, count);
            }
        }
        counted++;
        changes.markAdmission(0);
        if (counted == WINDOW) {
            forgetHalf();
        }
        return count >= admitAfter;
    }

    /** Finds an entity's counter in each row; returns the smallest. */
    private int locate(Text entity) {
        long hash = hash(entity);
        int smallest = LARGEST;
        for (int row = 0; row < SEEDS.length; row++) {
            int place = (row << WIDTH_BITS) + (int) (mix(hash ^ SEEDS[row]) >>> (Long.SIZE - WIDTH_BITS));
            places[row] = place;
            smallest = Math.min(smallest, pages[place / PAGE][place % PAGE] & 0xff);
        }
        return smallest;
    }

    private void raise(int place, int count) {
        if ((pages[place / PAGE][place % PAGE] & 0xff) < count) {
            pages[place / PAGE][place % PAGE] = (byte) count;
            changes.markAdmission(place / PAGE);
        }
    }

    private void forgetHalf() {
        counted = 0;
        for (int page = 0; page < PAGES; page++) {
            for (int i = 0; i < PAGE; i++) {
                pages[page][i] = (byte) ((pages[page][i] & 0xff) >> 1);
            }
            changes.markAdmission(page);
        }
    }

    /** FNV-1a of 64 bits: the same on every machine and in every run. */
    private static long hash(Text entity) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < entity.length(); i++) {
            hash = (hash ^ entity.bytes()[i]) * 0x100000001b3L;
        }
        return hash;
    }

    /** The last steps of MurmurHash3. */
    private static long mix(long hash) {
        long mixed = (hash ^ (hash >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    /** How many pages there are. */
    public int pages() {
        return PAGES;
    }

    /** The counters of a page; not to be changed. */
    public byte[] page(int page) {
        return pages[page];
    }

    /** Rows counted since it last forgot; part of the first page's block. */
    public int counted() {
        return counted;
    }

    /**
     * Puts a page back.
     *
     * @param rows what {@link #counted()} was
     */
    public void restore(int page, byte[] counters, int rows) {
        if (counters.length != PAGE) {
            throw new IllegalArgumentException("found " + counters.length + " counters, expected " + PAGE);
        }
        pages[page] = Arrays.copyOf(counters, PAGE);
        if (page == 0) {
            counted = rows;
        }
    }
}
