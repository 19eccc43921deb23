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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(differences(new LearnerBuilder().experts(4)))
                .containsExactly("model.experts: the state has nothing, the configuration says 4");
        assertThat(differences(new LearnerBuilder().narrow()))
                .containsExactly("model.wide: the state has true, the configuration says false");
        assertThat(differences(new LearnerBuilder().deviationInput(DeviationInput.BIAS)))
                .containsExactly("model.deviation-input: the state has all, the configuration says bias");
        assertThat(differences(new LearnerBuilder().seed(8)))
                .containsExactly("model.seed: the state has 7, the configuration says 8");
        assertThat(differences(new LearnerBuilder().adam()))
                .containsExactly("learning.deviation-optimizer: the state has adagrad, the configuration says adam");
        assertThat(STATE.differences(Fingerprint.of(new LearnerBuilder().config(), 4)))
                .containsExactly("partitions: the state has 1, the configuration says 4");
    }

    @Test
    void oneExpertIsNoLineSoThatStatesFromBeforeThereWereExpertsFit() {
        assertThat(STATE.lines()).doesNotContainKey("model.experts").containsEntry("model.trunk", "[6, 4]");
        Fingerprint mixed = Fingerprint.of(new LearnerBuilder().experts(2).config(), 1);
        assertThat(mixed.differences(
                        Fingerprint.of(new LearnerBuilder().experts(3).config(), 1)))
                .containsExactly("model.experts: the state has 2, the configuration says 3");
        assertThat(mixed.differences(STATE))
                .containsExactly("model.experts: the state has 2, the configuration says nothing");
    }

    private static List<String> differences(FeatureBuilder before, FeatureBuilder now) {
        return Fingerprint.of(new LearnerBuilder().features(before).config(), 1)
                .differences(Fingerprint.of(new LearnerBuilder().features(now).config(), 1));
    }

    @Test
    void everySettingOfAFeatureThatChangedIsALine() {
        FeatureBuilder plain = FeatureBuilder.numeric("a b");
        assertThat(differences(FeatureBuilder.hourOfDay("hour"), FeatureBuilder.dayOfWeek("hour")))
                .containsExactly("feature hour kind: the state has hour-of-day, the configuration says day-of-week");
        assertThat(differences(plain.raw(), plain.fixed(1, 2.5).nanIsMissing()))
                .containsExactly(
                        "feature a b nan: the state has error, the configuration says missing",
                        "feature a b standardise: the state has none, the configuration says [1.0, 2.5]");
        assertThat(differences(plain.min(-1), plain.max(3).log()))
                .containsExactly(
                        "feature a b max: the state has nothing, the configuration says 3.0",
                        "feature a b min: the state has -1.0, the configuration says nothing",
                        "feature a b transform: the state has none, the configuration says log");
        assertThat(differences(plain, plain.from("c d").indicator()))
                .containsExactly(
                        "feature a b from: the state has nothing, the configuration says \"c d\"",
                        "feature a b missing: the state has zeros, the configuration says indicator");
    }

    @Test
    void listsOfValuesAreToldApart() {
        FeatureBuilder text = FeatureBuilder.categorical("c");
        assertThat(differences(text.values("x", "y, z", "\"", ""), text.values("x", "y", "z")))
                .containsExactly(
                        "feature c values: the state has [x, \"y, z\", \"\\\"\", \"\"], the configuration says [x, y, z]");
        assertThat(differences(text.values("x"), text.buckets(4)))
                .containsExactly(
                        "feature c buckets: the state has nothing, the configuration says 4",
                        "feature c values: the state has [x], the configuration says nothing");
    }

    @Test
    void aFeatureIsNotTakenForTheSettingOfAnother() {
        FeatureBuilder one = FeatureBuilder.numeric("a");
        FeatureBuilder other = FeatureBuilder.numeric("a kind");
        Fingerprint both =
                Fingerprint.of(new LearnerBuilder().features(one, other).config(), 1);
        assertThat(both.differences(
                        Fingerprint.of(new LearnerBuilder().features(one).config(), 1)))
                .containsExactly("feature a kind: the state has it, the configuration does not");
    }

    @Test
    void anAddedAndARemovedFeatureAreALineEach() {
        assertThat(differences(new LearnerBuilder().features(FeatureBuilder.numeric("a"), FeatureBuilder.numeric("d"))))
                .containsExactly(
                        "feature b: the state has it, the configuration does not",
                        "feature c: the state has it, the configuration does not",
                        "feature d: the configuration has it, the state does not");
    }

    @Test
    void featuresInAnotherOrderAreNamedAtTheFirst() {
        Fingerprint turned = Fingerprint.of(
                new LearnerBuilder()
                        .features(
                                FeatureBuilder.numeric("a"),
                                FeatureBuilder.categorical("c").values("x", "y"),
                                FeatureBuilder.numeric("b").indicator())
                        .config(),
                1);
        assertThat(STATE.differences(turned))
                .containsExactly("features, number 2: the state has b, the configuration says c");
        BlockWriter writer = new BlockWriter();
        turned.write(writer.begin());
        assertThat(Fingerprint.read(new BlockReader("b", writer.block())).differences(turned))
                .isEmpty();
    }

    @Test
    void aRemovedFamilyIsALineAndAnAddedOneIsWelcome() {
        Family five = new Family("band", Kind.MULTICLASS, 5, LossName.SOFTMAX, 0);
        assertThat(differences(new LearnerBuilder().families(LearnerBuilder.SCORE, five, LearnerBuilder.COUNT)))
                .containsExactly(
                        "family late: the state has it, the configuration does not",
                        "family band outputs: the state has 3, the configuration says 5");
    }

    @Test
    void everySettingOfAFamilyThatChangedIsALine() {
        assertThat(families(family(LossName.QUANTILE, 0.5), family(LossName.QUANTILE, 0.9)))
                .containsExactly("family q tau: the state has 0.5, the configuration says 0.9");
        assertThat(families(family(LossName.SQUARED, 1), family(LossName.HUBER, 2)))
                .containsExactly(
                        "family q delta: the state has nothing, the configuration says 2.0",
                        "family q loss: the state has squared, the configuration says huber");
        assertThat(families(family(LossName.SQUARED, 0), family(LossName.SQUARED, 1)))
                .isEmpty();
    }

    private static Family family(LossName loss, double parameter) {
        return new Family("q", Kind.REGRESSION, 1, loss, parameter);
    }

    private static List<String> families(Family before, Family now) {
        return Fingerprint.of(new LearnerBuilder().families(before).config(), 1)
                .differences(Fingerprint.of(new LearnerBuilder().families(now).config(), 1));
    }

    @Test
    void theNameOfTheLogIsALineWhereItIsGiven() {
        try (Learner learner = new LearnerBuilder().build()) {
            Fingerprint any = new LearnerState(learner, 1).fingerprint();
            Fingerprint orders = any.withLog("orders");
            Fingerprint others = any.withLog("others");
            assertThat(orders.lines())
                    .containsEntry("log", "orders")
                    .hasSize(any.lines().size() + 1);
            assertThat(any.lines()).doesNotContainKey("log");
            assertThat(orders.differences(orders)).isEmpty();
            assertThat(orders.differences(others))
                    .containsExactly("log: the state has orders, the configuration says others");
            assertThat(any.differences(others))
                    .containsExactly("log: the state has nothing, the configuration says others");
        }
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

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void aFamilyThatIsAddedBeginsBesideTheOthers(int experts) {
        try (Learner learner = new LearnerBuilder()
                .experts(experts)
                .families(LearnerBuilder.SCORE, LearnerBuilder.LATE)
                .build()) {
            new RowStream(learner, 1).feed(learner, 43);
            BlockMap changelog = BlockMap.all(new LearnerState(learner, 1));
            LearnerConfig larger = new LearnerBuilder()
                    .experts(experts)
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
