package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.source.Allocation;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class LearnerTest {
    private static final int SCORE = 0;
    private static final int LATE = 1;
    private static final int BAND = 2;

    private static String digest(Learner learner) {
        return ModelDigest.of(new LearnerState(learner, 1));
    }

    private static Row labelled(Learner learner, String entity, double score) {
        Row row = RowStream.row(learner, entity, 1, 2);
        row.label(SCORE, score);
        return row;
    }

    @Test
    void predictsBeforeItLearns() {
        try (Learner learner = new LearnerBuilder().batchSize(1).build()) {
            new RowStream(learner, 1).feed(learner, 30);
            Row row = labelled(learner, "e1", 9);
            row.label(LATE, 1);
            double[] before = learner.predictOnly(row).values().clone();
            assertThat(learner.observe(row).values()).containsExactly(before);
            assertThat(learner.predictOnly(row).values()).isNotEqualTo(before);
        }
    }

    @Test
    void scoresTheAnswerItGave() {
        try (Learner learner = new LearnerBuilder().build()) {
            Row row = labelled(learner, "e", 3);
            row.label(BAND, 2);
            Prediction prediction = learner.observe(row);
            assertThat(prediction.loss(SCORE)).isEqualTo(9);
            assertThat(prediction.loss(BAND)).isCloseTo(Math.log(3), within(1e-12));
            assertThat(prediction.loss(LATE)).isNaN();
            assertThat(learner.losses().whole().mean(SCORE)).isEqualTo(9);
            assertThat(learner.losses().whole().count(LATE)).isZero();
        }
    }

    @Test
    void theSameRowsInTheSameOrderGiveTheSameBits() {
        try (Learner one = new LearnerBuilder().build();
                Learner other = new LearnerBuilder().build();
                Learner later = new LearnerBuilder().build()) {
            new RowStream(one, 5).feed(one, 300);
            new RowStream(other, 5).feed(other, 300);
            RowStream rows = new RowStream(later, 5);
            later.observe(labelled(later, "e", 1));
            rows.feed(later, 300);
            assertThat(digest(one)).isEqualTo(digest(other)).isNotEqualTo(digest(later));
        }
    }

    @Test
    void aMiniBatchIsCompleteAtItsSizeOrBeyondAndRowsStayWhole() {
        try (Learner learner = new LearnerBuilder().batchSize(4).build()) {
            for (int i = 0; i < 2; i++) {
                assertThat(learner.counters().steps()).isZero();
                assertThat(learner.pending().examples()).isEqualTo(3 * i);
                Row row = labelled(learner, "e" + i, i);
                row.label(LATE, 1);
                row.label(BAND, 0);
                learner.observe(row);
            }
            assertThat(learner.counters().steps()).isEqualTo(1);
            assertThat(learner.counters().learned()).isEqualTo(6);
            assertThat(learner.counters().learnedRows()).isEqualTo(2);
            assertThat(learner.pending().rows()).isZero();
        }
    }

    @Test
    void aRowIsNotLearnedBeforeItsMiniBatchIsComplete() {
        try (Learner learner = new LearnerBuilder().batchSize(4).build()) {
            Row row = labelled(learner, "e", 3);
            for (int i = 0; i < 3; i++) {
                assertThat(learner.observe(row).learned()).isZero();
            }
            assertThat(learner.pending().rows()).isEqualTo(3);
            learner.observe(row);
            assertThat(learner.predictOnly(row).learned()).isEqualTo(4);
        }
    }

    @Test
    void unlabelledRowsChangeNothingButCounters() {
        try (Learner learner = new LearnerBuilder().build()) {
            new RowStream(learner, 2).feed(learner, 40);
            String before = digest(learner);
            Counters counters = learner.counters();
            for (int i = 0; i < 20; i++) {
                learner.observe(RowStream.row(learner, i % 2 == 0 ? "e1" : "new", 100, -5));
            }
            assertThat(digest(learner)).isEqualTo(before);
            assertThat(learner.entities().size()).isLessThanOrEqualTo(6);
            assertThat(learner.counters())
                    .isEqualTo(new Counters(
                            counters.rows() + 20,
                            counters.predictedOnly() + 20,
                            counters.learned(),
                            counters.learnedRows(),
                            0,
                            0,
                            counters.steps(),
                            counters.streamTime()));
        }
    }

    @Test
    void askingWithoutObservingChangesNothingAtAll() {
        try (Learner learner = new LearnerBuilder().build()) {
            new RowStream(learner, 2).feed(learner, 41);
            String before = digest(learner);
            Counters counters = learner.counters();
            RowStream others = new RowStream(learner, 77);
            for (int i = 0; i < 20; i++) {
                learner.predictOnly(others.next());
            }
            assertThat(digest(learner)).isEqualTo(before);
            assertThat(learner.counters()).isEqualTo(counters);
        }
    }

    @Test
    void aLabelEntersItsStatisticsOnArrivalAfterItsOwnPrediction() {
        try (Learner learner = new LearnerBuilder().batchSize(100).build()) {
            assertThat(learner.observe(labelled(learner, "e", 10)).value(SCORE)).isZero();
            assertThat(learner.observe(labelled(learner, "e", 20)).value(SCORE)).isEqualTo(10);
            assertThat(learner.observe(labelled(learner, "f", 0)).value(SCORE)).isEqualTo(15);
            assertThat(learner.counters().steps()).isZero();
        }
    }

    @Test
    void theDeviationOfLabelsIsOneUntilTwoHaveArrived() {
        try (Learner learner = new LearnerBuilder().batchSize(100).build()) {
            assertThat(learner.labelStatistics().deviation(SCORE)).isEqualTo(1);
            learner.observe(labelled(learner, "e", 10));
            assertThat(learner.labelStatistics().deviation(SCORE)).isEqualTo(1);
            learner.observe(labelled(learner, "e", 20));
            assertThat(learner.labelStatistics().deviation(SCORE)).isEqualTo(5);
        }
    }

    @Test
    void targetsAreStandardisedByTheStatisticsOfTheStep() {
        assertThat(target(new LearnerBuilder(), 0, 1, 3)).isCloseTo(3, within(0.05));
        assertThat(target(new LearnerBuilder(), 50, 10, 30)).isCloseTo(-2, within(0.05));
    }

    @Test
    void targetsAreClippedAtSixDeviations() {
        assertThat(target(new LearnerBuilder(), 0, 1, 1e6)).isCloseTo(6, within(1e-5));
        assertThat(target(new LearnerBuilder(), 0, 1, -1e6)).isCloseTo(-6, within(1e-5));
    }

    @Test
    void countsAreLearnedAsTheyAre() {
        LearnerBuilder counts = new LearnerBuilder().families(LearnerBuilder.COUNT);
        assertThat(target(counts, 100, 10, 30)).isCloseTo(30 - Math.exp(0), within(1e-4));
        try (Learner learner = counts.build()) {
            learner.observe(labelled(learner, "e", 30));
            assertThat(learner.labelStatistics().count(SCORE)).isZero();
        }
    }

    /** What an untrained task was pulled to by its first label: the root of Adagrad's sum for the constant. */
    private static double target(LearnerBuilder builder, double mean, double deviation, double label) {
        try (Learner learner = builder.batchSize(1).build()) {
            learner.labelStatistics().restore(SCORE, 20_000, mean, deviation * deviation);
            learner.observe(labelled(learner, "e", label));
            int width = learner.network().shape().deviationWidth();
            int vector = learner.network().deviations().vector();
            double size = Math.sqrt(learner.network().deviations().values(0).get(vector + width - 1));
            return Math.copySign(size, learner.network().deviations().values(0).get(width - 1));
        }
    }

    @Test
    void familiesNotAskedAreNotAnsweredAndNotLearned() {
        try (Learner learner = new LearnerBuilder().batchSize(1).build()) {
            Row row = labelled(learner, "e", 4);
            row.label(LATE, 1);
            row.asked(SCORE, false);
            Prediction prediction = learner.observe(row);
            assertThat(prediction.isAnswered(SCORE)).isFalse();
            assertThat(prediction.loss(SCORE)).isNaN();
            assertThat(prediction.isAnswered(LATE)).isTrue();
            assertThat(prediction.isAnswered(BAND)).isTrue();
            assertThat(learner.counters().learned()).isEqualTo(1);
            assertThat(learner.labelStatistics().count(SCORE)).isZero();
            assertThat(learner.network().deviations().learned(0, SCORE)).isZero();
        }
    }

    @Test
    void aTaskIsUnseenUntilItsFirstLabelIsLearned() {
        try (Learner learner = new LearnerBuilder().batchSize(2).build()) {
            Row row = labelled(learner, "e", 4);
            assertThat(learner.observe(row).isUnseen(SCORE)).isTrue();
            assertThat(learner.observe(row).isUnseen(SCORE)).isTrue();
            Prediction prediction = learner.observe(row);
            assertThat(prediction.isUnseen(SCORE)).isFalse();
            assertThat(prediction.isUnseen(LATE)).isTrue();
            assertThat(learner.observe(labelled(learner, "f", 4)).isUnseen(SCORE))
                    .isTrue();
        }
    }

    @Test
    void aTaskNeverSeenIsAnsweredByItsFamily() {
        try (Learner learner = new LearnerBuilder().batchSize(2).build()) {
            for (int i = 0; i < 400; i++) {
                Row row = labelled(learner, "e" + i % 2, i);
                row.label(LATE, 1);
                learner.observe(row);
            }
            assertThat(learner.predictOnly(RowStream.row(learner, "new", 1, 2)).value(LATE))
                    .isGreaterThan(0.8);
        }
    }

    @Test
    void theSeedIsAllThatMakesTwoLearnersDiffer() {
        try (Learner one = new LearnerBuilder().seed(1).build();
                Learner other = new LearnerBuilder().seed(2).build()) {
            assertThat(digest(one)).isNotEqualTo(digest(other));
        }
    }

    @Test
    void observingAllocatesNothingOnceEveryEntityIsKnown() {
        try (Learner learner = new LearnerBuilder().build()) {
            RowStream stream = new RowStream(learner, 3);
            Row[] rows = new Row[200];
            Arrays.setAll(rows, i -> stream.next());
            int[] next = {0};
            assertThat(Allocation.bytesPerCall(() -> learner.observe(rows[next[0]++ % rows.length])))
                    .isLessThan(1);
        }
    }
}
