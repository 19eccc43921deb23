package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.learning.DriftConfig;
import io.tributary.learning.Learner;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.RowStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a restoration holds on to, and what it lets go. */
class RestorationTest {
    private static final LearnerConfig CONFIG = new LearnerBuilder().config();
    private static final LearnerConfig WATCHED = new LearnerBuilder()
            .drift(new DriftConfig(true, 1e-2, true, true, DriftConfig.LabelJump.OFF, 0))
            .config();

    /** The blocks of a learner in the middle of a mini-batch. */
    private static BlockMap blocks() {
        try (Learner learner = new Learner(CONFIG)) {
            RowStream stream = new RowStream(learner, 8);
            while (learner.counters().steps() == 0 || learner.pending().rows() < 2) {
                learner.observe(stream.next());
            }
            return BlockMap.all(new LearnerState(learner, 1));
        }
    }

    private static boolean isClosed(Learner learner) {
        AtomicBoolean closed = new AtomicBoolean();
        assertThat(learner)
                .extracting("network.shared.parameters.array")
                .isInstanceOfSatisfying(INDArray.class, array -> closed.set(array.wasClosed()));
        return closed.get();
    }

    private static Restoration read(BlockMap blocks, Learner learner) {
        Restoration restoration = new Restoration(new LearnerState(learner, 1));
        blocks.last().forEach(restoration::read);
        return restoration;
    }

    @Test
    void keepsNoBlocksOnceItIsFinished() {
        try (Learner learner = new Learner(CONFIG)) {
            Restoration restoration = read(blocks(), learner);
            assertThat(restoration.waiting()).isEqualTo(2);
            restoration.finish();
            assertThat(learner.pending().rows()).isEqualTo(2);
            assertThat(restoration.waiting()).isZero();
        }
    }

    @Test
    void closesTheLearnerOfARestorationThatIsAbandoned() {
        Learner learner = new Learner(CONFIG);
        Restoration restoration = read(blocks(), learner);
        assertThat(isClosed(learner)).isFalse();
        restoration.abandon();
        restoration.abandon();
        assertThat(isClosed(learner)).isTrue();
        assertThat(restoration.waiting()).isZero();
    }

    @Test
    void closesTheLearnerOfARestorationThatFailed() {
        BlockMap blocks = blocks();
        blocks.last().remove("pending/1");
        Learner learner = new Learner(CONFIG);
        Restoration restoration = read(blocks, learner);
        assertThatThrownBy(restoration::finish).isInstanceOf(CorruptBlockException.class);
        restoration.abandon();
        assertThat(isClosed(learner)).isTrue();
    }

    /** The blocks of a learner that keeps tables of its entities. */
    private static BlockMap watched() {
        try (Learner learner = new Learner(WATCHED)) {
            new RowStream(learner, 1).feed(learner, 600);
            return BlockMap.all(new LearnerState(learner, 1));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void knowsNobodyByTheTablesOfAnEntityThatLeft(boolean theirTombstoneIsLeft) {
        BlockMap blocks = watched();
        String digest = ModelDigest.of(blocks.restore(WATCHED));
        Learner learner = new Learner(WATCHED);
        Restoration restoration = new Restoration(new LearnerState(learner, 1));
        restoration.read("entity/other", blocks.get("entity/e0"));
        restoration.read("entity/other", null);
        restoration.read("table/entity/gone", blocks.get("table/entity/e0"));
        if (theirTombstoneIsLeft) {
            restoration.read("table/entity/gone", null);
        }
        blocks.last().forEach(restoration::read);
        assertThat(ModelDigest.of(restoration.finish())).isEqualTo(digest);
        assertThat(learner.entities().size()).isEqualTo(6);
        learner.close();
    }

    @Test
    void tablesThatWereRemovedBeginAnew() {
        BlockMap blocks = watched();
        byte[] tables = blocks.get("table/entity/e0");
        try (Learner learner = new Learner(WATCHED)) {
            LearnerState state = new LearnerState(learner, 1);
            Restoration restoration = new Restoration(state);
            blocks.last().forEach(restoration::read);
            restoration.read("table/entity/e0", null);
            restoration.finish();
            assertThat(BlockMap.all(state).get("table/entity/e0")).isNotEqualTo(tables);
        }
    }

    @Test
    void leavesALearnerThatWasRestoredOpen() {
        try (Learner learner = new Learner(CONFIG)) {
            Restoration restoration = read(blocks(), learner);
            restoration.finish();
            restoration.abandon();
            assertThat(isClosed(learner)).isFalse();
            new RowStream(learner, 3).feed(learner, 40);
        }
    }
}
