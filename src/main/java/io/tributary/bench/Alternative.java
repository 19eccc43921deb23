package io.tributary.bench;

/** One way of doing something. */
public record Alternative(String name, Measure measure) {}
