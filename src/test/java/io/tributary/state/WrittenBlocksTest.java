package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.feature.FeatureBuilder;
import io.tributary.learning.Learner;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.RowStream;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import io.tributary.task.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Which blocks are written when. */
class WrittenBlocksTest {
    private static final String[] ALWAYS = {"loss/score", "loss/late", "loss/band", "meta"};

    private final Learner learner = new LearnerBuilder().batchSize(3).build();
    private final LearnerState state = new LearnerState(learner, 1);
    private final BlockMap changelog = new BlockMap();

    @AfterEach
    void close() {
        learner.close();
    }

    private void observe(String entity, int family, double label) {
        Row row = RowStream.row(learner, entity, 1, 2);
        row.label(family, label);
        learner.observe(row);
    }

    private static String[] and(String... names) {
        String[] all = java.util.Arrays.copyOf(names, names.length + ALWAYS.length);
        System.arraycopy(ALWAYS, 0, all, names.length, ALWAYS.length);
        return all;
    }

    private String[] write() {
        state.writeChanges(changelog);
        return changelog.takeWritten().toArray(String[]::new);
    }

    @Test
    void nothingIsWrittenWhereNothingHappened() {
        assertThat(state.isDirty()).isFalse();
        assertThat(write()).isEmpty();
    }

    @Test
    void anUnlabelledRowWritesCountersAndLosses() {
        learner.observe(RowStream.row(learner, "e", 1, 2));
        assertThat(state.isDirty()).isTrue();
        assertThat(write()).containsExactlyInAnyOrder(ALWAYS);
    }

    @Test
    void aWaitingRowWritesItselfAndStatistics() {
        observe("e0", 1, 1);
        assertThat(write()).containsExactlyInAnyOrder(and("pending/0", "feature/statistics/0"));
        observe("e1", 0, 5);
        assertThat(write()).containsExactlyInAnyOrder(and("pending/1", "feature/statistics/0", "label/score"));
    }

    @Test
    void aStepWritesTrunkAndTheFamiliesAndEntitiesPresent() {
        observe("seen before", 0, 5);
        observe("seen before", 0, 5);
        observe("seen before", 0, 5);
        write();
        observe("e0", 1, 1);
        observe("e1", 1, 0);
        observe("e0", 1, 0);
        assertThat(write())
                .containsExactlyInAnyOrder(and(
                        "trunk/params/0",
                        "trunk/moments/0",
                        "family/late/0",
                        "entity/e0",
                        "entity/e1",
                        "feature/statistics/0"));
    }

    @Test
    void aRowAfterAStepIsPendingFromTheStartAgain() {
        observe("e", 1, 1);
        observe("e", 1, 1);
        write();
        observe("e", 1, 1);
        observe("e", 1, 1);
        assertThat(write()).contains("pending/0").doesNotContain("pending/1", "pending/2");
    }

    @Test
    void anOffsetThatMovesAloneIsWritten() {
        state.nextOffset(0);
        assertThat(state.isDirty()).isFalse();
        state.nextOffset(5);
        assertThat(write()).contains("meta");
        assertThat(state.isDirty()).isFalse();
    }

    @Test
    void nothingIsWrittenTwice() {
        RowStream stream = new RowStream(learner, 9);
        for (int i = 0; i < 40; i++) {
            stream.feed(learner, 10);
            assertThat(write()).doesNotHaveDuplicates();
            assertThat(state.isDirty()).isFalse();
            assertThat(write()).isEmpty();
        }
        state.writeAll(changelog);
        assertThat(changelog.takeWritten()).doesNotHaveDuplicates();
    }

    @Test
    void anEntityMayHaveAnyName() {
        String name = "Zürich/北京 \u0000 🚂";
        for (int i = 0; i < 3; i++) {
            observe(name, 1, 1);
        }
        assertThat(write()).contains("entity/" + name);
        LearnerState restored = changelog.restore(learner.config());
        assertThat(ModelDigest.of(restored)).isEqualTo(ModelDigest.of(state));
        restored.learner().close();
    }

    @Test
    void noBlockOfALargeModelIsLargerThan256Kilobytes() {
        Family digits = new Family("digit", Kind.MULTICLASS, 100, LossName.SOFTMAX, 0);
        try (Learner large = new LearnerBuilder()
                .features(
                        FeatureBuilder.numeric("a"),
                        FeatureBuilder.numeric("b"),
                        FeatureBuilder.categorical("c").buckets(62))
                .families(LearnerBuilder.SCORE, digits)
                .trunk(256, 256)
                .batchSize(1)
                .build()) {
            assertThat(large.network().shape().size()).isGreaterThan(100_000);
            new RowStream(large, 1).feed(large, 20);
            BlockMap blocks = BlockMap.all(new LearnerState(large, 1));
            assertThat(blocks.last())
                    .allSatisfy(
                            (name, block) -> assertThat(block.length).as(name).isLessThanOrEqualTo(256 << 10));
            assertThat(blocks.last()).containsKeys("trunk/params/5", "family/digit/1", "family/score/0");
            LearnerState restored = blocks.restoreShuffled(large.config(), 1);
            assertThat(ModelDigest.of(restored)).isEqualTo(ModelDigest.of(new LearnerState(large, 1)));
            restored.learner().close();
        }
    }
}
