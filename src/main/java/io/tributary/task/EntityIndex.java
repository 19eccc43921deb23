package io.tributary.task;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Numbers entities 0, 1, 2, … in order of their arrival, so that what is kept for each can lie in flat arrays.
 *
 * <p>The number of an entity that was removed goes to one that is added later. An open-addressing hash table over UTF-8
 * names; finding and removing allocate nothing. Not thread-safe.
 */
public final class EntityIndex {
    /** What {@link #find} returns for an entity that has not been added. */
    public static final int UNKNOWN = -1;

    /* The name, known by its identity, of a number that waits to be given again. */
    private static final byte[] FREE = {};
    private static final int ARRAY_HEADER = 16;

    private int[] table = new int[64];
    private byte[][] names = new byte[32][];
    private int[] free = {};
    private int freed;
    private int end;

    /** The number of this entity, or {@link #UNKNOWN}. */
    public int find(Text entity) {
        int mask = table.length - 1;
        for (int at = entity.contentHash() & mask; table[at] != 0; at = (at + 1) & mask) {
            if (entity.contentEquals(names[table[at] - 1])) {
                return table[at] - 1;
            }
        }
        return UNKNOWN;
    }

    /** The number of this entity, which is added if it is new. */
    public int findOrAdd(Text entity) {
        int found = find(entity);
        return found != UNKNOWN ? found : add(entity.toByteArray());
    }

    private int add(byte[] name) {
        if (2 * (size() + 1) > table.length) {
            rehash();
        }
        int number = freed > 0 ? free[--freed] : end++;
        if (number == names.length) {
            names = Arrays.copyOf(names, 2 * number);
        }
        names[number] = name;
        place(number);
        return number;
    }

    private void rehash() {
        table = new int[2 * table.length];
        for (int i = 0; i < end; i++) {
            if (contains(i)) {
                place(i);
            }
        }
    }

    private void place(int number) {
        int mask = table.length - 1;
        int at = home(number);
        while (table[at] != 0) {
            at = (at + 1) & mask;
        }
        table[at] = number + 1;
    }

    /** Where the search for an entity begins. */
    private int home(int number) {
        return Text.contentHash(names[number], names[number].length) & (table.length - 1);
    }

    /** Removes the entity of this number, which must be there. */
    public void remove(int number) {
        int mask = table.length - 1;
        int at = home(number);
        while (table[at] != number + 1) {
            at = (at + 1) & mask;
        }
        close(at);
        names[number] = FREE;
        if (free.length < names.length) {
            free = Arrays.copyOf(free, names.length);
        }
        free[freed++] = number;
    }

    /** Empties a place, and moves up those after it that a search would no longer reach. */
    private void close(int place) {
        int mask = table.length - 1;
        int gap = place;
        for (int at = (gap + 1) & mask; table[at] != 0; at = (at + 1) & mask) {
            int fromHome = (at - home(table[at] - 1)) & mask;
            if (fromHome >= ((at - gap) & mask)) {
                table[gap] = table[at];
                gap = at;
            }
        }
        table[gap] = 0;
    }

    /** Whether an entity has this number. */
    public boolean contains(int number) {
        return number >= 0 && number < end && names[number] != FREE;
    }

    /** The UTF-8 name of an entity; not to be changed. */
    public byte[] name(int number) {
        return names[number];
    }

    /** How many entities there are. */
    public int size() {
        return end - freed;
    }

    /** The numbers of all entities, ascending; allocates. */
    public int[] numbers() {
        return IntStream.range(0, end).filter(this::contains).toArray();
    }

    /** The numbers of all entities in the order of their names' unsigned bytes; allocates. */
    public int[] inNameOrder() {
        return IntStream.of(numbers())
                .boxed()
                .sorted((a, b) -> Arrays.compareUnsigned(names[a], names[b]))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    /** The heap that an index takes in which there have been so many entities at once, their names of so many bytes. */
    public static long heapBytes(int entities, int nameBytes) {
        long places = Math.max(64, powerOfTwo(2L * entities));
        long numbers = Math.max(32, powerOfTwo(entities));
        long name = (ARRAY_HEADER + nameBytes + 7L) / 8 * 8;
        return Integer.BYTES * (places + 2 * numbers) + entities * name;
    }

    private static long powerOfTwo(long atLeast) {
        return Long.highestOneBit(Math.max(1, atLeast - 1)) * 2;
    }
}
