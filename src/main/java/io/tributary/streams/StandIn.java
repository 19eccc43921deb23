package io.tributary.streams;

import io.tributary.evaluation.TransferConfig;
import io.tributary.learning.LearnerConfig;
import io.tributary.snapshot.SnapshotDirectory;
import io.tributary.snapshot.SnapshotException;
import io.tributary.snapshot.SnapshotPlan;
import io.tributary.snapshot.SnapshotReader;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelVersion;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The live snapshot, which answers in the place of a model that was halted.
 *
 * <p>Read when it is first needed; where there is none, or it cannot be read, the halted model goes on to answer. Not thread-safe.
 */
final class StandIn implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(StandIn.class);

    private final SnapshotPlan plan;
    private final LearnerConfig config;
    private final TransferConfig transfer;
    private Optional<LearnerState> live = Optional.empty();
    private boolean looked;

    StandIn(SnapshotPlan plan, LearnerConfig config, TransferConfig transfer) {
        this.plan = plan;
        this.config = config;
        this.transfer = transfer;
    }

    /** The snapshot's answers to a row in place of these, which stay if there is no snapshot. */
    Prediction answer(Row row, Prediction halted) {
        if (!looked) {
            looked = true;
            live = read();
        }
        return live.isPresent() ? live.get().learner().predictOnly(row) : halted;
    }

    /** The generation of who answers. */
    int generation(int halted) {
        return live.isPresent() ? live.get().generation() : halted;
    }

    private Optional<LearnerState> read() {
        SnapshotDirectory snapshots = plan.snapshots();
        try {
            Optional<ModelVersion> version = snapshots.live();
            if (version.isEmpty()) {
                LOG.warn(
                        "Learning is halted and no snapshot is live in {}: the halted model answers", snapshots.path());
                return Optional.empty();
            }
            LOG.warn("Learning is halted: the live snapshot {} answers", version.get());
            return Optional.of(SnapshotReader.read(snapshots.folder(version.get()), config, transfer));
        } catch (SnapshotException e) {
            LOG.warn("Learning is halted and the live snapshot cannot be read: the halted model answers", e);
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        live.ifPresent(state -> state.learner().close());
        live = Optional.empty();
        looked = false;
    }
}
