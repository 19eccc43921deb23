package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.feature.FeatureBuilder;
import io.tributary.learning.BalancingConfig;
import io.tributary.learning.DriftConfig;
import io.tributary.learning.IntervalsConfig;
import io.tributary.learning.Learner;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.LearningConfig;
import io.tributary.learning.LearningConfig.DeviationOptimizer;
import io.tributary.learning.RowStream;
import io.tributary.model.ModelConfig;
import io.tributary.model.ModelConfig.DeviationInput;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A linear baseline is what the network is without a trunk. */
class LinearBaselineTest {
    private static final TransferConfig LINEAR = new TransferConfig(
            List.of(TransferConfig.Method.SINGLE_TASK_LINEAR, TransferConfig.Method.POOLED_LINEAR),
            false,
            false,
            30,
            3);

    /** The network without a trunk and with a baseline's rates. */
    private static Learner trunkless(LearnerConfig model, LinearSettings settings) {
        LearningConfig learning = model.learning();
        LearnerConfig shape = new LearnerConfig(
                model.features(),
                model.families(),
                new ModelConfig(List.of(), 1, model.model().activation(), true, DeviationInput.ALL, 1),
                learning,
                model.tasks(),
                BalancingConfig.EQUAL,
                0,
                DriftConfig.OFF,
                IntervalsConfig.OFF);
        return new Learner(new LearnerConfig(
                shape.features(),
                shape.families(),
                shape.model(),
                new LearningConfig(
                        learning.batchSize(),
                        0,
                        settings.headRate() / shape.headRateFactor(),
                        false,
                        5000,
                        0.1,
                        1,
                        DeviationOptimizer.ADAGRAD,
                        settings.deviationRate(),
                        settings.penalty(),
                        learning.statisticsCap(),
                        learning.maxWait()),
                shape.tasks(),
                BalancingConfig.EQUAL,
                0,
                DriftConfig.OFF,
                IntervalsConfig.OFF));
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "1, 2", "2, 3", "2, 4"})
    void answersAsTheNetworkWithoutATrunkDoes(int which, long seed) {
        LearnerConfig config = new LearnerBuilder()
                .families(LearnerBuilder.SCORE, LearnerBuilder.LATE, LearnerBuilder.BAND, LearnerBuilder.COUNT)
                .config();
        try (MeasuredLearner measured = MeasuredLearner.of(config, LINEAR)) {
            LinearBaseline baseline = measured.baselines().linear().get(which);
            try (Learner network = trunkless(config, baseline.settings())) {
                RowStream stream = new RowStream(network, seed);
                for (int i = 0; i < 1500; i++) {
                    Row row = stream.next();
                    measured.observe(row);
                    Prediction expected = network.observe(row);
                    assertSame(baseline.prediction(), expected, i);
                }
                assertThat(network.counters().steps()).isGreaterThan(100);
            }
        }
    }

    private static void assertSame(Prediction found, Prediction expected, int row) {
        for (int i = 0; i < expected.values().length; i++) {
            double value = expected.values()[i];
            if (Double.isNaN(value)) {
                assertThat(found.values()[i]).as("row %d", row).isNaN();
            } else {
                assertThat(found.values()[i]).as("row %d", row).isCloseTo(value, within(2e-4 * (1 + Math.abs(value))));
            }
        }
    }

    /** Numbers as wild as they are let in. */
    private static Row wild(Random random) {
        double[] inputs = {0, 1, -1, 1e6, -1e6, 1e-6, 3};
        double[] labels = {0, 1, 1e15, -1e15, 1e-300, 5, -7};
        double[] weights = {1, 1, 1, 1e-300, 1e300, 1e10, Double.MIN_VALUE};
        Row row = new Row(2, 3);
        row.entity().set("e" + random.nextInt(5));
        row.number(0, inputs[random.nextInt(7)]);
        row.number(1, inputs[random.nextInt(7)]);
        row.weight(weights[random.nextInt(7)]);
        row.label(0, labels[random.nextInt(7)]);
        row.label(1, random.nextInt(2));
        row.label(2, Math.abs(labels[random.nextInt(7)]));
        return row;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noGradientIsTooLargeForItsSquare(long seed) {
        LearnerConfig config = new LearnerBuilder()
                .features(
                        FeatureBuilder.numeric("a").raw(),
                        FeatureBuilder.numeric("b").raw())
                .families(LearnerBuilder.SCORE, LearnerBuilder.LATE, LearnerBuilder.COUNT)
                .config();
        try (MeasuredLearner measured = MeasuredLearner.of(config, LINEAR)) {
            Random random = new Random(seed);
            for (int i = 0; i < 4000; i++) {
                measured.observe(wild(random));
            }
            for (LinearBaseline baseline : measured.baselines().linear()) {
                for (int entity = 0; entity < 5; entity++) {
                    assertFinite(baseline.deviations().parameters(entity));
                    assertFinite(baseline.deviations().squares(entity));
                }
            }
        }
    }

    private static void assertFinite(FloatBuffer numbers) {
        while (numbers.hasRemaining()) {
            assertThat(numbers.get()).isFinite();
        }
    }

    @Test
    void anExampleThatIsNotLearnedPaysNoPenalty() {
        try (MeasuredLearner measured =
                MeasuredLearner.of(new LearnerBuilder().batchSize(4).config(), LINEAR)) {
            RowStream stream = new RowStream(measured.learner(), 5);
            while (measured.learner().counters().steps() < 20
                    || measured.learner().pending().rows() == 0) {
                measured.observe(stream.next());
            }
            StepRows rows = new StepRows(4, measured.learner().encoder().inputs(), 3);
            rows.take(measured.learner(), new BitSet(), measured.baselines().entrants());
            LinearBaseline pooled = measured.baselines().linear().get(1);
            List<float[]> before = deltas(measured);
            pooled.deviations().step(rows, new double[4 * 5], new boolean[4 * 3], pooled.settings());
            assertThat(deltas(measured)).usingRecursiveComparison().isEqualTo(before);
        }
    }

    private static List<float[]> deltas(MeasuredLearner measured) {
        List<float[]> deltas = new ArrayList<>();
        for (int entity : measured.baselines().entrants().entities().numbers()) {
            FloatBuffer delta =
                    measured.baselines().linear().get(1).deviations().parameters(entity);
            float[] copy = new float[delta.remaining()];
            delta.get(copy);
            deltas.add(copy);
        }
        return deltas;
    }

    @ParameterizedTest
    @CsvSource({"0, false", "1, true"})
    void onlyPooledOnesShareWhatTheyLearn(int which, boolean shares) {
        try (MeasuredLearner measured = MeasuredLearner.of(new LearnerBuilder().config(), LINEAR)) {
            RowStream stream = new RowStream(measured.learner(), 5);
            for (int i = 0; i < 200; i++) {
                measured.observe(stream.next());
            }
            Row late = RowStream.row(measured.learner(), "late", 5, 0);
            measured.observe(late);
            double untrained = measured.learner().labelStatistics().mean(0);
            double answer =
                    measured.baselines().linear().get(which).prediction().value(0);
            assertThat(Math.abs(answer - untrained) > 1e-3).isEqualTo(shares);
        }
    }
}
