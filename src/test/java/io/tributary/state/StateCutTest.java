package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.evaluation.MeasuredLearner;
import io.tributary.evaluation.TransferConfig;
import io.tributary.learning.DriftConfig;
import io.tributary.learning.DriftConfig.LabelJump;
import io.tributary.learning.IntervalsConfig;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.RowStream;
import io.tributary.task.Row;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A copy that is made in pieces while the learner goes on is that of the moment when it began. */
class StateCutTest {
    private static final TransferConfig HASTY =
            new TransferConfig(List.of(TransferConfig.Method.values()), true, false, 2, 0.1);

    private static LearnerConfig config(Random random, LabelJump jump) {
        LearnerBuilder builder = new LearnerBuilder()
                .maxTasks(random.nextBoolean() ? 3 : 100)
                .admitAfter(1 + random.nextInt(3))
                .drift(new DriftConfig(true, 1e-2, true, true, jump, 0))
                .intervals(new IntervalsConfig(0.9, 0.05, true));
        return (random.nextBoolean() ? builder.idle(Duration.ofSeconds(3 + random.nextInt(10))) : builder).config();
    }

    private static Map<String, String> blocks(LearnerState state) {
        Map<String, String> blocks = new TreeMap<>();
        state.writeAll((name, bytes) -> blocks.put(name, HexFormat.of().formatHex(bytes)));
        return blocks;
    }

    private static Map<String, String> blocks(StateCopy copy) {
        Map<String, String> blocks = new TreeMap<>();
        copy.blocks().forEach(block -> assertThat(
                        blocks.put(block.name(), HexFormat.of().formatHex(block.bytes())))
                .as(block.name())
                .isNull());
        return blocks;
    }

    @Property(tries = 200)
    void whateverHappensMeanwhileItIsTheStateOfTheMoment(
            @ForAll @IntRange(max = 200) int rows,
            @ForAll @IntRange(max = 2) int pace,
            @ForAll LabelJump jump,
            @ForAll long seed) {
        Random random = new Random(seed);
        try (MeasuredLearner measured = MeasuredLearner.of(config(random, jump), HASTY)) {
            RowStream stream = new RowStream(measured.learner(), seed);
            LearnerState state = new LearnerState(measured, 1, "log");
            for (int i = 0; i < rows; i++) {
                measured.observe(stream.next());
            }
            Map<String, String> expected = blocks(state);
            String digest = ModelDigest.of(state);

            StateCut cut = new StateCut(state);
            for (int i = 0; i < 60; i++) {
                Row row = stream.next();
                cut.before(row.entity());
                measured.observe(row);
                cut.advance(pace);
            }
            assertThat(cut.advance(100)).isTrue();
            StateCopy copy = cut.finish();

            assertThat(blocks(copy)).containsExactlyEntriesOf(expected);
            assertThat(copy.modelDigest()).isEqualTo(digest);
            assertThat(copy.isFinite()).isTrue();
            assertThat(blocks(state)).isNotEqualTo(expected);
        }
    }

    @Test
    void aRescaleOfAllHeadsWaitsForTheCopy() {
        LearnerConfig config = new LearnerBuilder()
                .drift(new DriftConfig(true, 1e-2, false, false, LabelJump.PRESERVE, 0))
                .config();
        try (MeasuredLearner measured = MeasuredLearner.of(config, HASTY)) {
            RowStream stream = new RowStream(measured.learner(), 4);
            LearnerState state = new LearnerState(measured, 1, "log");
            for (int i = 0; i < 3000; i++) {
                measured.observe(stream.next());
            }
            Map<String, String> expected = blocks(state);
            double mean = measured.learner().labelStatistics().mean(0);
            StateCut cut = new StateCut(state);
            int restarts = 0;
            for (int i = 0; i < 1500; i++) {
                Row row = stream.next();
                if (row.isLabelled(0)) {
                    row.label(0, 500 - 30 * row.label(0));
                }
                cut.before(row.entity());
                double before = measured.learner().labelStatistics().count(0);
                measured.observe(row);
                restarts += measured.learner().labelStatistics().count(0) < before ? 1 : 0;
            }
            assertThat(restarts).isPositive();
            assertThat(measured.learner().labelStatistics().mean(0)).isNotEqualTo(mean);
            assertThat(cut.advance(0)).isTrue();
            assertThat(blocks(cut.finish())).containsExactlyEntriesOf(expected);
        }
    }
}
