package io.tributary.evaluation;

import java.util.Optional;

/**
 * What a run came to, whatever its scores.
 *
 * @param rows rows observed in this run
 * @param examples labels among them
 * @param seconds wall time of the run
 * @param steps parameter updates of the model, since it began
 * @param learned examples that it has learned since then
 * @param pending examples that still wait for their mini-batch to be complete
 * @param modelSha256 the model's identity, in hexadecimal
 * @param continuation what the run goes on from; empty of a model that began with it
 */
public record RunSummary(
        long rows,
        long examples,
        double seconds,
        long steps,
        long learned,
        long pending,
        String modelSha256,
        Optional<Continuation> continuation) {
    /**
     * Where a run goes on.
     *
     * @param snapshot the version that it goes on from
     * @param place where its first row stands, in words
     * @param rows rows that the model had predicted before
     * @param learned examples that it had learned before
     */
    public record Continuation(String snapshot, String place, long rows, long learned) {}

    /** A run of a model that began with it. */
    public RunSummary(
            long rows, long examples, double seconds, long steps, long learned, long pending, String modelSha256) {
        this(rows, examples, seconds, steps, learned, pending, modelSha256, Optional.empty());
    }

    public double rowsPerSecond() {
        return rows / seconds;
    }

    public double examplesPerSecond() {
        return examples / seconds;
    }
}
