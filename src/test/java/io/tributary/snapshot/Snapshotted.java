package io.tributary.snapshot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.evaluation.MeasuredLearner;
import io.tributary.evaluation.TransferConfig;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.RowStream;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelVersion;
import io.tributary.v1.SnapshotManifest;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** A learner over random rows that is snapshotted whenever a test says so, at the wall-clock times it says. */
final class Snapshotted implements AutoCloseable {
    static final LearnerConfig CONFIG = new LearnerBuilder().config();
    static final TransferConfig TRANSFER =
            new TransferConfig(List.of(TransferConfig.Method.values()), true, false, 30, 4);
    static final SnapshotConfig PLAN =
            new SnapshotConfig(Optional.empty(), 20, Optional.empty(), 3, 2, 0.1, java.util.Map.of());

    final SnapshotDirectory directory;
    final MeasuredLearner measured = MeasuredLearner.of(CONFIG, TRANSFER);
    final LearnerState state = new LearnerState(measured, 1, "events");
    final RowStream rows;
    private final Snapshots snapshots;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    Snapshotted(Path path, long seed) {
        this(path, seed, PLAN);
    }

    Snapshotted(Path path, long seed, SnapshotConfig config) {
        directory = new SnapshotDirectory(path, "shop");
        snapshots = new Snapshots(
                config,
                directory,
                new Provenance("shop", "shop.events", "application: shop\n", "1.2", "abc"),
                () -> now);
        rows = new RowStream(measured.learner(), seed);
    }

    void observe(int count) {
        for (int i = 0; i < count; i++) {
            measured.observe(rows.next());
            state.nextOffset(state.nextOffset() + 1);
        }
    }

    void at(String time) {
        now = Instant.parse(time);
    }

    Snapshots.Outcome take() {
        snapshots.take(state);
        return await();
    }

    Snapshots.Outcome await() {
        return Awaitility.await().until(snapshots::poll, Optional::isPresent).orElseThrow();
    }

    Snapshots snapshots() {
        return snapshots;
    }

    /** The manifest of a snapshot that must have been written. */
    SnapshotManifest written() {
        Snapshots.Outcome outcome = take();
        assertThat(outcome).isInstanceOf(Snapshots.Written.class);
        return ((Snapshots.Written) outcome).manifest();
    }

    /** A snapshot some rows later. */
    ModelVersion next() {
        observe(7);
        return Manifests.version(written());
    }

    @Override
    public void close() {
        snapshots.close();
        measured.close();
    }
}
