package io.tributary.evaluation;

/**
 * What a run came to, whatever its scores.
 *
 * @param rows rows observed
 * @param examples labels among them
 * @param seconds wall time of the run
 * @param steps parameter updates
 * @param learned examples learned
 * @param pending examples that still wait for their mini-batch to be complete
 * @param modelSha256 the model's identity, in hexadecimal
 */
public record RunSummary(
        long rows, long examples, double seconds, long steps, long learned, long pending, String modelSha256) {

    public double rowsPerSecond() {
        return rows / seconds;
    }

    public double examplesPerSecond() {
        return examples / seconds;
    }
}
