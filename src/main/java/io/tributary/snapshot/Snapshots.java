package io.tributary.snapshot;

import io.tributary.state.LearnerState;
import io.tributary.state.ModelVersion;
import io.tributary.state.StateCopy;
import io.tributary.v1.SnapshotManifest;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Takes snapshots of one learner: copies it at once, and writes the copy in a thread of its own.
 *
 * <p>The learner's thread calls {@link #take} and {@link #poll}; one snapshot is written at a time, and one that falls due
 * meanwhile is left out. Learning waits for nothing but the copy.
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

    /** What became of a snapshot. */
    public sealed interface Outcome {
        /** Which it is, or was to be. */
        ModelVersion version();
    }

    /** It is on the disk. */
    public record Written(SnapshotManifest manifest) implements Outcome {
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

    /** Takes a snapshot of a state as it is now. */
    public void take(LearnerState state) {
        if (underWay.get() > 0) {
            outcomes.add(new Failed(
                    state.version(),
                    "the snapshot before it is still being written; take them less often, or on a faster disk"));
            return;
        }
        StateCopy copy = StateCopy.of(state);
        boolean isFinite = state.learner().network().isFinite();
        SnapshotManifest described = Manifests.describe(state, copy, provenance, clock.instant());
        underWay.incrementAndGet();
        writer.execute(() -> {
            try {
                outcomes.add(new Written(write(copy, described, isFinite)));
            } catch (IOException | RuntimeException e) {
                outcomes.add(new Failed(copy.version(), "writing to " + directory.path() + " failed: " + e));
            } finally {
                underWay.decrementAndGet();
            }
        });
    }

    private SnapshotManifest write(StateCopy copy, SnapshotManifest described, boolean isFinite) throws IOException {
        Optional<SnapshotManifest> live = directory
                .live()
                .filter(directory::contains)
                .map(version -> directory.folder(version).manifest());
        SnapshotManifest judged = SnapshotManifest.newBuilder(described)
                .setRefusals(gate.refusals(described, isFinite, live))
                .build();
        SnapshotManifest manifest = directory.write(copy, judged);
        if (manifest.getRefusals().isEmpty()) {
            directory.makeLive(copy.version());
        }
        directory.prune(config);
        return manifest;
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
                faults.isEmpty() ? new Written(folder.manifest()) : new Failed(version, String.join("; ", faults)));
    }

    /** What has become of a snapshot since the last call; empty if of none. */
    public Optional<Outcome> poll() {
        return Optional.ofNullable(outcomes.poll());
    }

    /** Waits for the snapshot that is being written. */
    @Override
    public void close() {
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
