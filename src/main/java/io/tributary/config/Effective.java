package io.tributary.config;

/**
 * Settings as they take effect.
 *
 * @param settings the bound record
 * @param yaml the same as YAML that can be loaded again: every value, the defaults among them, with a comment that says
 *     where it comes from; secrets are masked
 */
public record Effective<T>(T settings, String yaml) {}
