package io.tributary.state;

import io.tributary.learning.Counters;
import java.util.List;

/**
 * All blocks of a learner as they were at one moment.
 *
 * @param version which model it was
 * @param counters what it had counted
 * @param nextOffset the offset of the log's next record
 * @param isFinite whether all its parameters were
 * @param blocks each once, in any order
 * @param pending the pending rows as they go into the model's digest
 */
public record StateCopy(
        ModelVersion version,
        Counters counters,
        long nextOffset,
        boolean isFinite,
        List<Block> blocks,
        List<byte[]> pending) {
    /** {@code model_sha256} of the model at that moment. */
    public String modelDigest() {
        return ModelDigest.of(this);
    }

    /** The bytes of all blocks. */
    public long bytes() {
        return blocks.stream().mapToLong(block -> block.bytes().length).sum();
    }
}
