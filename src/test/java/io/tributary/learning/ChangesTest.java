package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.task.Row;
import java.util.BitSet;
import org.junit.jupiter.api.Test;

class ChangesTest {
    private final Changes changes = new Changes();

    @Test
    void anEntityIsListedOnceHoweverOftenItChanges() {
        for (int round = 0; round < 3; round++) {
            for (int entity = 0; entity < 200; entity++) {
                changes.markEntity(entity);
            }
        }
        assertThat(changes.entities().cardinality()).isEqualTo(200);
        assertThat(changes.entities().length()).isEqualTo(200);
    }

    @Test
    void forgetsEverythingOnceItIsWritten() {
        changes.markTrunk();
        changes.markFeatures();
        changes.markFamily(1);
        changes.markLabel(2);
        changes.markEntity(3);
        changes.markCounters();
        assertThat(changes.isEmpty()).isFalse();
        changes.written(5);
        assertThat(changes.isEmpty()).isTrue();
        assertThat(changes.trunk()).isFalse();
        assertThat(changes.features()).isFalse();
        assertThat(changes.families().isEmpty()).isTrue();
        assertThat(changes.labels().isEmpty()).isTrue();
        assertThat(changes.entities().isEmpty()).isTrue();
        assertThat(changes.pendingWritten()).isEqualTo(5);
        changes.markEntity(3);
        assertThat(changes.entities()).isEqualTo(of(3));
    }

    @Test
    void aRowThatWaitsTouchesStatisticsAlone() {
        try (Learner learner = new LearnerBuilder().build()) {
            observe(learner);
            Changes now = learner.changes();
            assertThat(now.labels()).isEqualTo(of(0));
            assertThat(now.features()).isTrue();
            assertThat(now.trunk()).isFalse();
            assertThat(now.families().isEmpty()).isTrue();
            assertThat(now.entities().isEmpty()).isTrue();
            assertThat(now.pendingWritten()).isZero();
        }
    }

    @Test
    void aStepTouchesTheTrunkAndTheFamiliesAndEntitiesPresent() {
        try (Learner learner = new LearnerBuilder().batchSize(2).build()) {
            observe(learner);
            learner.changes().written(1);
            observe(learner);
            Changes now = learner.changes();
            assertThat(now.trunk()).isTrue();
            assertThat(now.families()).isEqualTo(of(0));
            assertThat(now.entities()).isEqualTo(of(0));
            assertThat(now.pendingWritten()).isZero();
        }
    }

    private static void observe(Learner learner) {
        Row row = RowStream.row(learner, "e", 1, 2);
        row.label(0, 3);
        learner.observe(row);
    }

    private static BitSet of(int bit) {
        BitSet bits = new BitSet();
        bits.set(bit);
        return bits;
    }
}
