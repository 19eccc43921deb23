package io.tributary.streams;

import io.tributary.snapshot.SnapshotFolder;
import io.tributary.snapshot.SnapshotReader;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelVersion;
import io.tributary.state.Origin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;

/** Gives a new application the model of a snapshot, its own or another application's, to begin from. */
public final class WarmStart {
    private WarmStart() {}

    /**
     * What was done.
     *
     * @param from whose snapshot it was
     * @param imported which
     * @param snapshot the application's own snapshot, a copy of it
     * @param blocks that were written
     * @param bytes of these
     * @param place the log's offset where the application begins
     */
    public record Report(
            String from, ModelVersion imported, ModelVersion snapshot, int blocks, long bytes, long place) {}

    /**
     * Brings a snapshot in; when this fails, nothing has changed but for a snapshot on the disk.
     *
     * @param folder of the snapshot
     * @throws io.tributary.snapshot.SnapshotException if the snapshot is missing, damaged or of another shape
     * @throws ClientException if the application has begun already, or Kafka does not take the model
     * @throws IOException if the disk does not take the application's own copy of the snapshot
     */
    public static Report of(ApplicationConfig application, Path folder) throws IOException {
        SnapshotFolder found = SnapshotFolder.ofAnyone(folder);
        LearnerState state = SnapshotReader.read(found, application.learner(), application.transfer());
        try (Replacement replacement = Replacement.begin(application, state)) {
            requireNew(application, replacement);
            ModelVersion imported = state.version();
            state.beginApplication();
            state.learner().pending().leaveLog();
            Origin origin = Origin.of(
                    state,
                    state.version(),
                    replacement.beginOfLog(),
                    replacement.end(application.topics().predictions()),
                    replacement.end(application.topics().rejected()));
            state.beginFrom(origin, application.topics().logRole());
            application.snapshots().keep(state, InstantSource.system());
            Replacement.Written written = replacement.commit();
            return new Report(
                    found.manifest().getApplication(),
                    imported,
                    state.version(),
                    written.blocks(),
                    written.bytes(),
                    state.nextOffset());
        } finally {
            state.learner().close();
        }
    }

    private static void requireNew(ApplicationConfig application, Replacement replacement) {
        if (replacement.standing().isPresent() || replacement.committed().isPresent()) {
            throw new ClientException(
                    "the application " + application.name()
                            + " has begun already, expected a new one: choose another name, or go back with 'snapshot rollback'");
        }
    }
}
