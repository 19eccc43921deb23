package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.learning.BalancingConfig.Method;
import io.tributary.learning.Learner;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.PendingRows;
import io.tributary.learning.Relations;
import io.tributary.learning.RowStream;
import io.tributary.model.ModelConfig.DeviationInput;
import io.tributary.task.Row;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Whatever a learner has observed, its blocks are all of it. */
class LearnerStateTest {
    private static final int TRIES = 80;

    /** The kinds of learners that the properties draw from. */
    enum Kind {
        USUAL,
        ADAM,
        NARROW,
        BIAS,
        LINEAR,
        HASTY,
        TIMED,
        COUNTING,
        UNCERTAIN,
        GRADNORM,
        PROJECTING,
        EXPERTS,
        NARROW_EXPERTS,
        PROJECTING_EXPERTS;

        LearnerConfig config() {
            LearnerBuilder builder = new LearnerBuilder();
            return switch (this) {
                case USUAL -> builder.config();
                case ADAM -> builder.adam().config();
                case NARROW ->
                    builder.narrow().deviationInput(DeviationInput.HIDDEN).config();
                case BIAS ->
                    builder.deviationInput(DeviationInput.BIAS).trunk(5).config();
                case LINEAR -> builder.trunk().penalty(0).config();
                case HASTY -> builder.batchSize(1).config();
                case TIMED ->
                    builder.batchSize(40).maxWait(Duration.ofSeconds(6)).config();
                case COUNTING ->
                    builder.families(LearnerBuilder.COUNT, LearnerBuilder.SCORE).config();
                case UNCERTAIN ->
                    builder.balancing(Method.UNCERTAINTY).batchSize(2).config();
                case GRADNORM -> builder.balancing(Method.GRADNORM).batchSize(2).config();
                case PROJECTING -> builder.balancing(Method.PCGRAD).config();
                case EXPERTS -> builder.experts(3).config();
                case PROJECTING_EXPERTS ->
                    builder.experts(2).balancing(Method.PCGRAD).config();
                case NARROW_EXPERTS ->
                    builder.experts(2)
                            .narrow()
                            .trunk(5)
                            .deviationInput(DeviationInput.HIDDEN)
                            .adam()
                            .config();
            };
        }
    }

    @Property(tries = TRIES)
    void everythingWrittenRestoresTheSameLearner(
            @ForAll Kind kind, @ForAll @IntRange(max = 90) int rows, @ForAll long seed) {
        LearnerConfig config = kind.config();
        try (Learner learner = new Learner(config)) {
            RowStream stream = new RowStream(learner, seed);
            stream.feed(learner, rows);
            LearnerState state = new LearnerState(learner, 1);
            state.nextOffset(rows);
            requireSame(state, BlockMap.all(state).restoreShuffled(config, seed), stream);
        }
    }

    @Property(tries = TRIES)
    void changesWrittenAtAnyMomentsRestoreTheSameLearner(
            @ForAll Kind kind, @ForAll @IntRange(max = 90) int rows, @ForAll long seed) {
        LearnerConfig config = kind.config();
        try (Learner learner = new Learner(config)) {
            RowStream stream = new RowStream(learner, seed);
            Random commits = new Random(seed);
            LearnerState state = new LearnerState(learner, 1);
            BlockMap changelog = new BlockMap();
            for (int i = 0; i < rows; i++) {
                learner.observe(stream.next());
                state.nextOffset(i + 1);
                if (commits.nextInt(7) == 0) {
                    state.writeChanges(changelog);
                }
            }
            state.writeChanges(changelog);
            requireSame(state, changelog.restoreShuffled(config, seed), stream);
        }
    }

    @Property(tries = TRIES)
    void aRestoredLearnerThatGoesOnWritesChangesThatRestoreAgain(
            @ForAll Kind kind, @ForAll @IntRange(min = 1, max = 60) int rows, @ForAll long seed) {
        LearnerConfig config = kind.config();
        try (Learner learner = new Learner(config)) {
            RowStream stream = new RowStream(learner, seed);
            LearnerState state = new LearnerState(learner, 1);
            BlockMap changelog = new BlockMap();
            stream.feed(learner, rows);
            state.writeChanges(changelog);
            LearnerState restored = changelog.restoreShuffled(config, seed);
            try (Learner second = restored.learner()) {
                new RowStream(second, ~seed).feed(second, rows);
                restored.writeChanges(changelog);
                requireSame(restored, changelog.restoreShuffled(config, seed + 1), stream);
            }
        }
    }

    @Property(tries = TRIES)
    void aLowerBatchSizeLearnsAtOnceWhatIsPending(@ForAll @IntRange(min = 1, max = 60) int rows, @ForAll long seed) {
        LearnerConfig lower = new LearnerBuilder().batchSize(4).config();
        try (Learner learner = new LearnerBuilder().batchSize(30).build()) {
            new RowStream(learner, seed).feed(learner, rows);
            BlockMap changelog = BlockMap.all(new LearnerState(learner, 1));
            LearnerState restored = changelog.restoreShuffled(lower, seed);
            try (Learner other = restored.learner()) {
                assertThat(other.pending().examples()).isLessThan(4);
                assertThat(other.counters().learned() + other.pending().examples())
                        .isEqualTo(
                                learner.counters().learned() + learner.pending().examples());
                restored.writeChanges(changelog);
                requireSame(restored, changelog.restoreShuffled(lower, seed + 1), new RowStream(other, ~seed));
            }
        }
    }

    /** The same digest, counters and pending rows, and the same bits on everything that comes; closes the second. */
    private static void requireSame(LearnerState state, LearnerState restored, RowStream stream) {
        try (Learner other = restored.learner()) {
            Learner learner = state.learner();
            assertThat(ModelDigest.of(restored)).isEqualTo(ModelDigest.of(state));
            assertThat(other.counters()).isEqualTo(learner.counters());
            assertThat(restored.nextOffset()).isEqualTo(state.nextOffset());
            assertThat(restored.isDirty()).isFalse();
            assertThat(Relations.of(other)).isEqualTo(Relations.of(learner));
            requireSamePending(learner.pending(), other.pending());
            for (int i = 0; i < 40; i++) {
                Row row = stream.next();
                assertThat(other.observe(row).values())
                        .containsExactly(learner.observe(row).values());
            }
            assertThat(ModelDigest.of(restored)).isEqualTo(ModelDigest.of(state));
            assertThat(other.counters()).isEqualTo(learner.counters());
            assertThat(Relations.of(other)).isEqualTo(Relations.of(learner));
            for (int f = 0; f < learner.families().size(); f++) {
                assertThat(other.losses().whole().mean(f))
                        .isEqualTo(learner.losses().whole().mean(f));
                assertThat(other.losses().fading().mean(f))
                        .isEqualTo(learner.losses().fading().mean(f));
            }
        }
    }

    private static void requireSamePending(PendingRows rows, PendingRows restored) {
        assertThat(restored.rows()).isEqualTo(rows.rows());
        assertThat(restored.examples()).isEqualTo(rows.examples());
        for (int row = 0; row < rows.rows(); row++) {
            assertThat(restored.joined(row)).isEqualTo(rows.joined(row));
            assertThat(restored.position(row)).isEqualTo(rows.position(row));
            assertThat(restored.payload(row)).containsExactly(rows.payload(row));
        }
    }

    @Test
    void theDigestDoesNotDependOnTheOrderInWhichEntitiesWereNumbered() {
        LearnerConfig config = new LearnerBuilder().config();
        try (Learner learner = new Learner(config)) {
            new RowStream(learner, 1).feed(learner, 80);
            LearnerState state = new LearnerState(learner, 1);
            List<LearnerState> restored = List.of(
                    BlockMap.all(state).restore(config), BlockMap.all(state).restoreShuffled(config, 3));
            assertThat(restored.get(0).learner().entities().name(0))
                    .isNotEqualTo(restored.get(1).learner().entities().name(0));
            restored.forEach(other -> {
                assertThat(ModelDigest.of(other)).isEqualTo(ModelDigest.of(state));
                other.learner().close();
            });
        }
    }

    @Test
    void theDigestKnowsOfPendingRowsButNotOfOffsets() {
        try (Learner learner = new LearnerBuilder().build()) {
            LearnerState state = new LearnerState(learner, 1);
            String before = ModelDigest.of(state);
            state.nextOffset(99);
            assertThat(ModelDigest.of(state)).isEqualTo(before).matches("[0-9a-f]{64}");
            Row row = RowStream.row(learner, "e", 1, 2);
            row.label(1, 1);
            learner.observe(row);
            assertThat(ModelDigest.of(state)).isNotEqualTo(before);
        }
    }

    @Test
    void withoutAnyBlockTheLearnerIsFresh() {
        LearnerConfig config = new LearnerBuilder().config();
        LearnerState restored = new BlockMap().restore(config);
        try (Learner other = restored.learner();
                Learner fresh = new Learner(config)) {
            assertThat(ModelDigest.of(restored)).isEqualTo(ModelDigest.of(new LearnerState(fresh, 1)));
            assertThat(other.counters()).isEqualTo(fresh.counters());
            assertThat(restored.nextOffset()).isZero();
            assertThat(restored.generation()).isZero();
        }
    }
}
