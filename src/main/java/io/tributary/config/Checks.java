package io.tributary.config;

import java.util.HashMap;
import java.util.Map;

/** The checks on records, by their class. */
final class Checks {
    private final Map<Class<?>, Check<Object>> byClass = new HashMap<>();

    <T> void add(Class<T> type, Check<T> check) {
        byClass.put(type, (settings, complaints) -> check.check(type.cast(settings), complaints));
    }

    void check(Object settings, Complaints complaints) {
        byClass.getOrDefault(settings.getClass(), (any, none) -> {}).check(settings, complaints);
    }
}
