package io.tributary.snapshot;

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

    /** Somebody to take them. */
    public Snapshots begin(InstantSource clock) {
        return new Snapshots(config, snapshots(), provenance, clock);
    }
}
