package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.task.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HaltTest {
    private static final DriftConfig HALTING = new DriftConfig(true, 1e-4, false, false, DriftConfig.LabelJump.OFF, 6);

    private static int blocksUntilHalt(double shift, long seed) {
        Halt halt = new Halt(6, new Tables(1));
        Random random = new Random(seed);
        for (int i = 0; i < 100_000; i++) {
            double loss = Math.exp(random.nextGaussian()) + (i < 50_000 ? 0 : shift);
            if (halt.observe(0, loss)) {
                assertThat(halt.isHalted()).isTrue();
                assertThat(halt.after()).isGreaterThan(halt.before());
                return i / 200;
            }
        }
        return -1;
    }

    @Test
    void aLossThatLeavesItsHistoryHaltsAndOneThatDoesNotNeverDoes() {
        for (int seed = 0; seed < 20; seed++) {
            assertThat(blocksUntilHalt(0, seed)).as("seed %d", seed).isEqualTo(-1);
            assertThat(blocksUntilHalt(2, seed)).as("seed %d", seed).isBetween(250, 251);
        }
    }

    @Test
    void aHaltedModelAnswersAndLearnsNoMore() {
        List<Alert> alerts = new ArrayList<>();
        LearnerConfig config = new LearnerBuilder().drift(HALTING).config();
        try (Learner learner = new Learner(config, StepListener.NONE, alerts::add)) {
            RowStream rows = new RowStream(learner, 3);
            for (int i = 0; i < 16_000 && !learner.isHalted(); i++) {
                Row row = rows.next();
                if (i > 12_000 && row.isLabelled(0)) {
                    row.label(0, row.label(0) + 100 * (i % 7));
                }
                learner.observe(row);
            }
            assertThat(learner.isHalted()).isTrue();
            assertThat(alerts).anyMatch(alert -> alert instanceof Drift drift && drift.kind() == Drift.Kind.HALT);
            Counters before = learner.counters();
            for (int i = 0; i < 100; i++) {
                learner.observe(rows.next());
            }
            assertThat(learner.learned()).isEqualTo(before.learned());
            assertThat(learner.counters().predictedOnly()).isEqualTo(before.predictedOnly() + 100);
            assertThat(learner.counters().rows()).isEqualTo(before.rows() + 100);
        }
    }
}
