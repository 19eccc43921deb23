package io.tributary.config;

import io.tributary.config.Value.Mapping;
import io.tributary.config.Value.Nothing;
import io.tributary.config.Value.Scalar;
import io.tributary.config.Value.Sequence;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntFunction;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;
import org.yaml.snakeyaml.reader.ReaderException;

/**
 * From YAML text to values that know where they were written.
 *
 * <p>Aliases and merge keys are resolved. Words keep their spelling: what is a number or a truth value is decided by
 * the key that takes it, so {@code off} and {@code 010} are safe where a text is expected.
 */
final class YamlReader {
    private static final Set<String> NULLS = Set.of("", "~", "null", "Null", "NULL");

    private final IntFunction<Origin> origins;
    private final Problems problems;
    private final Set<Node> open = Collections.newSetFromMap(new IdentityHashMap<>());

    /** A reader of one text, with the origin of each of its lines (counted from 1). */
    YamlReader(IntFunction<Origin> origins, Problems problems) {
        this.origins = origins;
        this.problems = problems;
    }

    /**
     * Reads a document.
     *
     * @throws ConfigurationException if it is not YAML
     */
    Value read(String yaml) {
        try {
            return Optional.ofNullable(new Yaml().compose(new StringReader(yaml)))
                    .map(root -> value(root, origin(root)))
                    .orElseGet(() -> new Nothing(origins.apply(1)));
        } catch (MarkedYAMLException e) {
            throw unreadable(line(e.getProblemMark()), e.getProblem());
        } catch (ReaderException e) {
            long line = 1
                    + yaml.chars().limit(e.getPosition()).filter(c -> c == '\n').count();
            throw unreadable((int) line, String.format("character U+%04X is not allowed", e.getCodePoint()));
        } catch (YAMLException e) {
            throw unreadable(1, String.valueOf(e.getMessage()));
        }
    }

    private Value value(Node node, Origin origin) {
        if (!open.add(node)) {
            throw unreadable(line(node.getStartMark()), "an alias stands inside its own anchor");
        }
        Value value = node instanceof MappingNode mapping
                ? mapping(mapping, origin)
                : node instanceof SequenceNode sequence
                        ? sequence(sequence, origin)
                        : scalar((ScalarNode) node, origin);
        open.remove(node);
        return value;
    }

    private static Value scalar(ScalarNode node, Origin origin) {
        boolean plain = node.getScalarStyle() == ScalarStyle.PLAIN;
        return plain && NULLS.contains(node.getValue())
                ? new Nothing(origin)
                : new Scalar(node.getValue(), plain, origin);
    }

    private Value sequence(SequenceNode node, Origin origin) {
        List<Value> items = new ArrayList<>();
        for (Node item : node.getValue()) {
            items.add(value(item, origin(item)));
        }
        return new Sequence(items, origin);
    }

    private Mapping mapping(MappingNode node, Origin origin) {
        Map<String, Value> own = new LinkedHashMap<>();
        Map<String, Value> merged = new LinkedHashMap<>();
        for (NodeTuple entry : node.getValue()) {
            if (entry.getKeyNode().getTag().equals(Tag.MERGE)) {
                merge(entry.getValueNode(), merged);
            } else {
                put(entry, own);
            }
        }
        merged.forEach(own::putIfAbsent);
        return new Mapping(own, origin);
    }

    private void put(NodeTuple entry, Map<String, Value> entries) {
        Origin origin = origin(entry.getKeyNode());
        if (!(entry.getKeyNode() instanceof ScalarNode key)) {
            problems.add(origin, "found a list or mapping as a key, expected a word");
            return;
        }
        Value first = entries.putIfAbsent(key.getValue(), value(entry.getValueNode(), origin));
        if (first != null) {
            problems.add(
                    origin,
                    "duplicate key '" + key.getValue() + "', first given at " + first.origin()
                            + "; remove one of them");
        }
    }

    private void merge(Node source, Map<String, Value> target) {
        if (source instanceof SequenceNode several) {
            several.getValue().forEach(one -> merge(one, target));
        } else if (value(source, origin(source)) instanceof Mapping mapping) {
            mapping.entries().forEach(target::putIfAbsent);
        } else {
            problems.add(origin(source), "found no mapping after the merge key <<, expected an alias of one");
        }
    }

    private Origin origin(Node node) {
        return origins.apply(line(node.getStartMark()));
    }

    private static int line(Mark mark) {
        return mark == null ? 1 : mark.getLine() + 1;
    }

    /* SnakeYAML's exception quotes the text around the problem, which may hold a secret: it is not even the cause. */
    private ConfigurationException unreadable(int line, String problem) {
        return new ConfigurationException(
                List.of(origins.apply(line) + ": unreadable YAML: " + problem.replaceAll("\\s+", " ")));
    }
}
