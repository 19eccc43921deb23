package io.tributary.learning;

import java.util.Arrays;
import java.util.BitSet;

/**
 * What has changed since it was last written: the dirty flags of the learner's state.
 *
 * <p>Whoever writes the state clears them. Not thread-safe.
 */
public final class Changes {
    private final BitSet families = new BitSet();
    private final BitSet labels = new BitSet();
    private final BitSet entities = new BitSet();
    private int[] entityList = new int[64];
    private int entityCount;
    private boolean trunk;
    private boolean features;
    private boolean counters;
    private int pendingWritten;

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

    /** How many entities have changed. */
    public int entities() {
        return entityCount;
    }

    /** The i-th entity that has changed. */
    public int entity(int i) {
        return entityList[i];
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
        if (!entities.get(entity)) {
            entities.set(entity);
            if (entityCount == entityList.length) {
                entityList = Arrays.copyOf(entityList, 2 * entityCount);
            }
            entityList[entityCount++] = entity;
        }
    }

    /** The mini-batch begins anew: no pending row is written yet. */
    void pendingCleared() {
        counters = true;
        pendingWritten = 0;
    }

    /** Everything has been written; {@code pendingRows} rows are pending. */
    public void written(int pendingRows) {
        clear();
        pendingWritten = pendingRows;
    }

    private void clear() {
        trunk = false;
        features = false;
        counters = false;
        families.clear();
        labels.clear();
        for (int i = 0; i < entityCount; i++) {
            entities.clear(entityList[i]);
        }
        entityCount = 0;
    }
}
