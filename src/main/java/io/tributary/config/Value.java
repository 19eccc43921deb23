package io.tributary.config;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** One node of the configuration's YAML, with the place where it was written. Immutable by convention. */
sealed interface Value {
    Origin origin();

    /** What an error says was found. */
    String found();

    /** The origins of all that is written in it. */
    Stream<Origin> origins();

    /** A key without a value, or the word {@code null}. */
    record Nothing(Origin origin) implements Value {
        @Override
        public String found() {
            return "nothing";
        }

        @Override
        public Stream<Origin> origins() {
            return Stream.of(origin);
        }
    }

    /**
     * A single word, number or text.
     *
     * @param plain whether it was written without quotation marks, and so may be a number or a truth value
     */
    record Scalar(String text, boolean plain, Origin origin) implements Value {
        private static final int SHOWN = 60;

        @Override
        public String found() {
            return "'" + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…") + "'";
        }

        @Override
        public Stream<Origin> origins() {
            return Stream.of(origin);
        }
    }

    /** A list. */
    record Sequence(List<Value> items, Origin origin) implements Value {
        @Override
        public String found() {
            return "a list";
        }

        @Override
        public Stream<Origin> origins() {
            return items.isEmpty() ? Stream.of(origin) : items.stream().flatMap(Value::origins);
        }

        /** How an element is called in paths: by its key {@code name} where it has one, else by its index. */
        String address(int index) {
            return items.get(index) instanceof Mapping element
                            && element.entries().get("name") instanceof Scalar name
                    ? name.text()
                    : String.valueOf(index);
        }
    }

    /** Keys with their values, in the order written; a value's origin is that of its key. */
    record Mapping(Map<String, Value> entries, Origin origin) implements Value {
        @Override
        public String found() {
            return "a mapping";
        }

        @Override
        public Stream<Origin> origins() {
            return entries.isEmpty()
                    ? Stream.of(origin)
                    : entries.values().stream().flatMap(Value::origins);
        }

        /** This mapping with one key set. */
        Mapping with(String key, Value value) {
            Map<String, Value> changed = new LinkedHashMap<>(entries);
            changed.put(key, value);
            return new Mapping(changed, origin);
        }
    }
}
