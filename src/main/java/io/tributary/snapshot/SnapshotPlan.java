package io.tributary.snapshot;

import io.tributary.state.LearnerState;
import io.tributary.state.StateCut;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/**
 * When an application's snapshots are taken, where they go, and what they say of where they come from.
 *
 * @param directory the application's own
 */
public record SnapshotPlan(SnapshotConfig config, Path directory, Provenance provenance) {
    /** The snapshots there are. */
    public SnapshotDirectory snapshots() {
        return new SnapshotDirectory(directory, provenance.application());
    }

    /**
     * Writes a snapshot of a model that nobody learns now, and pins it, since the model is to begin from it.
     *
     * @throws IOException if the disk does not take it
     */
    public void keep(LearnerState state, InstantSource clock) throws IOException {
        StateCut cut = new StateCut(state);
        while (!cut.advance(Integer.MAX_VALUE)) {
            // Nobody observes anything meanwhile.
        }
        snapshots().write(cut.finish(), Manifests.describe(state, provenance, clock.instant()));
        snapshots().pin(state.version(), true);
    }

    /** Somebody to take them. */
    public Snapshots begin(InstantSource clock) {
        return new Snapshots(config, snapshots(), provenance, clock);
    }
}
