package io.tributary.config;

import java.util.List;
import java.util.Locale;

/** Which keys hold secrets, so that neither the printed configuration nor an error shows them. */
final class Secrets {
    /** What is shown instead of a secret. */
    static final String MASK = "****";

    private static final List<String> MARKS = List.of("password", "secret", "sasl.jaas.config");

    private Secrets() {}

    static boolean isSecret(String key) {
        String lower = key.toLowerCase(Locale.ROOT);
        return lower.endsWith(".key") || MARKS.stream().anyMatch(lower::contains);
    }

    /** An argument {@code key=value} as it may be shown; the value may be a mapping with secrets of its own. */
    static String masked(String key, String value) {
        return key + "=" + (isSecret(key) || isSecret(value) ? MASK : value);
    }
}
