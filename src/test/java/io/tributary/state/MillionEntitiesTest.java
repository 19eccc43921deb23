package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.evaluation.MeasuredLearner;
import io.tributary.evaluation.TransferConfig;
import io.tributary.feature.FeatureBuilder;
import io.tributary.learning.Learner;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.LearnerConfig;
import io.tributary.model.ModelConfig.DeviationInput;
import io.tributary.task.Row;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The heap of a learner that a million entities pass through is what the arithmetic says before it starts. */
class MillionEntitiesTest {
    private static final int ENTITIES = 1_000_000;

    private static LearnerConfig config(int max) {
        return new LearnerBuilder()
                .features(FeatureBuilder.numeric("a"))
                .families(LearnerBuilder.SCORE)
                .trunk(4)
                .deviationInput(DeviationInput.HIDDEN)
                .batchSize(256)
                .maxTasks(max)
                .config();
    }

    private static long heap() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void observe(Consumer<Row> learner, Row row, int number) {
        byte[] name = ("customer-" + (1_000_000 + number)).getBytes(StandardCharsets.UTF_8);
        row.entity().set(name, 0, name.length);
        row.number(0, number % 7);
        row.label(0, number % 11);
        row.time(number);
        learner.accept(row);
    }

    @ParameterizedTest
    @ValueSource(ints = {ENTITIES, 200_000, 1})
    void takeNoMoreThanTheArithmeticSays(int max) {
        LearnerConfig config = config(max);
        long bound = StateSize.of(config).mostBytes();
        Row row = new Row(1, 1);
        long before = heap();
        try (Learner learner = new Learner(config)) {
            long fixed = heap() - before;
            int rows = max == ENTITIES ? ENTITIES + 2_560 : 2 * max + 10_000;
            int most = 0;
            for (int i = 0; i < rows; i++) {
                observe(learner::observe, row, i);
                most = Math.max(most, learner.entities().size());
            }
            assertThat(most).isEqualTo(max);
            assertThat(learner.entities().size()).isEqualTo(max);
            long used = heap() - before - fixed;
            assertThat(used).isBetween(max == 1 ? 0 : bound / 2, bound + bound / 5);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100_000, 20_000})
    void norDoTheBaselinesBesideThem(int max) {
        LearnerConfig config = config(max);
        TransferConfig transfer = new TransferConfig(List.of(TransferConfig.Method.values()), true, false, 30, 4);
        long bound = StateSize.of(config, transfer).mostBytes();
        Row row = new Row(1, 1);
        long before = heap();
        try (MeasuredLearner measured = MeasuredLearner.of(config, transfer)) {
            long fixed = heap() - before;
            for (int i = 0; i < 2 * max; i++) {
                observe(measured::observe, row, i);
            }
            assertThat(measured.baselines().entrants().entities().size()).isEqualTo(max);
            assertThat(heap() - before - fixed).isBetween(bound / 2, bound + bound / 5);
        }
    }
}
