package io.tributary.config;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A value that its own class reads, by a public static method {@code fromSetting(Object)}. */
record Form(Method reader) implements Shape {
    private static final String READER = "fromSetting";

    /** The form of a class that has a reader. */
    static Optional<Form> of(Class<?> type) {
        return Arrays.stream(type.getMethods())
                .filter(method -> method.getName().equals(READER)
                        && Arrays.equals(method.getParameterTypes(), new Class<?>[] {Object.class}))
                .findFirst()
                .map(Form::new);
    }

    @Override
    public String expected() {
        return "as its meaning says";
    }

    @Override
    public Optional<Object> bind(Value value, Binding binding) {
        try {
            return Optional.of(reader.invoke(null, plain(value)));
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof IllegalArgumentException misfit) {
                return binding.reject(value, String.valueOf(misfit.getMessage()));
            }
            throw new IllegalStateException(reader + " failed", e);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(reader + " must be public, in a public class", e);
        }
    }

    /** Plain scalars are Long, Double, Boolean or String; the rest is String, List and Map. */
    private static Object plain(Value value) {
        if (value instanceof Value.Scalar scalar) {
            return scalar.plain() ? typed(scalar.text()) : scalar.text();
        }
        if (value instanceof Value.Sequence sequence) {
            return sequence.items().stream().map(Form::plain).toList();
        }
        if (value instanceof Value.Mapping mapping) {
            Map<String, Object> entries = new LinkedHashMap<>();
            mapping.entries().forEach((key, entry) -> entries.put(key, plain(entry)));
            return entries;
        }
        return List.of();
    }

    private static Object typed(String text) {
        return Leaf.whole(text)
                .<Object>map(n -> n)
                .or(() -> Leaf.decimal(text))
                .or(() -> Optional.of(text)
                        .filter(List.of("true", "false")::contains)
                        .map(Boolean::valueOf))
                .orElse(text);
    }
}
