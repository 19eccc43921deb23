package io.tributary.evaluation;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Numbers as JSON has them: one that is not finite is null. */
public final class FiniteJson {
    private FiniteJson() {}

    /** Puts a number. */
    public static void put(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }

    /** An object with {@code mean}, {@code low} and {@code high}. */
    static void put(ObjectNode node, String name, Estimate estimate) {
        ObjectNode child = node.putObject(name);
        put(child, "mean", estimate.mean());
        put(child, "low", estimate.low());
        put(child, "high", estimate.high());
    }
}
