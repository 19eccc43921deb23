package io.tributary.learning;

/** Something that happened to the model and that somebody may want to know. */
public sealed interface Alert permits Eviction, Drift {}
