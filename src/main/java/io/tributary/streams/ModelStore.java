package io.tributary.streams;

import io.tributary.evaluation.MeasuredLearner;
import io.tributary.evaluation.TransferConfig;
import io.tributary.learning.LearnerConfig;
import io.tributary.snapshot.SnapshotPlan;
import io.tributary.state.ChangeSink;
import io.tributary.state.LearnerState;
import io.tributary.state.Restoration;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The model of one stream task as a state store: it owns the learner's arrays, and its changelog is their blocks.
 *
 * <p>Every {@link #init} starts from an untrained learner, so what was in memory never survives a restore. Blocks that
 * changed are written by {@link #persist}, inside the transaction that commits the rows they were learned from.
 */
final class ModelStore implements StateStore {
    private final LearnerConfig config;
    private final TransferConfig transfer;
    private final SnapshotPlan plan;
    private final String log;
    private final int partitions;
    private final KeyValueStore<Bytes, byte[]> changelog;
    private final ChangeSink changes = new Changelog();
    private final RejectedAtStep rejectedAtStep = new RejectedAtStep();
    private final Alerts alerts;
    private @Nullable MeasuredLearner measured;
    private @Nullable LearnerState state;
    private @Nullable Restoration restoration;
    private final StandIn standIn;
    private Optional<SnapshotTaker> snapshots = Optional.empty();
    private boolean ticked;

    /**
     * @param partitions of the learner's log
     */
    ModelStore(ApplicationConfig application, int partitions) {
        config = application.learner();
        transfer = application.transfer();
        plan = application.snapshots();
        standIn = new StandIn(plan, config, transfer);
        alerts = new Alerts(config.families(), application.decisions());
        log = application.topics().logRole();
        this.partitions = partitions;
        changelog = Stores.keyValueStoreBuilder(supplier(Topics.STORE), Serdes.Bytes(), Serdes.ByteArray())
                .withLoggingEnabled(TopicSettings.CHANGELOG)
                .withCachingDisabled()
                .build();
    }

    private KeyValueBytesStoreSupplier supplier(String name) {
        return new KeyValueBytesStoreSupplier() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public KeyValueStore<Bytes, byte[]> get() {
                return new BlockLog(name, () -> Objects.requireNonNull(restoration));
            }

            @Override
            public String metricsScope() {
                return "model";
            }
        };
    }

    @Override
    public String name() {
        return changelog.name();
    }

    @Override
    public void init(StateStoreContext context, StateStore root) {
        release();
        MeasuredLearner fresh = MeasuredLearner.of(config, transfer, rejectedAtStep, alerts, alerts::transferred);
        restoration = new Restoration(new LearnerState(fresh, partitions, log));
        measured = fresh;
        ticked = false;
        rejectedAtStep.take();
        alerts.clear();
        changelog.init(context, root);
    }

    /** The restored learner; the first call, from a processor's {@code init}, completes the restore. */
    LearnerState state() {
        LearnerState restored = state;
        if (restored == null) {
            restored = Objects.requireNonNull(restoration, "the store has not been opened")
                    .finish();
            state = restored;
            snapshots = SnapshotTaker.of(plan, restored, alerts, partitions);
        }
        return restored;
    }

    /** The restored learner with its baselines. */
    MeasuredLearner measured() {
        return Objects.requireNonNull(measured, "the store has not been opened");
    }

    /** Rows that the last step could not learn. */
    RejectedAtStep rejectedAtStep() {
        return rejectedAtStep;
    }

    /** What has happened to the model that somebody may want to know. */
    Alerts alerts() {
        return alerts;
    }

    /** Who answers while the model is halted. */
    StandIn standIn() {
        return standIn;
    }

    /** Who takes snapshots of the model; nobody before it is restored, or if none are to be taken. */
    Optional<SnapshotTaker> snapshots() {
        return snapshots;
    }

    /** True once after the state has become dirty: then a commit tick has to be sent. */
    boolean askForTick() {
        if (ticked || !state().isDirty()) {
            return false;
        }
        ticked = true;
        return true;
    }

    /** Writes the blocks that have changed to the changelog. */
    void persist() {
        ticked = false;
        state().writeChanges(changes);
        snapshots.ifPresent(SnapshotTaker::persisted);
    }

    /** A block that was removed becomes a tombstone, which compaction takes away with all before it. */
    private final class Changelog implements ChangeSink {
        @Override
        public void put(String name, byte[] block) {
            changelog.put(key(name), block);
        }

        @Override
        public void remove(String name) {
            changelog.delete(key(name));
        }

        private Bytes key(String name) {
            return Bytes.wrap(Restoration.key(name));
        }
    }

    @Override
    public void close() {
        changelog.close();
        release();
    }

    private void release() {
        standIn.close();
        snapshots.ifPresent(SnapshotTaker::close);
        snapshots = Optional.empty();
        if (state != null) {
            state.learner().close();
        } else if (restoration != null) {
            restoration.abandon();
        }
        measured = null;
        state = null;
        restoration = null;
    }

    @Override
    public boolean persistent() {
        return false;
    }

    @Override
    public boolean isOpen() {
        return changelog.isOpen();
    }
}
