package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.task.Row;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** An incomplete mini-batch is learned when event time says that its oldest row has waited too long. */
class MaxWaitTest {
    private static final LearnerBuilder TEN_SECONDS = new LearnerBuilder().maxWait(Duration.ofSeconds(10));

    private static void observe(Learner learner, long time, double label) {
        Row row = RowStream.row(learner, "e", 1, 2);
        row.time(time);
        row.label(0, label);
        learner.observe(row);
    }

    @Test
    void anOverdueMiniBatchIsLearnedBeforeTheRowThatShowsIt() {
        try (Learner learner = TEN_SECONDS.build()) {
            observe(learner, 0, 1);
            observe(learner, 10_000, 1);
            assertThat(learner.counters().steps()).isZero();
            observe(learner, 10_001, 1);
            assertThat(learner.counters().steps()).isEqualTo(1);
            assertThat(learner.counters().learned()).isEqualTo(2);
            assertThat(learner.pending().rows()).isEqualTo(1);
        }
    }

    @Test
    void aRowWithoutLabelsShowsTheTimeToo() {
        try (Learner learner = TEN_SECONDS.build()) {
            observe(learner, 0, 1);
            observe(learner, 60_000, Double.NaN);
            assertThat(learner.counters().learned()).isEqualTo(1);
            assertThat(learner.pending().rows()).isZero();
        }
    }

    @Test
    void aLateRowDoesNotMakeItOverdue() {
        try (Learner learner = TEN_SECONDS.build()) {
            observe(learner, 100_000, Double.NaN);
            observe(learner, 0, 1);
            observe(learner, 105_000, 1);
            assertThat(learner.counters().steps()).isZero();
            observe(learner, 110_001, 1);
            assertThat(learner.counters().steps()).isEqualTo(1);
        }
    }

    @Test
    void streamTimeNeverGoesBack() {
        try (Learner learner = TEN_SECONDS.build()) {
            observe(learner, 100_000, 1);
            observe(learner, 50, 1);
            assertThat(learner.counters().streamTime()).isEqualTo(100_000);
            assertThat(learner.pending().joined(1)).isEqualTo(100_000);
        }
    }

    @Test
    void whileEventTimeStandsStillNothingIsOverdue() {
        try (Learner learner = new LearnerBuilder()
                .batchSize(10_000)
                .maxWait(Duration.ofMillis(1))
                .build()) {
            observe(learner, 7, 0);
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < 5_000_000) {
                Thread.onSpinWait();
            }
            observe(learner, 7, 1);
            assertThat(learner.counters().steps()).isZero();
        }
    }

    @Test
    void withoutALimitNothingIsOverdue() {
        try (Learner learner = new LearnerBuilder().build()) {
            observe(learner, Long.MIN_VALUE / 4, 1);
            observe(learner, Long.MAX_VALUE / 4, 1);
            assertThat(learner.counters().steps()).isZero();
            assertThat(learner.pending().rows()).isEqualTo(2);
        }
    }
}
