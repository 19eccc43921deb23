package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.state.LearnerState;
import io.tributary.state.ModelVersion;
import io.tributary.streams.Rollback.Offsets;
import io.tributary.v1.Prediction;
import io.tributary.v1.SnapshotManifest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Applications that are taken back to a snapshot go on from there. */
class RollbackIT {
    @RegisterExtension
    private static final OneBroker BROKER = new OneBroker();

    private KeptModels kept = new KeptModels(BROKER, Path.of(""));

    @BeforeEach
    void use(@TempDir Path directory) {
        kept = new KeptModels(BROKER, directory);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void rewoundItBecomesTheModelThatWasNeverRolledBack(boolean keyed) throws Exception {
        ApplicationConfig config = kept.application("rewound-" + keyed, "source.keyed=" + keyed);
        try (StreamUnderTest stream = kept.stopped(config)) {
            String before = stream.digest();
            int answered = kept.predictions(config).size();
            ModelVersion version = KeptModels.first(config);

            Rollback.Report report = Rollback.of(config, version, Offsets.REWIND);

            assertThat(report.generation()).isOne();
            assertThat(report.place()).isPositive().isLessThan(report.before()).isEqualTo(stream.committed());
            assertThat(stream.digest())
                    .isNotEqualTo(before)
                    .isEqualTo(config.snapshots()
                            .snapshots()
                            .folder(version)
                            .manifest()
                            .getModelSha256());
            assertThat(config.snapshots().snapshots().pinned()).contains(version);
            stream.start();
            stream.awaitObserved();
            Awaitility.await().until(() -> kept.announced(config).stream().anyMatch(m -> m.getGeneration() == 1));
            stream.stop();
            stream.leave();
            assertThat(stream.digest()).isEqualTo(before);
            List<Prediction> all = kept.predictions(config);
            assertThat(all).hasSizeGreaterThan(answered);
            assertThat(all.subList(0, answered))
                    .allMatch(p -> p.getModelVersion().getGeneration() == 0);
            assertThat(all.subList(answered, all.size()))
                    .allMatch(p -> p.getModelVersion().getGeneration() == 1);
            requireSame(all.subList(0, answered), all.subList(answered, all.size()));
            KeptModels.requireHealthy(config);
            requireParent(config, version);
        }
    }

    /** What is answered again is answered as before. */
    private static void requireSame(List<Prediction> before, List<Prediction> again) {
        List<Prediction> last = before.subList(before.size() - again.size(), before.size());
        assertThat(again)
                .extracting(Prediction::getAnswers)
                .isEqualTo(last.stream().map(Prediction::getAnswers).toList());
    }

    /** The first snapshot of a generation names the one that the generation began from. */
    private void requireParent(ApplicationConfig config, ModelVersion parent) throws IOException {
        assertThat(kept.announced(config))
                .filteredOn(manifest -> manifest.getGeneration() == 1)
                .first()
                .extracting(SnapshotManifest::getParent)
                .isEqualTo(parent.toString());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void keptItForgetsAndGoesOnWhereItStands(boolean keyed) throws Exception {
        ApplicationConfig config = kept.application("kept-" + keyed, "source.keyed=" + keyed);
        try (StreamUnderTest stream = kept.stopped(config)) {
            long stood = stream.committed();
            int answered = kept.predictions(config).size();
            ModelVersion version = KeptModels.first(config);

            Rollback.Report report = Rollback.of(config, version, Offsets.KEEP);

            assertThat(report.place()).isEqualTo(report.before()).isEqualTo(stream.committed());
            assertThat(report.place()).isLessThanOrEqualTo(stood);
            KeptModels.goOn(stream);
            List<Prediction> all = kept.predictions(config);
            assertThat(all).hasSize(answered + KeptModels.MORE);
            assertThat(all.get(answered).getModelVersion().getLearned()).isEqualTo(version.learned());
            KeptModels.requireHealthy(config);

            Rollback.Report again = Rollback.of(config, version, Offsets.KEEP);
            assertThat(again.generation()).isEqualTo(2);
            KeptModels.requireHealthy(config);
        }
    }

    @Test
    void anEntityThatCameSinceIsForgotten() throws Exception {
        ApplicationConfig config = kept.application("newcomer", "snapshots.every=600", "source.id=destination");
        try (StreamUnderTest stream = kept.stopped(config)) {
            LearnerState before = stream.model();
            int known = before.learner().entities().size();
            before.learner().close();
            ModelVersion first = config.snapshots().snapshots().versions().get(0);

            Rollback.Report report = Rollback.of(config, first, Offsets.KEEP);

            LearnerState after = stream.model();
            assertThat(after.learner().entities().size()).isPositive().isLessThan(known);
            assertThat(after.version()).isEqualTo(new ModelVersion(1, first.learned()));
            after.learner().close();
            assertThat(report.tombstones()).isGreaterThanOrEqualTo(2);
        }
    }

    @Test
    void aDamagedChangelogIsMended() throws Exception {
        ApplicationConfig config = kept.application("mended");
        try (StreamUnderTest stream = kept.stopped(config)) {
            String digest = stream.digest();
            for (String block : List.of("trunk/params/0", "entity/ATL", "meta")) {
                stream.send(List.of(block(config, block, new byte[] {1})));
            }
            assertThatThrownBy(stream::model).hasMessageContaining("is damaged");

            Rollback.of(config, KeptModels.first(config), Offsets.REWIND);

            stream.start();
            stream.awaitObserved();
            stream.stop();
            stream.leave();
            assertThat(stream.digest()).isEqualTo(digest);
            KeptModels.requireHealthy(config);
        }
    }

    private static ProducerRecord<byte[], byte[]> block(
            ApplicationConfig config, String name, byte @Nullable [] content) {
        return new ProducerRecord<>(config.topics().changelog(), 0, name.getBytes(StandardCharsets.UTF_8), content);
    }
}
