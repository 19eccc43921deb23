package io.tributary.config;

import java.util.Optional;
import java.util.function.Function;

/**
 * A value that may be absent.
 *
 * @param off whether the word {@code off} says so too
 * @param box from an optional value to the component's own kind of optional
 */
record Perhaps(Shape inner, boolean off, Function<Optional<Object>, Object> box) implements Shape {
    @Override
    public String expected() {
        return inner.expected();
    }

    @Override
    public boolean isOptional() {
        return true;
    }

    @Override
    public Value complete(Value value, Problems problems) {
        return isAbsent(value) ? value : inner.complete(value, problems);
    }

    @Override
    public Optional<Object> bind(Value value, Binding binding) {
        if (isAbsent(value)) {
            return Optional.of(box.apply(Optional.empty()));
        }
        return inner.bind(value, binding).map(present -> box.apply(Optional.of(present)));
    }

    private boolean isAbsent(Value value) {
        return value instanceof Value.Nothing
                || (off && value instanceof Value.Scalar word && word.text().equalsIgnoreCase("off"));
    }
}
