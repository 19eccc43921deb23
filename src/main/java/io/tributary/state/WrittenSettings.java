package io.tributary.state;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The settings of a configuration record as they are written in YAML, so that none is forgotten. */
final class WrittenSettings {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./+-]+");

    private WrittenSettings() {}

    /** Key and value of every component in order, those that are empty left out. */
    static Map<String, String> of(Record settings) {
        Map<String, String> written = new LinkedHashMap<>();
        for (RecordComponent component : settings.getClass().getRecordComponents()) {
            present(value(settings, component)).ifPresent(value -> written.put(key(component.getName()), word(value)));
        }
        return written;
    }

    private static Object value(Record settings, RecordComponent component) {
        try {
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(component + " cannot be read", e);
        }
    }

    private static Optional<?> present(Object value) {
        if (value instanceof Optional<?> optional) {
            return optional;
        }
        if (value instanceof OptionalDouble number) {
            return number.stream().boxed().findFirst();
        }
        if (value instanceof OptionalInt number) {
            return number.stream().boxed().findFirst();
        }
        return Optional.of(value).filter(present -> !(present instanceof List<?> list && list.isEmpty()));
    }

    private static String key(String component) {
        return component.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }

    /** A value in YAML: constants in lower case with dashes, lists in brackets, texts quoted where they must be. */
    static String word(Object value) {
        if (value instanceof Enum<?> constant) {
            return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
        if (value instanceof List<?> list) {
            return list.stream().map(WrittenSettings::word).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof String text && !PLAIN.matcher(text).matches()) {
            return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
        }
        return value.toString();
    }
}
