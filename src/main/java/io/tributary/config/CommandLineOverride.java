package io.tributary.config;

import io.tributary.config.Value.Mapping;
import io.tributary.config.Value.Scalar;
import io.tributary.config.Value.Sequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One override of the command line, {@code key=value}.
 *
 * <p>The key is a dotted path; an element of a list is addressed by its {@code name} or its index. The value is YAML,
 * but below a mapping of texts it is taken word for word, and so is the rest of the path.
 */
final class CommandLineOverride {
    private final String path;
    private final String text;
    private final Origin origin;
    private final Problems problems;

    private CommandLineOverride(String path, String text, Problems problems) {
        this.path = path;
        this.text = text;
        this.origin = new Origin.Argument(Secrets.masked(path, text));
        this.problems = problems;
    }

    /** The tree with one override applied; a key that does not exist is set all the same, for the binding to refuse. */
    static Value apply(String argument, Section root, Value tree, Problems problems) {
        int equals = argument.indexOf('=');
        if (equals < 1) {
            problems.add(
                    new Origin.Argument(equals < 0 ? argument : Secrets.MASK),
                    "found no key and '=', expected key=value such as learning.batch-size=32");
            return tree;
        }
        CommandLineOverride override = new CommandLineOverride(
                argument.substring(0, equals).strip(), argument.substring(equals + 1), problems);
        return override.put(root, tree, override.path);
    }

    private Value put(Shape shape, Value current, String rest) {
        if (shape instanceof Perhaps perhaps) {
            return put(perhaps.inner(), current, rest);
        }
        if (rest.isEmpty()) {
            return new YamlReader(line -> origin, problems).read(text);
        }
        if (shape instanceof Texts) {
            return mapping(current).with(rest, new Scalar(text, false, origin));
        }
        if (shape instanceof Items items) {
            return element(items, current, rest);
        }
        return member(shape, mapping(current), rest);
    }

    private Value member(Shape shape, Mapping mapping, String rest) {
        int dot = rest.indexOf('.');
        String name = dot < 0 ? rest : rest.substring(0, dot);
        Optional<Key> key = shape instanceof Section section ? section.key(name) : Optional.empty();
        Value current = mapping.entries().getOrDefault(name, new Value.Nothing(origin));
        return mapping.with(
                name,
                key.map(known -> put(known.shape(), current, dot < 0 ? "" : rest.substring(dot + 1)))
                        .orElseGet(() -> new Scalar(text, false, origin)));
    }

    private Value element(Items shape, Value current, String rest) {
        List<Value> items = current instanceof Sequence list ? new ArrayList<>(list.items()) : new ArrayList<>();
        Map<String, Integer> addresses = addresses(new Sequence(items, current.origin()));
        Optional<String> address = addresses.keySet().stream()
                .filter(name -> rest.equals(name) || rest.startsWith(name + "."))
                .max(Comparator.comparingInt(String::length));
        if (address.isEmpty()) {
            problems.add(
                    origin,
                    "found no element '" + rest + "' among the " + items.size() + ", expected an index or one of "
                            + String.join(", ", addresses.keySet()));
            return current;
        }
        int length = address.get().length();
        String below = rest.length() == length ? "" : rest.substring(length + 1);
        address.map(addresses::get).ifPresent(index -> items.set(index, put(shape.element(), items.get(index), below)));
        return new Sequence(items, current.origin());
    }

    /** Every way to address an element; a name is taken before an index of the same spelling. */
    private static Map<String, Integer> addresses(Sequence list) {
        Map<String, Integer> addresses = new LinkedHashMap<>();
        for (int i = 0; i < list.items().size(); i++) {
            addresses.put(String.valueOf(i), i);
        }
        for (int i = list.items().size() - 1; i >= 0; i--) {
            addresses.put(list.address(i), i);
        }
        return addresses;
    }

    private Mapping mapping(Value value) {
        return value instanceof Mapping mapping ? mapping : new Mapping(Map.of(), origin);
    }
}
