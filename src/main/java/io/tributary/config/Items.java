package io.tributary.config;

import io.tributary.config.Value.Nothing;
import io.tributary.config.Value.Scalar;
import io.tributary.config.Value.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A list; a single scalar is a list of one. */
record Items(Shape element) implements Shape {
    @Override
    public String expected() {
        return "a list, each element " + element.expected();
    }

    @Override
    public boolean isOptional() {
        return true;
    }

    @Override
    public Value complete(Value value, Problems problems) {
        if (value instanceof Sequence list) {
            List<Value> items = list.items().stream()
                    .map(item -> element.complete(item, problems))
                    .toList();
            return new Sequence(items, list.origin());
        }
        return value instanceof Scalar
                ? new Sequence(List.of(element.complete(value, problems)), value.origin())
                : value;
    }

    @Override
    public Optional<Object> bind(Value value, Binding binding) {
        if (value instanceof Nothing) {
            return Optional.of(List.of());
        }
        if (!(value instanceof Sequence list)) {
            return binding.misfit(value, expected());
        }
        List<Object> bound = new ArrayList<>();
        for (int i = 0; i < list.items().size(); i++) {
            element.bind(list.items().get(i), binding.at(list.address(i))).ifPresent(bound::add);
        }
        return bound.size() == list.items().size() ? Optional.of(List.copyOf(bound)) : Optional.empty();
    }
}
