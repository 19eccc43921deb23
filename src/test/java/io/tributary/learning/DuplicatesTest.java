package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** An event that comes again teaches nothing. */
class DuplicatesTest {
    private final Learner learner =
            new LearnerBuilder().batchSize(4).idWindow(20).build();

    @AfterEach
    void close() {
        learner.close();
    }

    private Row row(String entity, String id, double a) {
        Row row = RowStream.row(learner, entity, a, 2);
        row.id().set(id);
        row.label(1, 1);
        return row;
    }

    private Reason rejection(Row row) {
        return catchThrowableOfType(InvalidRowException.class, () -> learner.observe(row))
                .reason();
    }

    @Test
    void aDuplicateChangesNothing() {
        for (int i = 0; i < 10; i++) {
            learner.observe(row("e", "i" + i, i));
        }
        String before = ModelDigest.of(new LearnerState(learner, 1));
        Counters counters = learner.counters();
        Row again = row("e", "i3", 77);
        again.time(1_000_000);
        assertThat(rejection(again)).isEqualTo(Reason.DUPLICATE);
        assertThat(ModelDigest.of(new LearnerState(learner, 1))).isEqualTo(before);
        assertThat(learner.counters()).isEqualTo(counters);
    }

    @Test
    void theSameIdOfAnotherEntityIsAnotherEvent() {
        learner.observe(row("e", "i", 1));
        assertThatCode(() -> learner.observe(row("f", "i", 1))).doesNotThrowAnyException();
    }

    @Test
    void anEventThatWasInvalidMayComeAgainCorrected() {
        assertThat(rejection(row("e", "i", Double.NaN))).isEqualTo(Reason.NON_FINITE);
        Row corrected = row("e", "i", 1);
        assertThatCode(() -> learner.observe(corrected)).doesNotThrowAnyException();
        assertThat(rejection(corrected)).isEqualTo(Reason.DUPLICATE);
    }

    @Test
    void anEventWithoutLabelsIsRememberedToo() {
        Row row = RowStream.row(learner, "e", 1, 2);
        row.id().set("i");
        learner.observe(row);
        assertThat(rejection(row)).isEqualTo(Reason.DUPLICATE);
    }

    @Test
    void askingWithoutObservingRemembersNothing() {
        Row row = row("e", "i", 1);
        learner.predictOnly(row);
        assertThatCode(() -> learner.observe(row)).doesNotThrowAnyException();
        assertThatCode(() -> learner.predictOnly(row)).doesNotThrowAnyException();
    }

    @Test
    void countsWhatWasRefusedAndThatIsAChange() {
        LearnerState state = new LearnerState(learner, 1);
        assertThat(state.isDirty()).isFalse();
        learner.refuse();
        learner.refuse();
        assertThat(learner.counters().refused()).isEqualTo(2);
        assertThat(learner.counters().rows()).isZero();
        assertThat(state.isDirty()).isTrue();
    }
}
