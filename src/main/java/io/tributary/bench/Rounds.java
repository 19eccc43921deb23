package io.tributary.bench;

/**
 * How often alternatives take their turn.
 *
 * @param warmUps rounds before those that count, until the program is compiled and its caches are warm
 * @param counted rounds whose values count
 */
public record Rounds(int warmUps, int counted) {}
