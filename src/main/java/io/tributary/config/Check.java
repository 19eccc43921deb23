package io.tributary.config;

/** A rule on a bound record that no single key can state, such as keys that exclude each other. */
@FunctionalInterface
public interface Check<T> {
    /** Complains about every key of these settings that breaks the rule. */
    void check(T settings, Complaints complaints);
}
