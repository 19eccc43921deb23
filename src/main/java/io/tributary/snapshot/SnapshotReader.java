package io.tributary.snapshot;

import io.tributary.evaluation.MeasuredLearner;
import io.tributary.evaluation.TransferConfig;
import io.tributary.learning.LearnerConfig;
import io.tributary.state.FingerprintMismatchException;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.state.Restoration;

/** Makes a learner of a snapshot. */
public final class SnapshotReader {
    private SnapshotReader() {}

    /**
     * The model of a snapshot, whole and proved: every checksum, every block, and the digest of what came of them.
     *
     * @param config of the learner; must agree with the snapshot's fingerprint, but for place and number of partitions
     * @throws SnapshotException if anything is wrong with the snapshot, or it is of another shape
     */
    public static LearnerState read(SnapshotFolder folder, LearnerConfig config, TransferConfig transfer) {
        return read(folder, MeasuredLearner.of(config, transfer));
    }

    /**
     * The same, into a learner that has observed nothing; it is closed if that fails.
     *
     * @throws SnapshotException if anything is wrong with the snapshot, or it is of another shape
     */
    public static LearnerState read(SnapshotFolder folder, MeasuredLearner fresh) {
        LearnerState state = LearnerState.anywhere(fresh);
        Restoration restoration = new Restoration(state);
        try {
            folder.read(block -> restoration.read(block.name(), block.bytes()));
            restoration.finish();
            requireDigest(folder, state);
            return state;
        } catch (FingerprintMismatchException e) {
            restoration.abandon();
            throw new SnapshotException(
                    folder.path() + " is of another shape than the configuration: " + e.getMessage(), e);
        } catch (RuntimeException e) {
            restoration.abandon();
            throw e instanceof SnapshotException known
                    ? known
                    : new SnapshotException(folder.path() + " cannot be restored: " + e.getMessage(), e);
        }
    }

    private static void requireDigest(SnapshotFolder folder, LearnerState state) {
        String digest = ModelDigest.of(state);
        String expected = folder.manifest().getModelSha256();
        if (!digest.equals(expected)) {
            state.learner().close();
            throw new SnapshotException(
                    folder.path() + " restores a model with digest " + digest + ", expected " + expected);
        }
    }
}
