package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.learning.DriftConfig.LabelJump;
import io.tributary.task.Row;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Labels that jump to another scale, and what becomes of the heads. */
class RescalingTest {
    private final Learner learner = new LearnerBuilder().build();
    private final LabelJumps jumps = new LabelJumps(new Tables(3));
    private final Random random = new Random(1);

    @AfterEach
    void close() {
        learner.close();
    }

    private boolean feed(int labels, double mean, double deviation) {
        boolean proved = false;
        for (int i = 0; i < labels; i++) {
            double label = mean + deviation * random.nextGaussian();
            proved |= jumps.observe(0, label, learner.labelStatistics());
            learner.labelStatistics().observe(0, label);
        }
        return proved;
    }

    /** A learner whose label statistics are far from those that are due; returns the old mean and deviation. */
    private double[] jump() {
        new RowStream(learner, 3).feed(learner, 900);
        feed(64, learner.labelStatistics().mean(0), 1);
        double[] before = {
            learner.labelStatistics().mean(0), learner.labelStatistics().deviation(0)
        };
        while (!jumps.isDue(0)) {
            jumps.observe(0, 85 + 13 * random.nextGaussian(), learner.labelStatistics());
        }
        return before;
    }

    private double answer(String entity, double a) {
        Row row = RowStream.row(learner, entity, a, 0.5);
        return learner.predictOnly(row).value(0);
    }

    @Test
    void everyPredictionStaysWhatItWas() {
        jump();
        double[] before = {answer("e1", 4), answer("e2", 6), answer("nobody", 5)};
        new Rescaling(LabelJump.PRESERVE, learner, learner.labelStatistics()).perform(jumps);
        assertThat(learner.labelStatistics().mean(0)).isCloseTo(85, within(8.0));
        assertThat(learner.labelStatistics().deviation(0)).isCloseTo(13, within(5.0));
        assertThat(answer("e1", 4)).isCloseTo(before[0], within(1e-4));
        assertThat(answer("e2", 6)).isCloseTo(before[1], within(1e-4));
        assertThat(answer("nobody", 5)).isCloseTo(before[2], within(1e-4));
        assertThat(learner.changes().entities().cardinality())
                .isEqualTo(learner.entities().size());
        assertThat(jumps.isDue(0)).isFalse();
    }

    @Test
    void headsThatStayFollowTheLabels() {
        double[] old = jump();
        double standardised = (answer("e1", 4) - old[0]) / old[1];
        new Rescaling(LabelJump.RESTART, learner, learner.labelStatistics()).perform(jumps);
        double now =
                learner.labelStatistics().mean(0) + learner.labelStatistics().deviation(0) * standardised;
        assertThat(answer("e1", 4)).isCloseTo(now, within(1e-4));
    }

    @Test
    void otherFamiliesAreLeftAlone() {
        jump();
        Row row = RowStream.row(learner, "e1", 4, 0.5);
        double late = learner.predictOnly(row).value(1);
        new Rescaling(LabelJump.PRESERVE, learner, learner.labelStatistics()).perform(jumps);
        assertThat(learner.predictOnly(row).value(1)).isEqualTo(late);
    }

    @Test
    void labelsThatStayNeverJump() {
        assertThat(feed(100_000, 3, 2)).isFalse();
        assertThat(feed(10_000, 4, 3)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(doubles = {0.1, 0.05, 0.02, 0.005})
    void labelsThatAreMostlyZeroNeverJump(double share) {
        int proved = 0;
        for (int i = 0; i < 20_000; i++) {
            double label = random.nextDouble() < share ? 5 + random.nextGaussian() : 0;
            proved += jumps.observe(0, label, learner.labelStatistics()) ? 1 : 0;
            learner.labelStatistics().observe(0, label);
        }
        assertThat(proved).isZero();
    }

    @Test
    void labelsThatNoLongerVaryKeepAPartOfTheirScale() {
        feed(1024, 3, 2);
        assertThat(feed(64, 40, 0)).isTrue();
        jumps.restart(0, learner.labelStatistics());
        assertThat(learner.labelStatistics().deviation(0)).isBetween(2 / 20.0, 2 / 12.0);
    }

    @Test
    void aJumpIsNeverProvedInWarmUp() {
        assertThat(feed(128, 3, 2)).isFalse();
        assertThat(feed(128, 85, 2)).isFalse();
    }

    @Test
    void anotherUnitIsFoundWithinAHundredLabels() {
        feed(1000, 3, 2);
        assertThat(feed(100, 59, 26)).isTrue();
        assertThat(jumps.mean(0)).isCloseTo(59, within(15.0));
    }

    @Test
    void aJumpIsToldOnce() {
        feed(1000, 3, 2);
        assertThat(feed(100, 85, 26)).isTrue();
        jumps.settle(0);
        assertThat(feed(300, 85, 26)).isFalse();
    }

    @Test
    void aSingleOutlierIsNoJump() {
        feed(1000, 3, 2);
        assertThat(feed(1, 25, 1)).isFalse();
        assertThat(feed(500, 3, 2)).isFalse();
    }
}
