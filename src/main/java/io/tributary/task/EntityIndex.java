package io.tributary.task;

import java.util.Arrays;

/**
 * Numbers entities 0, 1, 2, … in order of their arrival, so that what is kept for each can lie in flat arrays.
 *
 * <p>An open-addressing hash table over UTF-8 names; finding allocates nothing. Not thread-safe.
 */
public final class EntityIndex {
    /** What {@link #find} returns for an entity that has not been added. */
    public static final int UNKNOWN = -1;

    private int[] table = new int[64];
    private byte[][] names = new byte[32][];
    private int size;

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
        if (2 * (size + 1) > table.length) {
            rehash();
        }
        if (size == names.length) {
            names = Arrays.copyOf(names, 2 * size);
        }
        names[size] = name;
        place(size);
        return size++;
    }

    private void rehash() {
        table = new int[2 * table.length];
        for (int i = 0; i < size; i++) {
            place(i);
        }
    }

    private void place(int number) {
        int mask = table.length - 1;
        int at = Text.contentHash(names[number], names[number].length) & mask;
        while (table[at] != 0) {
            at = (at + 1) & mask;
        }
        table[at] = number + 1;
    }

    /** The UTF-8 name of an entity; not to be changed. */
    public byte[] name(int number) {
        return names[number];
    }

    public int size() {
        return size;
    }

    /** The numbers of all entities in the order of their names' unsigned bytes; allocates. */
    public int[] inNameOrder() {
        Integer[] order = new Integer[size];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Arrays.compareUnsigned(names[a], names[b]));
        return Arrays.stream(order).mapToInt(Integer::intValue).toArray();
    }
}
