package io.tributary.config;

/** What a {@link Check} has to say against the keys of one record. */
@FunctionalInterface
public interface Complaints {
    /**
     * Complains about one key.
     *
     * @param path the key in the checked record ({@code cuts}), or a dotted path below it ({@code features.3.name})
     * @param message what was found and what is expected
     */
    void at(String path, String message);
}
