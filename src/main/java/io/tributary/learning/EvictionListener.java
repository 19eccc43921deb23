package io.tributary.learning;

/** Hears of entities whose deviations are forgotten. */
@FunctionalInterface
public interface EvictionListener {
    /** Hears nothing. */
    EvictionListener NONE = eviction -> {};

    /** An entity has left; should it come back, it starts from the family head. */
    void evicted(Eviction eviction);
}
