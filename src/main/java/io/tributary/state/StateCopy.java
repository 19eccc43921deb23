package io.tributary.state;

import io.tributary.learning.Counters;
import java.util.ArrayList;
import java.util.List;

/**
 * All blocks of a learner as they were at one moment.
 *
 * @param version which model it was
 * @param announced the snapshot announced before
 * @param counters what it had counted
 * @param nextOffset the offset of the log's next record
 * @param entities those with deviations of their own
 * @param fingerprint what a configuration must agree on
 * @param blocks in the order of their writing, the model's own first
 * @param pending the pending rows as they go into the model's digest
 */
public record StateCopy(
        ModelVersion version,
        ModelVersion announced,
        Counters counters,
        long nextOffset,
        int entities,
        Fingerprint fingerprint,
        List<Block> blocks,
        List<byte[]> pending) {
    /** Everything as it is now, to be written while the learner goes on. */
    public static StateCopy of(LearnerState state) {
        List<Block> blocks = new ArrayList<>();
        state.writeAll((name, bytes) -> blocks.add(new Block(name, bytes)));
        return new StateCopy(
                state.version(),
                state.announced(),
                state.learner().counters(),
                state.nextOffset(),
                state.learner().entities().size(),
                state.fingerprint(),
                blocks,
                ModelDigest.pending(state));
    }

    /** {@code model_sha256} of the model at that moment. */
    public String modelDigest() {
        return ModelDigest.of(this);
    }

    /** The bytes of all blocks. */
    public long bytes() {
        return blocks.stream().mapToLong(block -> block.bytes().length).sum();
    }
}
