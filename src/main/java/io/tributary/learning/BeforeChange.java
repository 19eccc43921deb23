package io.tributary.learning;

/** Hears of entities that are about to be gone, or to change all at once, while all of them is still as it was. */
@FunctionalInterface
public interface BeforeChange {
    /** Hears nothing. */
    BeforeChange NOBODY = entity -> {};

    /** The entity of this number is about to leave. */
    void leaves(int entity);

    /** All entities are about to change. */
    default void all() {}
}
