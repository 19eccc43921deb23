package io.tributary.config;

import java.util.Optional;

/** Where in the configuration a value is being bound, and who hears of problems and checks records there. */
record Binding(String path, Problems problems, Checks checks) {
    /** The binding of a key or element of this one. */
    Binding at(String key) {
        return new Binding(path.isEmpty() ? key : path + "." + key, problems, checks);
    }

    /** Reports a value that is not what was expected. */
    Optional<Object> misfit(Value value, String expected) {
        String found = Secrets.isSecret(path) ? Secrets.MASK : value.found();
        return reject(value, "found " + found + ", expected " + expected);
    }

    /** Reports a value that cannot be bound. */
    Optional<Object> reject(Value value, String message) {
        problems.add(value.origin(), (path.isEmpty() ? "" : path + ": ") + message);
        return Optional.empty();
    }
}
