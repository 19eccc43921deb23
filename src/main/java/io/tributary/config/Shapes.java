package io.tributary.config;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The shapes of the types that a setting may have. */
final class Shapes {
    private Shapes() {}

    /**
     * The shape of a type, its numbers within the setting's limits.
     *
     * @throws IllegalStateException if no setting can have this type
     */
    static Shape of(Type type, Setting limits) {
        if (type instanceof ParameterizedType generic) {
            return ofGeneric(generic, limits);
        }
        Class<?> plain = (Class<?>) type;
        Supplier<Shape> simple = simple(limits).get(plain);
        if (simple != null) {
            return simple.get();
        }
        return plain.isEnum()
                ? Leaf.choice(plain)
                : Form.of(plain).<Shape>map(form -> form).orElseGet(() -> section(plain));
    }

    private static Map<Class<?>, Supplier<Shape>> simple(Setting limits) {
        Supplier<Shape> integer =
                () -> Leaf.wholeNumber(limits, Integer.MIN_VALUE, Integer.MAX_VALUE, Math::toIntExact);
        Supplier<Shape> whole = () -> Leaf.wholeNumber(limits, Long.MIN_VALUE, Long.MAX_VALUE, n -> n);
        Supplier<Shape> number = () -> Leaf.number(limits);
        return Map.ofEntries(
                Map.entry(int.class, integer),
                Map.entry(Integer.class, integer),
                Map.entry(long.class, whole),
                Map.entry(Long.class, whole),
                Map.entry(double.class, number),
                Map.entry(Double.class, number),
                Map.entry(boolean.class, Leaf::truth),
                Map.entry(Boolean.class, Leaf::truth),
                Map.entry(String.class, Leaf::text),
                Map.entry(Duration.class, Leaf::duration),
                Map.entry(OptionalInt.class, () -> new Perhaps(integer.get(), false, Shapes::optionalInt)),
                Map.entry(OptionalLong.class, () -> new Perhaps(whole.get(), false, Shapes::optionalLong)),
                Map.entry(OptionalDouble.class, () -> new Perhaps(number.get(), false, Shapes::optionalDouble)));
    }

    private static Shape ofGeneric(ParameterizedType type, Setting limits) {
        Type[] arguments = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return arguments[0] == Duration.class
                    ? new Perhaps(Leaf.duration().or("off"), true, present -> present)
                    : new Perhaps(of(arguments[0], limits), false, present -> present);
        }
        if (type.getRawType() == List.class) {
            return new Items(of(arguments[0], limits));
        }
        if (type.getRawType() == Map.class && arguments[0] == String.class && arguments[1] == String.class) {
            return new Texts();
        }
        throw unknown(type);
    }

    private static Section section(Class<?> type) {
        if (!type.isRecord()) {
            throw unknown(type);
        }
        return Section.of(type.asSubclass(Record.class));
    }

    private static OptionalInt optionalInt(Optional<Object> value) {
        return value.stream().mapToInt(Integer.class::cast).findFirst();
    }

    private static OptionalLong optionalLong(Optional<Object> value) {
        return value.stream().mapToLong(Long.class::cast).findFirst();
    }

    private static OptionalDouble optionalDouble(Optional<Object> value) {
        return value.stream().mapToDouble(Double.class::cast).findFirst();
    }

    private static IllegalStateException unknown(Type type) {
        return new IllegalStateException(
                "no setting can be a " + type.getTypeName() + "; give its class a public static fromSetting(Object)");
    }
}
