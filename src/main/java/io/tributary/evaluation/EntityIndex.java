package io.tributary.evaluation;

import io.tributary.task.Text;
import java.util.Arrays;

/**
 * Numbers entities from 0 in the order in which they are first seen.
 *
 * <p>May be shared by everything that keeps numbers per entity. Looking up a known entity allocates nothing. Not
 * thread-safe.
 */
public final class EntityIndex {
    /** Open addressing with linear probing, at most half full: an entity's number + 1, or 0 where free. */
    private int[] slots = new int[32];

    private byte[][] names = new byte[slots.length / 2][];
    private int[] hashes = new int[names.length];
    private int size;

    /** How many entities are known. */
    public int size() {
        return size;
    }

    /** The number of this entity; an unknown one gets the next. */
    public int indexOf(Text entity) {
        int hash = entity.contentHash();
        int slot = hash & (slots.length - 1);
        while (slots[slot] != 0) {
            int known = slots[slot] - 1;
            if (hashes[known] == hash && entity.contentEquals(names[known])) {
                return known;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return append(entity, hash, slot);
    }

    private int append(Text entity, int hash, int slot) {
        names[size] = entity.toByteArray();
        hashes[size] = hash;
        slots[slot] = ++size;
        if (size == names.length) {
            grow();
        }
        return size - 1;
    }

    private void grow() {
        names = Arrays.copyOf(names, 2 * size);
        hashes = Arrays.copyOf(hashes, 2 * size);
        slots = new int[4 * size];
        for (int known = 0; known < size; known++) {
            int slot = hashes[known] & (slots.length - 1);
            while (slots[slot] != 0) {
                slot = (slot + 1) & (slots.length - 1);
            }
            slots[slot] = known + 1;
        }
    }
}
