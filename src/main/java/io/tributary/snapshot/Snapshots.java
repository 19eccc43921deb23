package io.tributary.snapshot;

import io.tributary.state.LearnerState;
import io.tributary.state.ModelVersion;
import io.tributary.state.StateCopy;
import io.tributary.state.StateCut;
import io.tributary.task.Text;
import io.tributary.v1.SnapshotManifest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Takes snapshots of one learner: copies it as it is at one moment, while it goes on, and writes the copy in a thread of its
 * own.
 *
 * <p>The learner's thread calls everything; one snapshot is taken at a time, and one that falls due meanwhile is left out.
 * Learning waits for no disk.
 */
public final class Snapshots implements AutoCloseable {
    private static final long CLOSE_SECONDS = 20;

    private final SnapshotConfig config;
    private final SnapshotDirectory directory;
    private final Provenance provenance;
    private final InstantSource clock;
    private final Gate gate;
    private final ExecutorService writer;
    private final ConcurrentLinkedQueue<Outcome> outcomes = new ConcurrentLinkedQueue<>();
    private final AtomicInteger underWay = new AtomicInteger();
    private @Nullable StateCut cut;
    private @Nullable SnapshotManifest described;

    /** What became of a snapshot. */
    public sealed interface Outcome {
        /** Which it is, or was to be. */
        ModelVersion version();
    }

    /**
     * It is on the disk.
     *
     * @param isFinite whether all its parameters are finite numbers
     */
    public record Written(SnapshotManifest manifest, boolean isFinite) implements Outcome {
        @Override
        public ModelVersion version() {
            return Manifests.version(manifest);
        }
    }

    /**
     * It is not.
     *
     * @param reason what was found, and how to mend it
     */
    public record Failed(ModelVersion version, String reason) implements Outcome {}

    public Snapshots(SnapshotConfig config, SnapshotDirectory directory, Provenance provenance, InstantSource clock) {
        this.config = config;
        this.directory = directory;
        this.provenance = provenance;
        this.clock = clock;
        gate = new Gate(config);
        writer = Executors.newSingleThreadExecutor(task -> {
            Thread thread = new Thread(task, "snapshot-writer");
            thread.setDaemon(true);
            return thread;
        });
    }

    /**
     * Begins a snapshot of a state as it is now, which goes on with {@link #before} and {@link #advance}; false if another is
     * under way, so that this one is left out.
     */
    public boolean begin(LearnerState state) {
        if (cut != null || underWay.get() > 0) {
            outcomes.add(new Failed(
                    state.version(),
                    "the snapshot before it is still being written; take them less often, or on a faster disk"));
            return false;
        }
        described = Manifests.describe(state, provenance, clock.instant());
        cut = new StateCut(state);
        return true;
    }

    /** A row of this entity is about to be observed. */
    public void before(Text entity) {
        if (cut != null) {
            cut.before(entity);
        }
    }

    /** Copies so many more entities, and has the snapshot written when it is complete. */
    public void advance(int entities) {
        StateCut open = cut;
        if (open != null && open.advance(entities)) {
            cut = null;
            write(open.finish(), Objects.requireNonNull(described));
        }
    }

    /** Takes a snapshot of a state as it is now, at once. */
    public void take(LearnerState state) {
        begin(state);
        advance(Integer.MAX_VALUE);
        advance(Integer.MAX_VALUE);
    }

    private void write(StateCopy copy, SnapshotManifest manifest) {
        underWay.incrementAndGet();
        writer.execute(() -> {
            try {
                outcomes.add(new Written(judgeAndWrite(copy, manifest), copy.isFinite()));
            } catch (IOException | RuntimeException e) {
                outcomes.add(new Failed(copy.version(), "writing to " + directory.path() + " failed: " + e));
            } finally {
                underWay.decrementAndGet();
            }
        });
    }

    private SnapshotManifest judgeAndWrite(StateCopy copy, SnapshotManifest described) throws IOException {
        SnapshotManifest judged = SnapshotManifest.newBuilder(described)
                .setRefusals(gate.refusals(described, copy.isFinite(), live()))
                .build();
        SnapshotManifest manifest = directory.write(copy, judged);
        if (manifest.getRefusals().isEmpty()) {
            directory.makeLive(copy.version());
        }
        directory.prune(config);
        return manifest;
    }

    /** The live snapshot's manifest; of one that is gone or damaged there is none, and the next takes its place. */
    private Optional<SnapshotManifest> live() {
        try {
            return directory.live().filter(directory::contains).map(version -> directory
                    .folder(version)
                    .manifest());
        } catch (SnapshotException damaged) {
            return Optional.empty();
        }
    }

    /**
     * Finds the snapshots that were written and not announced: after a crash in between.
     *
     * @param state as it was restored
     */
    public void resume(LearnerState state) {
        ModelVersion announced = state.announced();
        ModelVersion now = state.version();
        writer.execute(() -> {
            try {
                directory.removeUnfinished();
                for (ModelVersion version : directory.versions()) {
                    if (version.compareTo(announced) > 0
                            && version.compareTo(now) <= 0
                            && version.generation() == now.generation()) {
                        resume(version);
                    }
                }
            } catch (IOException | RuntimeException e) {
                outcomes.add(new Failed(now, "looking through " + directory.path() + " failed: " + e));
            }
        });
    }

    private void resume(ModelVersion version) {
        SnapshotFolder folder = directory.folder(version);
        List<String> faults = folder.faults();
        outcomes.add(
                faults.isEmpty()
                        ? new Written(folder.manifest(), true)
                        : new Failed(version, String.join("; ", faults)));
    }

    /** What has become of a snapshot since the last call; empty if of none. */
    public Optional<Outcome> poll() {
        return Optional.ofNullable(outcomes.poll());
    }

    /** Waits for the snapshot that is being written. */
    @Override
    public void close() {
        if (cut != null) {
            cut.abandon();
            cut = null;
        }
        writer.shutdown();
        try {
            if (!writer.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                writer.shutdownNow(); // What is unfinished is removed at the next start.
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
