package io.tributary.streams;

import io.tributary.learning.DriftWatch;
import io.tributary.metrics.Decisions;
import io.tributary.snapshot.SnapshotConfig;
import io.tributary.snapshot.SnapshotPlan;
import io.tributary.snapshot.Snapshots;
import io.tributary.snapshot.Snapshots.Failed;
import io.tributary.snapshot.Snapshots.Outcome;
import io.tributary.snapshot.Snapshots.Written;
import io.tributary.state.LearnerState;
import io.tributary.task.Text;
import io.tributary.v1.AlertKind;
import io.tributary.v1.SnapshotManifest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes snapshots of one model where they fall due in its log, and announces them once the rows behind them are committed.
 *
 * <p>Not thread-safe.
 */
final class SnapshotTaker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotTaker.class);

    /* Entities copied with every row, and with every look at what has been written: none takes a millisecond. */
    private static final int COPIED_A_ROW = 2;
    private static final int COPIED_A_LOOK = 100;

    private final SnapshotConfig config;
    private final Snapshots snapshots;
    private final LearnerState state;
    private final Alerts alerts;
    /* What is written and waits for a commit; how many there had been when it came. */
    private final ArrayDeque<Written> waiting = new ArrayDeque<>();
    private long learned;
    private long time;
    private long commits;
    /* Before any: what is found at the start is of rows that were committed. */
    private long commitsAtTaking = -1;
    private long pauseMicros;

    /**
     * Somebody who takes and announces snapshots of this state; nobody where none are to be taken.
     *
     * @param partitions of the log: a snapshot holds the model of one
     */
    static Optional<SnapshotTaker> of(SnapshotPlan plan, LearnerState state, Alerts alerts, int partitions) {
        if (plan.config().isOn() && partitions > 1) {
            LOG.warn(
                    "No snapshots are taken: the log has {} partitions, expected 1; set snapshots.every to 0",
                    partitions);
            return Optional.empty();
        }
        return plan.config().isOn() ? Optional.of(new SnapshotTaker(plan, state, alerts)) : Optional.empty();
    }

    private SnapshotTaker(SnapshotPlan plan, LearnerState state, Alerts alerts) {
        config = plan.config();
        snapshots = plan.begin(InstantSource.system());
        this.state = state;
        this.alerts = alerts;
        stand();
        snapshots.resume(state);
    }

    private void stand() {
        learned = state.learner().counters().learned();
        time = state.learner().counters().streamTime();
    }

    /** A row of this entity is about to be observed. */
    void before(Text entity) {
        snapshots.before(entity);
    }

    /** A record of the log has been observed, and the state stands behind it. */
    void observed() {
        snapshots.advance(COPIED_A_ROW);
        long learnedBefore = learned;
        long timeBefore = time;
        stand();
        if (isNew() && !state.learner().isHalted() && config.isDue(learnedBefore, learned, timeBefore, time)) {
            long begin = System.nanoTime();
            if (snapshots.begin(state)) {
                commitsAtTaking = commits;
                pauseMicros = (System.nanoTime() - begin) / 1000;
            }
        }
    }

    /** An announced version stays what it is, though event time may go on where nothing was learned. */
    private boolean isNew() {
        return state.version().compareTo(state.announced()) > 0;
    }

    /** What was observed up to here is written, to be committed. */
    void persisted() {
        commits++;
    }

    /**
     * Announces what is written and whose rows are in an earlier transaction.
     *
     * @param topic takes manifests
     * @return whether there was anything to announce
     */
    boolean announce(Consumer<SnapshotManifest> topic) {
        snapshots.advance(COPIED_A_LOOK);
        for (Optional<Outcome> outcome = snapshots.poll(); outcome.isPresent(); outcome = snapshots.poll()) {
            if (outcome.get() instanceof Written written) {
                waiting.add(written);
            } else {
                tellFailed((Failed) outcome.get());
            }
        }
        if (waiting.isEmpty() || commits == commitsAtTaking) {
            return false;
        }
        for (Written written = waiting.poll(); written != null; written = waiting.poll()) {
            if (written.version().compareTo(state.announced()) > 0) {
                topic.accept(written.manifest());
                state.announced(written.version());
            }
            tell(written);
        }
        return true;
    }

    private void tell(Written written) {
        if (!written.isFinite()) {
            state.learner().drift().ifPresent(DriftWatch::halt);
        }
        SnapshotManifest manifest = written.manifest();
        LOG.info(
                "Snapshot {}: {} bytes are written; to begin its copy the learner paused for {} µs",
                written.version(),
                manifest.getParts().stream().mapToLong(part -> part.getBytes()).sum(),
                pauseMicros);
        boolean refused = !manifest.getRefusals().isEmpty();
        alerts.decisions().snapshot(refused ? Decisions.Snapshot.REFUSED : Decisions.Snapshot.LIVE);
        if (refused) {
            alerts.add(
                    AlertKind.SNAPSHOT_REFUSED,
                    manifest.getEventTime(),
                    "snapshot " + written.version() + " does not become live: "
                            + String.join("; ", manifest.getRefusals()),
                    Map.of("learned", (double) written.version().learned()));
        }
    }

    private void tellFailed(Failed failed) {
        alerts.decisions().snapshot(Decisions.Snapshot.FAILED);
        LOG.warn("No snapshot {}: {}", failed.version(), failed.reason());
        alerts.add(
                AlertKind.SNAPSHOT_FAILED,
                Instant.ofEpochMilli(Math.max(0, time)),
                "there is no snapshot " + failed.version() + ": " + failed.reason(),
                Map.of("learned", (double) failed.version().learned()));
    }

    @Override
    public void close() {
        snapshots.close();
    }
}
