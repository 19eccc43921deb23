package io.tributary.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.learning.RowStream;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.state.ModelVersion;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Snapshots of earlier programs load for ever; their files are never made anew. */
class GoldenSnapshotTest {
    private static final Path FILES = Path.of("src", "test", "resources", "io", "tributary", "snapshot");

    @Test
    void theFirstFormatIsReadAndPredictsAsItDid() {
        SnapshotDirectory first = new SnapshotDirectory(FILES.resolve("format-1"), "shop");
        ModelVersion version = new ModelVersion(0, 54);

        LearnerState read = SnapshotReader.read(first.folder(version), Snapshotted.CONFIG, Snapshotted.TRANSFER);

        assertThat(ModelDigest.of(read)).startsWith("d006467141f0da82");
        assertThat(read.version()).isEqualTo(version);
        assertThat(read.nextOffset()).isEqualTo(43);
        Row row = RowStream.row(read.learner(), "e0", 1, 2);
        Prediction prediction = read.learner().predictOnly(row);
        assertThat(prediction.values())
                .containsExactly(new double[] {3.77622104, 0.52164473, 0.28092146, 0.33295254, 0.386126}, within(1e-6));
        read.learner().close();
    }
}
