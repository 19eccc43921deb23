package io.tributary.config;

import io.tributary.config.Value.Mapping;
import io.tributary.config.Value.Nothing;
import io.tributary.config.Value.Sequence;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A mapping with known keys: a record. */
record Section(Class<? extends Record> type, List<Key> keys) implements Shape {
    static Section of(Class<? extends Record> type) {
        return new Section(
                type, Arrays.stream(type.getRecordComponents()).map(Key::of).toList());
    }

    @Override
    public String expected() {
        return "a mapping with the keys " + names();
    }

    @Override
    public boolean isOptional() {
        return true;
    }

    Optional<Key> key(String name) {
        return keys.stream().filter(key -> key.name().equals(name)).findFirst();
    }

    /** Known keys in the order of the record, then the unknown ones. */
    @Override
    public Value complete(Value value, Problems problems) {
        if (value instanceof Nothing nothing) {
            return complete(new Mapping(Map.of(), nothing.origin()), problems);
        }
        if (!(value instanceof Mapping mapping)) {
            return value;
        }
        Map<String, Value> entries = new LinkedHashMap<>();
        for (Key key : keys) {
            Optional.ofNullable(mapping.entries().get(key.name()))
                    .or(() -> key.absent(mapping.origin(), problems))
                    .ifPresent(entry -> entries.put(key.name(), key.shape().complete(entry, problems)));
        }
        mapping.entries().forEach(entries::putIfAbsent);
        return new Mapping(entries, mapping.origin());
    }

    @Override
    public Optional<Object> bind(Value value, Binding binding) {
        if (!(value instanceof Mapping mapping)) {
            return binding.misfit(value, expected());
        }
        refuseUnknown(mapping, binding);
        List<Object> arguments = new ArrayList<>();
        for (Key key : keys) {
            bind(key, mapping, binding).ifPresent(arguments::add);
        }
        Optional<Object> bound =
                arguments.size() == keys.size() ? construct(arguments, mapping, binding) : Optional.empty();
        bound.ifPresent(settings -> binding.checks()
                .check(settings, (path, message) -> binding.at(path).reject(locate(mapping, path), message)));
        return bound;
    }

    private static Optional<Object> bind(Key key, Mapping mapping, Binding binding) {
        Value value = mapping.entries().getOrDefault(key.name(), new Nothing(mapping.origin()));
        if (!mapping.entries().containsKey(key.name()) && !key.shape().isOptional()) {
            String meaning = key.setting().value();
            return binding.reject(
                    value,
                    "missing key '" + key.name() + "', expected " + key.shape().expected() + ": " + meaning);
        }
        return key.shape().bind(value, binding.at(key.name()));
    }

    private void refuseUnknown(Mapping mapping, Binding binding) {
        List<String> known = keys.stream().map(Key::name).toList();
        mapping.entries().forEach((name, value) -> {
            if (!known.contains(name)) {
                binding.problems()
                        .add(
                                value.origin(),
                                "unknown key '" + name + "'"
                                        + (binding.path().isEmpty() ? "" : " in " + binding.path())
                                        + Spelling.suggestion(name, known)
                                        + " Known keys: " + names());
            }
        });
    }

    private Optional<Object> construct(List<Object> arguments, Mapping mapping, Binding binding) {
        try {
            Constructor<? extends Record> constructor =
                    type.getDeclaredConstructor(Arrays.stream(type.getRecordComponents())
                            .map(RecordComponent::getType)
                            .toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            return Optional.of(constructor.newInstance(arguments.toArray()));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException misfit) {
                return binding.reject(mapping, String.valueOf(misfit.getMessage()));
            }
            throw new IllegalStateException(type + " cannot be constructed", e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(type + " cannot be constructed", e);
        }
    }

    /** The value at a dotted path, or as near to it as there is one. */
    private static Value locate(Value from, String path) {
        int dot = path.indexOf('.');
        String first = dot < 0 ? path : path.substring(0, dot);
        Optional<Value> next = from instanceof Mapping mapping
                ? Optional.ofNullable(mapping.entries().get(first))
                : from instanceof Sequence list
                        ? Leaf.whole(first).map(index -> list.items().get(index.intValue()))
                        : Optional.empty();
        return next.map(value -> dot < 0 ? value : locate(value, path.substring(dot + 1)))
                .orElse(from);
    }

    private String names() {
        return keys.stream().map(Key::name).collect(Collectors.joining(", "));
    }
}
