package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.evaluation.MeasuredLearner;
import io.tributary.snapshot.Snapshots;
import io.tributary.snapshot.Snapshots.Written;
import io.tributary.source.CsvSource;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelVersion;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;

/** Snapshots as an application takes them, of a model over the rows of a file, wherever a test wants one; a day apart. */
final class SnapshotsOfRows implements AutoCloseable {
    private static final int DAY = 86_400;

    private final MeasuredLearner measured;
    private final LearnerState state;
    private final CsvSource source;
    private final Row row;
    private final Snapshots snapshots;
    private Instant now = Instant.parse("2026-01-01T00:00:00Z");

    /**
     * @param directory where they go
     */
    SnapshotsOfRows(Path directory, Path configuration, Path rows, String... overrides) throws IOException {
        List<String> all = new ArrayList<>(List.of(overrides));
        all.add("snapshots.directory=" + directory);
        ConfigurationFile file = ConfigurationFile.read(configuration, all);
        Wiring wiring = new Wiring(file.configuration(), file.effective());
        measured = MeasuredLearner.of(wiring.learner(), wiring.configuration().transfer());
        state = new LearnerState(measured, 1, "log");
        source = CsvSource.open(rows, wiring.mapping());
        row = wiring.mapping().newRow();
        snapshots = wiring.snapshots().begin(() -> now);
    }

    /** Takes a snapshot once the model has had so many rows of the file. */
    ModelVersion at(int rows) {
        while (source.rowNumber() < rows) {
            try {
                assertThat(source.next(row)).isTrue();
                measured.observe(row);
            } catch (InvalidRowException refused) {
                measured.learner().refuse();
            }
            state.nextOffset(source.rowNumber());
        }
        snapshots.take(state);
        now = now.plusSeconds(DAY);
        Snapshots.Outcome outcome =
                Awaitility.await().until(snapshots::poll, Optional::isPresent).orElseThrow();
        assertThat(outcome).isInstanceOf(Written.class);
        return outcome.version();
    }

    @Override
    public void close() throws IOException {
        snapshots.close();
        measured.close();
        source.close();
    }
}
