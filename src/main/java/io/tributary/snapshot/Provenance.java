package io.tributary.snapshot;

/**
 * Where a snapshot comes from, as its manifest says.
 *
 * @param application whose model it is
 * @param log the name of the topic it is learned from; empty of a model that reads none
 * @param configuration the effective configuration as YAML, secrets masked
 * @param programVersion which program writes it
 * @param revision the revision of its source; empty if unknown
 */
public record Provenance(
        String application, String log, String configuration, String programVersion, String revision) {}
