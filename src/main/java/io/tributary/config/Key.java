package io.tributary.config;

import java.lang.reflect.RecordComponent;
import java.util.Locale;
import java.util.Optional;

/** One key of a section: a record component by its name in the configuration. */
record Key(String name, Shape shape, Setting setting) {
    static Key of(RecordComponent component) {
        Setting setting = Optional.ofNullable(component.getAnnotation(Setting.class))
                .orElseThrow(() -> new IllegalStateException(component + " of " + component.getDeclaringRecord()
                        + " is no setting; annotate it with @Setting"));
        return new Key(kebab(component.getName()), Shapes.of(component.getGenericType(), setting), setting);
    }

    boolean hasDefault() {
        return !setting.byDefault().isEmpty();
    }

    /** The value of a key that its section does not hold: its default, an empty section, or none. */
    Optional<Value> absent(Origin section, Problems problems) {
        if (hasDefault()) {
            return Optional.of(new YamlReader(line -> new Origin.Default(), problems).read(setting.byDefault()));
        }
        return shape instanceof Section ? Optional.of(new Value.Nothing(section)) : Optional.empty();
    }

    private static String kebab(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }
}
