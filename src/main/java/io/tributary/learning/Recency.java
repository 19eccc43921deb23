package io.tributary.learning;

import io.tributary.task.EntityIndex;
import java.util.Arrays;

/**
 * The entities in the order in which they last learned: a doubly linked list in arrays, the least recent first.
 *
 * <p>The order follows from what is kept for each entity, the examples that the model had learned after its last step and
 * its last row in that step, which no two entities share. So it can be rebuilt. Stream time, which never goes back, grows
 * along the list. Not thread-safe.
 */
public final class Recency {
    /** No entity. */
    public static final int NONE = -1;

    private static final int UNLINKED = -2;
    private static final int ROW_BITS = 16;
    private static final int BYTES = 2 * Long.BYTES + 2 * Integer.BYTES;

    private long[] keys = {};
    private long[] times = {};
    private int[] before = {};
    private int[] after = {};
    private int first = NONE;
    private int last = NONE;

    /** The heap that the order of so many entities takes, room to grow included. */
    public static long heapBytes(int entities) {
        return (long) BYTES * capacity(entities);
    }

    private static int capacity(int entities) {
        return entities + entities / 4 + 16;
    }

    /** The number of examples the whole model had learned when this entity last did; 0 if it never did. */
    public long lastLearned(int entity) {
        return entity < keys.length ? keys[entity] >>> ROW_BITS : 0;
    }

    /** Its last row in the mini-batch of that step. */
    public int lastRow(int entity) {
        return (int) (keys[entity] & ((1 << ROW_BITS) - 1));
    }

    /** The stream time at that step, in milliseconds. */
    public long lastTime(int entity) {
        return times[entity];
    }

    /** The entity that learned least recently, or {@link #NONE}. */
    public int first() {
        return first;
    }

    /** The entity that learned most recently, or {@link #NONE}. */
    public int last() {
        return last;
    }

    /** The one that learned next, or {@link #NONE}. */
    public int after(int entity) {
        return after[entity];
    }

    /** Whether an entity has learned at all. */
    public boolean contains(int entity) {
        return entity < keys.length && before[entity] != UNLINKED;
    }

    /** This entity has just learned. */
    public void learned(int entity, long learned, int row, long time) {
        restore(entity, learned, row, time);
        if (before[entity] != UNLINKED) {
            unlink(entity);
        }
        append(entity);
    }

    /** Says when an entity last learned; it has its place after {@link #rebuild}. */
    public void restore(int entity, long learned, int row, long time) {
        grow(entity + 1);
        keys[entity] = learned << ROW_BITS | row;
        times[entity] = time;
    }

    private void grow(int entities) {
        int before = keys.length;
        if (entities > before) {
            int capacity = Math.max(entities, capacity(before));
            keys = Arrays.copyOf(keys, capacity);
            times = Arrays.copyOf(times, capacity);
            this.before = Arrays.copyOf(this.before, capacity);
            after = Arrays.copyOf(after, capacity);
            Arrays.fill(this.before, before, capacity, UNLINKED);
        }
    }

    private void append(int entity) {
        before[entity] = last;
        after[entity] = NONE;
        if (last == NONE) {
            first = entity;
        } else {
            after[last] = entity;
        }
        last = entity;
    }

    private void unlink(int entity) {
        int earlier = before[entity];
        int later = after[entity];
        if (earlier == NONE) {
            first = later;
        } else {
            after[earlier] = later;
        }
        if (later == NONE) {
            last = earlier;
        } else {
            before[later] = earlier;
        }
    }

    /** Takes an entity out of the order. */
    public void remove(int entity) {
        unlink(entity);
        before[entity] = UNLINKED;
    }

    /** Puts all entities in their order. */
    public void rebuild(EntityIndex entities) {
        int[] numbers = entities.numbers();
        long[] sorted = new long[numbers.length];
        for (int i = 0; i < numbers.length; i++) {
            sorted[i] = keys[numbers[i]];
        }
        Arrays.sort(sorted);
        int[] order = new int[numbers.length];
        for (int number : numbers) {
            order[Arrays.binarySearch(sorted, keys[number])] = number;
        }
        for (int number : order) {
            append(number);
        }
    }
}
