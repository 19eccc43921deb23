package io.tributary;

import io.tributary.config.ConfigurationException;
import io.tributary.evaluation.MeasuredLearner;
import io.tributary.snapshot.SnapshotException;
import io.tributary.snapshot.SnapshotFolder;
import io.tributary.snapshot.SnapshotReader;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelVersion;
import io.tributary.v1.SnapshotManifest;
import java.util.List;

/**
 * A snapshot and the model that was made of it; whoever opens it closes it.
 *
 * @param manifest what the snapshot says of itself
 * @param state of the model, proved against the manifest
 */
record SnapshotModel(SnapshotManifest manifest, LearnerState state) implements AutoCloseable {
    /**
     * The model of a snapshot as an application's configuration asks for it.
     *
     * @throws SnapshotException if there is none, it is damaged, or of another shape
     */
    static SnapshotModel open(Wiring wiring, ModelVersion version) {
        return open(wiring.snapshots().snapshots().folder(version), wiring);
    }

    /**
     * The model of a snapshot as it was, whatever the application's configuration is now.
     *
     * @throws SnapshotException if there is none, it is damaged, or this program does not understand its configuration
     */
    static SnapshotModel asItWas(Wiring wiring, ModelVersion version) {
        SnapshotFolder folder = wiring.snapshots().snapshots().folder(version);
        SnapshotManifest manifest = folder.manifest();
        try {
            ConfigurationFile own =
                    ConfigurationFile.parse(folder.path() + ", configuration", manifest.getConfiguration(), List.of());
            return open(folder, new Wiring(own.configuration(), own.effective()));
        } catch (ConfigurationException e) {
            throw new SnapshotException(
                    folder.path() + " was written by tributary " + manifest.getProgramVersion()
                            + " with a configuration that this one does not read: " + e.getMessage(),
                    e);
        }
    }

    private static SnapshotModel open(SnapshotFolder folder, Wiring wiring) {
        return new SnapshotModel(
                folder.manifest(),
                SnapshotReader.read(
                        folder, wiring.learner(), wiring.configuration().transfer()));
    }

    /** The model with what was measured beside it, to go on. */
    MeasuredLearner measured() {
        return new MeasuredLearner(state.learner(), state.baselines().orElseThrow());
    }

    @Override
    public void close() {
        state.learner().close();
    }
}
