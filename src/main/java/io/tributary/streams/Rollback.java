package io.tributary.streams;

import io.tributary.snapshot.SnapshotDirectory;
import io.tributary.snapshot.SnapshotReader;
import io.tributary.state.CorruptBlockException;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelVersion;
import io.tributary.state.Origin;
import io.tributary.state.Standing;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes a stopped application back to one of its snapshots, and begins a new generation there. */
public final class Rollback {
    private static final Logger LOG = LoggerFactory.getLogger(Rollback.class);

    private final ApplicationConfig application;
    private final ModelVersion version;
    private final Offsets offsets;

    /** Where in its log the application goes on. */
    public enum Offsets {
        /** Where it stands: what it has learned since the snapshot is forgotten. */
        KEEP,
        /** Where the snapshot stood: what came since is answered and learned again. */
        REWIND
    }

    /**
     * What was done.
     *
     * @param snapshot the version that the model is now
     * @param generation which has begun
     * @param blocks that were written
     * @param bytes of these
     * @param tombstones written for blocks that the snapshot does not have
     * @param before the log's offset where the application stood
     * @param place the one where it goes on
     */
    public record Report(
            ModelVersion snapshot, int generation, int blocks, long bytes, int tombstones, long before, long place) {}

    private Rollback(ApplicationConfig application, ModelVersion version, Offsets offsets) {
        this.application = application;
        this.version = version;
        this.offsets = offsets;
    }

    /**
     * Rolls an application back; when this fails, nothing has changed.
     *
     * @throws io.tributary.snapshot.SnapshotException if the snapshot is missing, damaged or of another shape
     * @throws ClientException if the application runs, has never run, or Kafka does not take the model
     */
    public static Report of(ApplicationConfig application, ModelVersion version, Offsets offsets) {
        return new Rollback(application, version, offsets).run();
    }

    private Report run() {
        SnapshotDirectory snapshots = application.snapshots().snapshots();
        LearnerState state =
                SnapshotReader.read(snapshots.folder(version), application.learner(), application.transfer());
        try (Replacement replacement = Replacement.begin(application, state)) {
            Standing old = standing(replacement);
            long place = offsets == Offsets.REWIND ? state.nextOffset() : old.nextOffset();
            Origin origin = Origin.of(
                    state,
                    version,
                    place,
                    replacement.end(application.topics().predictions()),
                    replacement.end(application.topics().rejected()));
            state.beginGeneration(1 + Math.max(old.generation(), state.generation()));
            state.beginFrom(origin, application.topics().logRole());
            snapshots.pin(version, true); // Accounts of the new generation begin from it.
            Replacement.Written written = replacement.commit();
            return new Report(
                    version,
                    state.generation(),
                    written.blocks(),
                    written.bytes(),
                    written.tombstones(),
                    old.nextOffset(),
                    place);
        } finally {
            state.learner().close();
        }
    }

    /** Where the application stands. A damaged block does not say; then Kafka and the snapshots do. */
    private Standing standing(Replacement replacement) {
        byte[] block = replacement
                .standing()
                .orElseThrow(() -> new ClientException("the changelog "
                        + application.topics().changelog() + " holds no model: there is nothing to roll back; bring the"
                        + " snapshot in with 'snapshot import'"));
        try {
            return Standing.read(block);
        } catch (CorruptBlockException e) {
            LOG.warn("{}: the committed offset and the latest snapshot say where the model stands", e.getMessage());
            Optional<Long> committed = replacement.committed();
            return new Standing(
                    latestGeneration(),
                    committed.orElseThrow(() -> new ClientException(
                            application.name() + " has committed no offset: nobody knows where it stands", e)));
        }
    }

    private int latestGeneration() {
        return application.snapshots().snapshots().versions().stream()
                .mapToInt(ModelVersion::generation)
                .max()
                .orElse(0);
    }
}
