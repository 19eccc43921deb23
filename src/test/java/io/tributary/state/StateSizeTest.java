package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.evaluation.MeasuredLearner;
import io.tributary.evaluation.TransferConfig;
import io.tributary.feature.FeatureBuilder;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.RowStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StateSizeTest {
    @Test
    void theBoundGrowsWithTheLargestNumberOfEntities() {
        StateSize few = StateSize.of(new LearnerBuilder().maxTasks(1000).config());
        StateSize many = StateSize.of(new LearnerBuilder().maxTasks(100_000).config());
        assertThat(few.mostEntities()).isEqualTo(1000);
        assertThat(few.mostBytes()).isGreaterThan(1000 * few.entityBytes());
        assertThat(many.mostBytes()).isBetween(100_000 * many.entityBytes(), 100_000 * (many.entityBytes() + 250));
        assertThat(StateSize.of(new LearnerBuilder()
                                        .maxTasks(1000)
                                        .admitAfter(2)
                                        .config())
                                .mostBytes()
                        - few.mostBytes())
                .isEqualTo(1 << 20);
    }

    @Test
    void expertsAndGatesAreCounted() {
        int inputs = new LearnerBuilder().config().shape().inputs();
        int network = (inputs + 1) * 6 + (6 + 1) * 4;
        int heads = 5 * (4 + inputs + 1);
        int gates = 3 * (inputs + 1);
        StateSize dense = StateSize.of(new LearnerBuilder().config());
        StateSize mixed = StateSize.of(new LearnerBuilder().experts(4).config());
        assertThat(dense.sharedParameters()).isEqualTo(network + heads);
        assertThat(mixed.sharedParameters()).isEqualTo(4 * network + heads + 4 * gates);
        assertThat(mixed.sharedBytes()).isEqualTo(12L * mixed.sharedParameters());
        assertThat(mixed.entityBytes()).isEqualTo(dense.entityBytes());
    }

    /** What a commit writes of a learner with six entities that have learned everything. */
    @Test
    void whatIsWrittenBesideTheLearnerIsCounted() {
        LearnerConfig config = new LearnerBuilder().config();
        TransferConfig all = new TransferConfig(List.of(TransferConfig.Method.values()), true, false, 30, 4);
        TransferConfig none = new TransferConfig(List.of(), true, false, 30, 4);
        assertThat(StateSize.of(config, none)).isEqualTo(StateSize.of(config));
        try (MeasuredLearner measured = MeasuredLearner.of(config, all)) {
            RowStream stream = new RowStream(measured.learner(), 1);
            for (int i = 0; i < 300; i++) {
                measured.observe(stream.next());
            }
            BlockMap blocks = BlockMap.all(new LearnerState(measured, 1, "log"));
            StateSize with = StateSize.of(config, all);
            StateSize without = StateSize.of(config);
            assertWritten(blocks, "baseline/(family|head)/.*", with.sharedBytes() - without.sharedBytes(), 1);
            assertWritten(
                    blocks, "baseline/(entity|deviation/[^/]*)/e.", with.entityBytes() - without.entityBytes(), 6);
            long largest = blocks.last().entrySet().stream()
                    .filter(block -> block.getKey().matches("(baseline/)?(entity|deviation)/.*"))
                    .mapToLong(block -> block.getValue().length)
                    .max()
                    .orElseThrow();
            assertThat(largest).isBetween(with.largestBlock(), with.largestBlock() + 300);
        }
    }

    /** Names and lengths come on top of the numbers. */
    private static void assertWritten(BlockMap blocks, String names, long expected, int times) {
        List<byte[]> written = blocks.last().entrySet().stream()
                .filter(block -> block.getKey().matches(names))
                .map(Map.Entry::getValue)
                .toList();
        long bytes = written.stream().mapToLong(block -> block.length).sum();
        assertThat(bytes).isBetween(times * expected, times * expected + 250L * written.size());
    }

    @Test
    void whatCannotBeWrittenOrKeptIsSaidBeforehand() {
        TransferConfig all = new TransferConfig(List.of(TransferConfig.Method.values()), true, false, 30, 4);
        assertThat(StateSize.of(new LearnerBuilder().config(), all).impossibilities(8 << 20))
                .isEmpty();
        LearnerConfig wide = new LearnerBuilder()
                .features(FeatureBuilder.categorical("a").buckets(250_000))
                .maxTasks(10)
                .config();
        assertThat(StateSize.of(wide, all).impossibilities(8 << 20))
                .singleElement()
                .asString()
                .startsWith("found 10,000,200 bytes in one block of an entity, expected at most 8,323,072");
        LearnerConfig crowded = new LearnerBuilder().maxTasks(50_000_000).config();
        assertThat(StateSize.of(crowded, all).impossibilities(8 << 20))
                .singleElement()
                .asString()
                .startsWith("found 50000001 entities with 90 numbers each")
                .endsWith("lower tasks.max");
    }

    @Test
    void addsUpSharedBytesAndChangelogRate() {
        StateSize size = new StateSize(100_000, 1_200_000, 1_600, 1_600, 50_000, 0, 92_300_000);
        assertThat(size.sharedBytesPerSecond(Duration.ofMillis(500))).isEqualTo(2_400_000);
        assertThat(size.canKeepUp(Duration.ofMillis(500))).isTrue();
        assertThat(size.canKeepUp(Duration.ofMillis(50))).isFalse();
        assertThat(size.describe(Duration.ofMillis(500)))
                .isEqualTo(
                        "State: 100,000 shared parameters (with moments and baselines 1,200.0 KB, 2,400.0 KB/s to the"
                                + " changelog at a commit every 500 ms), 1.6 KB an entity; at most 50,000 entities, which take up to"
                                + " 92.3 MB");
    }
}
