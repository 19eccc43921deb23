package io.tributary.config;

import io.tributary.config.Value.Mapping;
import io.tributary.config.Value.Nothing;
import io.tributary.config.Value.Scalar;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A mapping of free keys to texts; nested mappings are the same as dotted keys. */
record Texts() implements Shape {
    @Override
    public String expected() {
        return "a mapping of keys to texts";
    }

    @Override
    public boolean isOptional() {
        return true;
    }

    @Override
    public Value complete(Value value, Problems problems) {
        if (!(value instanceof Mapping mapping)) {
            return value;
        }
        Map<String, Value> flat = new LinkedHashMap<>();
        flatten("", mapping, flat, problems);
        return new Mapping(flat, mapping.origin());
    }

    private static void flatten(String prefix, Mapping mapping, Map<String, Value> flat, Problems problems) {
        mapping.entries().forEach((key, value) -> {
            String path = prefix + key;
            if (value instanceof Mapping nested) {
                flatten(path + ".", nested, flat, problems);
            } else if (flat.putIfAbsent(path, value) != null) {
                problems.add(value.origin(), "duplicate key '" + path + "', once nested and once dotted; remove one");
            }
        });
    }

    @Override
    public Optional<Object> bind(Value value, Binding binding) {
        if (value instanceof Nothing) {
            return Optional.of(Map.of());
        }
        if (!(value instanceof Mapping mapping)) {
            return binding.misfit(value, expected());
        }
        Map<String, String> texts = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> {
            if (entry instanceof Scalar scalar) {
                texts.put(key, scalar.text());
            } else {
                binding.at(key).misfit(entry, "a text (\"\" for an empty one)");
            }
        });
        return texts.size() == mapping.entries().size()
                ? Optional.of(Collections.unmodifiableMap(texts))
                : Optional.empty();
    }
}
