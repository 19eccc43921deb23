package io.tributary.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A single word, number or text. */
record Leaf(String expected, Function<String, Optional<Object>> reader) implements Shape {
    private static final Pattern WHOLE = Pattern.compile("[-+]?\\d[\\d_]{0,18}");
    private static final Pattern DECIMAL = Pattern.compile("[-+]?(\\d+(\\.\\d*)?|\\.\\d+)([eE][-+]?\\d+)?");
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h|d)");

    @Override
    public Optional<Object> bind(Value value, Binding binding) {
        Optional<Object> read = value instanceof Value.Scalar scalar ? reader.apply(scalar.text()) : Optional.empty();
        return read.isPresent() ? read : binding.misfit(value, expected);
    }

    /** The same, with one more thing to expect. */
    Leaf or(String alternative) {
        return new Leaf(expected + ", or " + alternative, reader);
    }

    /** Any scalar, as it is written. */
    static Leaf text() {
        return new Leaf("a text", Optional::of);
    }

    static Leaf truth() {
        return new Leaf("true or false", text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> Optional.of(true);
            case "false" -> Optional.of(false);
            default -> Optional.empty();
        });
    }

    static Leaf wholeNumber(Setting limits, long lowest, long highest, LongFunction<Object> box) {
        return new Leaf("a whole number" + range(limits), text -> whole(text)
                .filter(n -> n >= lowest && n <= highest && isWithin(limits, n))
                .map(box::apply));
    }

    static Leaf number(Setting limits) {
        return new Leaf(
                "a number" + range(limits),
                text -> decimal(text).filter(n -> isWithin(limits, n)).map(n -> n));
    }

    static Leaf duration() {
        return new Leaf("a duration such as 500ms, 10s, 5m, 2h or 1d", text -> {
            Matcher parts = DURATION.matcher(text);
            return parts.matches()
                    ? Optional.of(length(Long.parseLong(parts.group(1)), parts.group(2)))
                    : Optional.empty();
        });
    }

    static Leaf choice(Class<?> type) {
        List<Object> constants = Arrays.asList(type.getEnumConstants());
        String words = constants.stream().map(Leaf::word).collect(Collectors.joining(", "));
        return new Leaf("one of " + words, text -> constants.stream()
                .filter(constant -> word(constant).equalsIgnoreCase(text))
                .findFirst());
    }

    /** The whole number that a text is, if it is one. */
    static Optional<Long> whole(String text) {
        try {
            return WHOLE.matcher(text).matches()
                    ? Optional.of(Long.parseLong(text.replace("_", "")))
                    : Optional.empty();
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    /** The finite number that a text is, if it is one. */
    static Optional<Double> decimal(String text) {
        return DECIMAL.matcher(text).matches()
                ? Optional.of(Double.parseDouble(text)).filter(Double::isFinite)
                : Optional.empty();
    }

    private static String word(Object constant) {
        return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static Duration length(long count, String unit) {
        return switch (unit) {
            case "ms" -> Duration.ofMillis(count);
            case "s" -> Duration.ofSeconds(count);
            case "m" -> Duration.ofMinutes(count);
            case "h" -> Duration.ofHours(count);
            default -> Duration.ofDays(count);
        };
    }

    private static boolean isWithin(Setting limits, double number) {
        return number >= limits.min() && number <= limits.max();
    }

    private static String range(Setting limits) {
        boolean low = limits.min() > Double.NEGATIVE_INFINITY;
        boolean high = limits.max() < Double.POSITIVE_INFINITY;
        if (low && high) {
            return " from " + written(limits.min()) + " to " + written(limits.max());
        }
        return low ? " of at least " + written(limits.min()) : high ? " of at most " + written(limits.max()) : "";
    }

    private static String written(double limit) {
        return limit == Math.rint(limit) ? String.valueOf((long) limit) : String.valueOf(limit);
    }
}
