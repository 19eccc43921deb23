package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.learning.Learner;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.RowStream;
import io.tributary.task.Row;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Entities that wait, leave and come back do so whatever restores lie between. */
class LeavingEntitiesTest {
    private static final int TRIES = 80;

    /** The kinds of learners that the properties draw from. */
    enum Kind {
        CROWDED,
        HASTY,
        IDLE,
        WAITING,
        ALL;

        LearnerBuilder builder() {
            LearnerBuilder builder = new LearnerBuilder();
            return switch (this) {
                case CROWDED -> builder.maxTasks(4);
                case HASTY -> builder.maxTasks(2).batchSize(1).adam();
                case IDLE -> builder.idle(Duration.ofSeconds(9)).maxWait(Duration.ofSeconds(4));
                case WAITING -> builder.admitAfter(3);
                case ALL ->
                    builder.admitAfter(2)
                            .maxTasks(5)
                            .idle(Duration.ofSeconds(20))
                            .batchSize(5);
            };
        }

        LearnerConfig config() {
            return builder().config();
        }
    }

    /** Rows of many entities, some of them often, some that cannot be learned. */
    private static final class Crowd {
        private final RowStream rows;
        private final Random random;

        Crowd(Learner learner, long seed) {
            rows = new RowStream(learner, seed);
            random = new Random(seed);
        }

        Row next() {
            Row row = rows.next();
            row.entity().set("e" + (int) Math.abs(6 * random.nextGaussian()));
            row.weight(random.nextInt(20) == 0 ? 1e308 : row.weight());
            return row;
        }
    }

    /** Every block byte for byte, those outside the digest too; closes the second. */
    private static void requireSame(LearnerState state, LearnerState restored, Crowd crowd) {
        try (Learner other = restored.learner()) {
            requireSameBlocks(state, restored);
            for (int i = 0; i < 40; i++) {
                Row row = crowd.next();
                assertThat(other.observe(row).values())
                        .containsExactly(state.learner().observe(row).values());
            }
            requireSameBlocks(state, restored);
        }
    }

    private static void requireSameBlocks(LearnerState state, LearnerState restored) {
        assertThat(ModelDigest.of(restored)).isEqualTo(ModelDigest.of(state));
        Map<String, byte[]> blocks = BlockMap.all(state).last();
        Map<String, byte[]> others = BlockMap.all(restored).last();
        assertThat(others).containsOnlyKeys(blocks.keySet());
        blocks.forEach((name, block) -> assertThat(others.get(name)).as(name).isEqualTo(block));
    }

    @Property(tries = TRIES)
    void aRestoreAtAnyRowGoesOnAsIfNothingHadHappened(
            @ForAll Kind kind, @ForAll @IntRange(max = 150) int rows, @ForAll long seed) {
        LearnerConfig config = kind.config();
        try (Learner learner = new Learner(config)) {
            Crowd crowd = new Crowd(learner, seed);
            Random commits = new Random(seed);
            LearnerState state = new LearnerState(learner, 1);
            BlockHistory history = new BlockHistory();
            for (int i = 0; i < rows; i++) {
                learner.observe(crowd.next());
                if (commits.nextInt(5) == 0) {
                    state.writeChanges(history);
                }
            }
            state.writeChanges(history);
            requireSame(state, history.restore(config), new Crowd(learner, ~seed));
            state.writeChanges(history);
            requireSame(state, history.compacted().restoreShuffled(config, seed), crowd);
            state.writeChanges(history);
            requireSame(state, BlockMap.all(state).restoreShuffled(config, seed), crowd);
        }
    }

    @Property(tries = 25)
    void restoringAfterEveryRowIsAsGoodAsNever(@ForAll Kind kind, @ForAll long seed) {
        LearnerConfig config = kind.config();
        try (Learner learner = new Learner(config)) {
            Crowd crowd = new Crowd(learner, seed);
            BlockHistory history = new BlockHistory();
            LearnerState state = new LearnerState(learner, 1);
            LearnerState fragile = history.restore(config);
            for (int i = 0; i < 60; i++) {
                Row row = crowd.next();
                learner.observe(row);
                fragile.learner().observe(row);
                fragile.writeChanges(history);
                fragile.learner().close();
                fragile = history.restore(config);
            }
            requireSame(state, fragile, crowd);
        }
    }

    @Property(tries = TRIES)
    void aSmallerBoundIsMetAtOnceWhateverTheOrderOfBlocks(
            @ForAll @IntRange(min = 1, max = 9) int fewer, @ForAll @IntRange(max = 150) int rows, @ForAll long seed) {
        LearnerConfig smaller =
                new LearnerBuilder().maxTasks(fewer).batchSize(11).config();
        try (Learner learner = new LearnerBuilder().batchSize(11).build()) {
            Crowd crowd = new Crowd(learner, seed);
            BlockHistory history = new BlockHistory();
            for (int i = 0; i < rows; i++) {
                learner.observe(crowd.next());
            }
            new LearnerState(learner, 1).writeChanges(history);
            LearnerState restored = history.restore(smaller);
            assertThat(restored.learner().entities().size())
                    .isEqualTo(Math.min(fewer, learner.entities().size()));
            LearnerState shuffled = history.compacted().restoreShuffled(smaller, seed);
            requireSame(restored, shuffled, crowd);
            restored.writeChanges(history);
            assertThat(history.tombstones()).doesNotHaveDuplicates();
            requireSame(restored, history.restore(smaller), crowd);
            restored.learner().close();
        }
    }

    private static void learn(Learner learner, String... entities) {
        for (String entity : entities) {
            Row row = RowStream.row(learner, entity, 1, 2);
            row.label(0, 3);
            learner.observe(row);
        }
    }

    private static Learner twoAtMost() {
        return new LearnerBuilder().batchSize(1).maxTasks(2).build();
    }

    @Test
    void anEntityThatLeavesBecomesATombstoneOnce() {
        try (Learner learner = twoAtMost()) {
            LearnerState state = new LearnerState(learner, 1);
            BlockMap changelog = new BlockMap();
            learn(learner, "a", "b");
            state.writeChanges(changelog);
            changelog.takeWritten();
            learn(learner, "c", "a", "b", "c");
            state.writeChanges(changelog);
            assertThat(changelog.takeWritten())
                    .contains("-entity/a", "entity/b", "entity/c")
                    .doesNotContain("entity/a", "-entity/b")
                    .doesNotHaveDuplicates();
            assertThat(changelog.last()).doesNotContainKey("entity/a");
        }
    }

    @Test
    void anEntityThatLeftAndCameBackIsWrittenAsItIsNow() {
        try (Learner learner = twoAtMost()) {
            LearnerState state = new LearnerState(learner, 1);
            BlockHistory history = new BlockHistory();
            learn(learner, "a", "b");
            state.writeChanges(history);
            learn(learner, "c", "d", "a", "b");
            state.writeChanges(history);
            assertThat(history.tombstones()).isEmpty();
            requireSame(state, history.restore(learner.config()), new Crowd(learner, 1));
        }
    }

    @Test
    void anEntityThatWasNeverWrittenLeavesNoTrace() {
        try (Learner learner = twoAtMost()) {
            BlockHistory history = new BlockHistory();
            learn(learner, "a", "b", "c", "d", "a", "e", "f");
            assertThat(learner.roster().removed()).isEmpty();
            new LearnerState(learner, 1).writeChanges(history);
            assertThat(history.tombstones()).isEmpty();
        }
    }

    @Test
    void onlyEntitiesAreEverRemoved() {
        try (Learner learner = twoAtMost()) {
            Restoration restoration = new Restoration(new LearnerState(learner, 1));
            restoration.read("entity/never seen", null);
            restoration.read("label/score", null);
            assertThatThrownBy(restoration::finish)
                    .isInstanceOf(CorruptBlockException.class)
                    .hasMessageContaining("block 'label/score'")
                    .hasMessageContaining("it was removed");
        }
    }

    @Test
    void theDigestDoesNotKnowOfEventTimesNorOfNumbers() {
        try (Learner learner = twoAtMost();
                Learner later = twoAtMost()) {
            learn(learner, "a", "b", "c", "a");
            for (String entity : List.of("a", "b", "c", "a")) {
                Row row = RowStream.row(later, entity, 1, 2);
                row.label(0, 3);
                row.time(77_000);
                later.observe(row);
            }
            assertThat(ModelDigest.of(new LearnerState(later, 1)))
                    .isEqualTo(ModelDigest.of(new LearnerState(learner, 1)));
            assertThat(BlockMap.all(new LearnerState(later, 1)).get("entity/a"))
                    .isNotEqualTo(BlockMap.all(new LearnerState(learner, 1)).get("entity/a"));
        }
    }

    @Test
    void countersOfThoseWhoWaitAreReadOnlyWhileSomeoneMust() {
        LearnerConfig waiting = Kind.WAITING.config();
        try (Learner learner = new Learner(waiting)) {
            learn(learner, "a", "a", "b", "c", "d", "e", "f", "g");
            BlockMap blocks = BlockMap.all(new LearnerState(learner, 1));
            assertThat(blocks.last()).containsKey("admission/0").allSatisfy((name, block) -> assertThat(block)
                    .hasSizeLessThanOrEqualTo(256 << 10));
            LearnerState open = blocks.restore(new LearnerBuilder().config());
            assertThat(open.learner().roster().admission()).isEmpty();
            open.learner().close();
        }
    }
}
