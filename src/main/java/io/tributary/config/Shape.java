package io.tributary.config;

import java.util.Optional;

/**
 * What a key may hold, and how that becomes the value of a record component.
 *
 * <p>A value is completed first (defaults filled in, maps made flat, a single scalar made a list where a list is
 * expected), then bound. Both are pure but for the problems they report.
 */
sealed interface Shape permits Leaf, Form, Perhaps, Items, Texts, Section {
    /** What is expected, as errors and the reference say it. */
    String expected();

    /** Whether the key may be left out although it has no default. */
    default boolean isOptional() {
        return false;
    }

    /** The value in full. */
    default Value complete(Value value, Problems problems) {
        return value;
    }

    /** The component's value; empty if a problem was reported instead. */
    Optional<Object> bind(Value value, Binding binding);
}
