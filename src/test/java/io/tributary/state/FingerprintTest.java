package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.feature.FeatureBuilder;
import io.tributary.learning.Learner;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.RowStream;
import io.tributary.model.ModelConfig.DeviationInput;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import io.tributary.task.Row;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What may change from one start to the next, and what may not. */
class FingerprintTest {
    private static final Fingerprint STATE = Fingerprint.of(new LearnerBuilder().config(), 1);

    private static List<String> differences(LearnerBuilder configured) {
        return STATE.differences(Fingerprint.of(configured.config(), 1));
    }

    @Test
    void theSameConfigurationFits() {
        assertThat(differences(new LearnerBuilder())).isEmpty();
    }

    @Test
    void ratesPenaltiesAndSizesOfMiniBatchesMayChange() {
        assertThat(differences(new LearnerBuilder().penalty(5).batchSize(77).maxWait(Duration.ofSeconds(1))))
                .isEmpty();
    }

    @Test
    void everyChangeOfShapeIsNamedWithBothValues() {
        assertThat(differences(new LearnerBuilder().trunk(6)))
                .containsExactly("model.trunk: the state has [6, 4], the configuration says [6]");
        assertThat(differences(new LearnerBuilder().narrow()))
                .containsExactly("model.wide: the state has true, the configuration says false");
        assertThat(differences(new LearnerBuilder().deviationInput(DeviationInput.BIAS)))
                .containsExactly("model.deviation-input: the state has ALL, the configuration says BIAS");
        assertThat(differences(new LearnerBuilder().seed(8)))
                .containsExactly("model.seed: the state has 7, the configuration says 8");
        assertThat(differences(new LearnerBuilder().adam()))
                .containsExactly("learning.deviation-optimizer: the state has ADAGRAD, the configuration says ADAM");
        assertThat(STATE.differences(Fingerprint.of(new LearnerBuilder().config(), 4)))
                .containsExactly("partitions: the state has 1, the configuration says 4");
    }

    @Test
    void aChangedFeatureIsNamed() {
        List<String> differences = differences(new LearnerBuilder()
                .features(
                        FeatureBuilder.numeric("a").raw(),
                        FeatureBuilder.numeric("b").indicator(),
                        FeatureBuilder.categorical("c").values("x", "y")));
        assertThat(differences).hasSize(1);
        assertThat(differences.get(0)).startsWith("feature a: the state has").contains("standardise=none");
    }

    @Test
    void anAddedAndARemovedFeatureAreNamed() {
        List<String> differences =
                differences(new LearnerBuilder().features(FeatureBuilder.numeric("a"), FeatureBuilder.numeric("d")));
        assertThat(differences)
                .anySatisfy(line -> assertThat(line)
                        .startsWith("feature b: the state has it (")
                        .endsWith("the configuration does not"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("feature d: the configuration has it (")
                        .endsWith("the state does not"))
                .contains("features: the state has a, b, c, the configuration says a, d");
    }

    @Test
    void aRemovedAndAChangedFamilyAreNamedAnAddedOneIsWelcome() {
        Family five = new Family("band", Kind.MULTICLASS, 5, LossName.SOFTMAX, 0);
        List<String> differences =
                differences(new LearnerBuilder().families(LearnerBuilder.SCORE, five, LearnerBuilder.COUNT));
        assertThat(differences).hasSize(2);
        assertThat(differences.get(0)).startsWith("family band: the state has").contains("outputs=3", "outputs=5");
        assertThat(differences.get(1)).startsWith("family late: the state has it (");
    }

    @Test
    void anotherShapeIsRefusedWithItsReasonRatherThanItsConsequence() {
        try (Learner learner = new LearnerBuilder().build()) {
            new RowStream(learner, 1).feed(learner, 40);
            BlockMap blocks = BlockMap.all(new LearnerState(learner, 1));
            LearnerConfig other = new LearnerBuilder().trunk(2).config();
            assertThatThrownBy(() -> blocks.restore(other).learner().close())
                    .isInstanceOf(FingerprintMismatchException.class)
                    .hasMessageContaining("does not fit the state of this application")
                    .hasMessageContaining("model.trunk: the state has [6, 4], the configuration says [2]")
                    .hasMessageContaining("choose another name for 'application'");
        }
    }

    @Test
    void aFamilyThatIsAddedBeginsBesideTheOthers() {
        try (Learner learner = new LearnerBuilder()
                .families(LearnerBuilder.SCORE, LearnerBuilder.LATE)
                .build()) {
            new RowStream(learner, 1).feed(learner, 43);
            BlockMap changelog = BlockMap.all(new LearnerState(learner, 1));
            LearnerConfig larger = new LearnerBuilder()
                    .families(LearnerBuilder.BAND, LearnerBuilder.SCORE, LearnerBuilder.LATE)
                    .config();
            LearnerState restored = changelog.restoreShuffled(larger, 2);
            requireAnswersOf(learner, restored.learner());
            new RowStream(restored.learner(), 5).feed(restored.learner(), 40);
            assertThat(restored.learner().network().shared().headSteps(0)).isPositive();
            restored.writeChanges(changelog);
            LearnerState again = changelog.restoreShuffled(larger, 3);
            assertThat(ModelDigest.of(again)).isEqualTo(ModelDigest.of(restored));
            again.learner().close();
            restored.learner().close();
        }
    }

    private static void requireAnswersOf(Learner learner, Learner larger) {
        assertThat(larger.pending().examples()).isEqualTo(learner.pending().examples());
        assertThat(larger.pending().label(0, 0)).isNaN();
        for (String entity : List.of("e0", "e1", "new")) {
            Row row = RowStream.row(learner, entity, 1, 2);
            Row askedMore = RowStream.row(larger, entity, 1, 2);
            double[] before = learner.predictOnly(row).values();
            double[] now = larger.predictOnly(askedMore).values();
            assertThat(now[3]).isCloseTo(before[0], org.assertj.core.api.Assertions.within(1e-5));
            assertThat(now[4]).isCloseTo(before[1], org.assertj.core.api.Assertions.within(1e-5));
        }
    }
}
