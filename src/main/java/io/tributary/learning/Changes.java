package io.tributary.learning;

import java.util.BitSet;
import java.util.List;

/**
 * What has changed since it was last written: the dirty flags of the learner's state.
 *
 * <p>Whoever writes the state clears them. Not thread-safe.
 */
public final class Changes {
    private final BitSet families = new BitSet();
    private final BitSet labels = new BitSet();
    private final EntityChanges entities = new EntityChanges();
    private final BitSet admission = new BitSet();
    private boolean trunk;
    private boolean features;
    private boolean counters;
    private int pendingWritten;

    /** What changes of entities, and who leaves. */
    public EntityChanges ofEntities() {
        return entities;
    }

    /** Whether nothing has changed. */
    public boolean isEmpty() {
        return !counters;
    }

    /** Whether the trunk has changed. */
    public boolean trunk() {
        return trunk;
    }

    /** The families whose heads have changed. */
    public BitSet families() {
        return families;
    }

    /** The families whose label statistics have changed. */
    public BitSet labels() {
        return labels;
    }

    /** Whether the features' statistics have changed. */
    public boolean features() {
        return features;
    }

    /** The entities that have changed. */
    public BitSet entities() {
        return entities.changed();
    }

    /** The names of entities that had been written and were removed since; some may have been added again. */
    List<byte[]> removed() {
        return entities.removed();
    }

    /** The pages of the admission's counters that have changed. */
    public BitSet admission() {
        return admission;
    }

    /** The first pending row that has not been written. */
    public int pendingWritten() {
        return pendingWritten;
    }

    void markTrunk() {
        trunk = true;
    }

    void markFamily(int family) {
        families.set(family);
    }

    void markLabel(int family) {
        labels.set(family);
    }

    void markFeatures() {
        features = true;
    }

    /** The counters change with every row that is observed. */
    void markCounters() {
        counters = true;
    }

    void markEntity(int entity) {
        entities.mark(entity);
    }

    void markAdmission(int page) {
        admission.set(page);
    }

    /** An entity is as it was last written. */
    void storedEntity(int entity) {
        entities.stored(entity);
    }

    /** An entity was removed; one that was never written leaves no trace, so this list is bounded too. */
    void removeEntity(int entity, byte[] name) {
        counters = true;
        entities.remove(entity, name);
    }

    /** Whoever has this number next has not been written. */
    void forgetEntity(int entity) {
        entities.forget(entity);
    }

    /** The mini-batch begins anew: no pending row is written yet. */
    void pendingCleared() {
        counters = true;
        pendingWritten = 0;
    }

    /** Everything has been written; {@code pendingRows} rows are pending. */
    public void written(int pendingRows) {
        entities.written();
        clear();
        pendingWritten = pendingRows;
    }

    private void clear() {
        trunk = false;
        features = false;
        counters = false;
        families.clear();
        labels.clear();
        admission.clear();
    }
}
