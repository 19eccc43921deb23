package io.tributary.learning;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Which entities have changed since their blocks were written, and which have left since. Not thread-safe. */
public final class EntityChanges {
    private final BitSet changed = new BitSet();
    private final BitSet stored = new BitSet();
    private final List<byte[]> removed = new ArrayList<>();
    private BeforeChange listener = BeforeChange.NOBODY;

    /** The entities that have changed. */
    public BitSet changed() {
        return changed;
    }

    /** The names of entities that had been written and were removed since; some may have been added again. */
    public List<byte[]> removed() {
        return removed;
    }

    public void mark(int entity) {
        changed.set(entity);
    }

    /** An entity is as it was last written. */
    public void stored(int entity) {
        stored.set(entity);
    }

    /** Who hears of entities before they change in ways that nobody foresees. */
    public void hearBy(BeforeChange hearing) {
        listener = hearing;
    }

    /** All entities are about to change. */
    void aboutToChangeAll() {
        listener.all();
    }

    /** An entity is about to be removed; one that was never written leaves no trace, so this is bounded too. */
    public void remove(int entity, byte[] name) {
        listener.leaves(entity);
        if (stored.get(entity)) {
            removed.add(name);
        }
        forget(entity);
    }

    /** Whoever has this number next has not been written. */
    public void forget(int entity) {
        changed.clear(entity);
        stored.clear(entity);
    }

    /** Everything has been written. */
    public void written() {
        stored.or(changed);
        changed.clear();
        removed.clear();
    }
}
