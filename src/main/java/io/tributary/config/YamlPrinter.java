package io.tributary.config;

import io.tributary.config.Value.Mapping;
import io.tributary.config.Value.Nothing;
import io.tributary.config.Value.Scalar;
import io.tributary.config.Value.Sequence;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.yaml.snakeyaml.reader.StreamReader;

/** A completed configuration as YAML that can be loaded again, every value with its origin as a comment. */
final class YamlPrinter {
    private static final Pattern SAFE = Pattern.compile("(?!(?i:null)$)-?[.]?[\\p{L}\\p{N}_][\\p{L}\\p{N}_./+-]*");

    private YamlPrinter() {}

    static String print(Mapping root) {
        return mapping(root, "");
    }

    private static String mapping(Mapping mapping, String indent) {
        return mapping.entries().entrySet().stream()
                .map(entry -> indent + word(entry.getKey()) + ":" + entry(entry.getKey(), entry.getValue(), indent))
                .collect(Collectors.joining());
    }

    private static String entry(String key, Value value, String indent) {
        if (Secrets.isSecret(key)) {
            return " " + quoted(Secrets.MASK) + comment(value);
        }
        if (value instanceof Mapping nested && !nested.entries().isEmpty()) {
            return "\n" + mapping(nested, indent + "  ");
        }
        if (value instanceof Sequence list && list.items().stream().anyMatch(Mapping.class::isInstance)) {
            return "\n"
                    + list.items().stream()
                            .map(item -> element(item, indent + "  "))
                            .collect(Collectors.joining());
        }
        return " " + flow(value) + comment(value);
    }

    private static String element(Value item, String indent) {
        return item instanceof Mapping mapping && !mapping.entries().isEmpty()
                ? indent + "- " + mapping(mapping, indent + "  ").substring(indent.length() + 2)
                : indent + "- " + flow(item) + comment(item);
    }

    private static String flow(Value value) {
        if (value instanceof Nothing) {
            return "null";
        }
        if (value instanceof Scalar scalar) {
            return scalar.plain() ? word(scalar.text()) : quoted(scalar.text());
        }
        return value instanceof Sequence list
                ? list.items().stream().map(YamlPrinter::flow).collect(Collectors.joining(", ", "[", "]"))
                : "{}";
    }

    private static String comment(Value value) {
        return value.origins().map(Origin::brief).distinct().collect(Collectors.joining(", ", "  # ", "\n"));
    }

    private static String word(String text) {
        return SAFE.matcher(text).matches() ? text : quoted(text);
    }

    private static String quoted(String text) {
        return text.codePoints().mapToObj(YamlPrinter::escaped).collect(Collectors.joining("", "\"", "\""));
    }

    private static String escaped(int character) {
        if (character == '"' || character == '\\') {
            return "\\" + (char) character;
        }
        boolean asItIs = StreamReader.isPrintable(character)
                && !Character.isISOControl(character)
                && !Character.isWhitespace(character);
        return asItIs || character == ' ' ? Character.toString(character) : String.format("\\U%08x", character);
    }
}
