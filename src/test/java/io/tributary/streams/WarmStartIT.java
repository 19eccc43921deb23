package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.Flights;
import io.tributary.streams.Rollback.Offsets;
import io.tributary.v1.Prediction;
import io.tributary.v1.SnapshotManifest;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** New applications begin with the model of another's snapshot. */
class WarmStartIT {
    @RegisterExtension
    private static final OneBroker BROKER = new OneBroker();

    private KeptModels kept = new KeptModels(BROKER, Path.of(""));

    @BeforeEach
    void use(@TempDir Path directory) {
        kept = new KeptModels(BROKER, directory);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anImportedModelAnswersFromTheFirstRowAsItsSnapshotDid(boolean keyed) throws Exception {
        ApplicationConfig old = kept.application("old-" + keyed);
        ApplicationConfig fresh = kept.application("fresh-" + keyed, "source.keyed=" + keyed);
        try (StreamUnderTest source = kept.stopped(old);
                StreamUnderTest target = BROKER.stream(fresh, 1)) {
            SnapshotManifest manifest =
                    old.snapshots().snapshots().folder(KeptModels.first(old)).manifest();
            WarmStart.Report report = WarmStart.of(fresh, KeptModels.folder(old));

            assertThat(report.from()).isEqualTo(old.name());
            assertThat(report.place()).isZero();
            assertThat(target.digest()).isEqualTo(manifest.getModelSha256());
            assertThatThrownBy(() -> WarmStart.of(fresh, KeptModels.folder(old)))
                    .hasMessageContaining("has begun already");
            target.start();
            target.send(Flights.records(fresh, KeptModels.ROWS, KeptModels.ROWS + KeptModels.MORE));
            target.awaitPredictions(KeptModels.MORE);
            target.awaitObserved();
            target.stop();
            target.leave();
            List<Prediction> answers = kept.predictions(fresh);
            assertThat(answers).hasSize(KeptModels.MORE);
            assertThat(answers.get(0).getModelVersion().getLearned()).isEqualTo(manifest.getLearned());

            Rollback.of(old, KeptModels.first(old), Offsets.KEEP);
            KeptModels.goOn(source);
            List<Prediction> again = kept.predictions(old);
            assertThat(answers)
                    .extracting(Prediction::getAnswers)
                    .isEqualTo(again.subList(again.size() - KeptModels.MORE, again.size()).stream()
                            .map(Prediction::getAnswers)
                            .toList());
            assertThat(target.digest()).isEqualTo(source.digest());
            KeptModels.requireHealthy(fresh);
            assertThat(kept.announced(fresh))
                    .extracting(SnapshotManifest::getVersion)
                    .contains(report.snapshot().toString());
        }
    }
}
