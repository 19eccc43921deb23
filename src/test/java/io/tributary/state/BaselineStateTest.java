package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.evaluation.MeasuredLearner;
import io.tributary.evaluation.TransferConfig;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.RowStream;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What is measured beside a learner is restored with it, to the bit. */
class BaselineStateTest {
    /* So that tasks pass to baselines and back all the time. */
    private static final TransferConfig HASTY =
            new TransferConfig(List.of(TransferConfig.Method.values()), true, false, 2, 0.1);

    private static LearnerState state(MeasuredLearner measured) {
        return new LearnerState(measured, 1, "log");
    }

    /** Restored from blocks in the order of their names, in which what belongs together is apart. */
    private static MeasuredLearner restored(BlockMap blocks, LearnerConfig config, TransferConfig transfer) {
        MeasuredLearner fresh = MeasuredLearner.of(config, transfer);
        Restoration restoration = new Restoration(state(fresh));
        new TreeMap<>(blocks.last()).forEach(restoration::read);
        restoration.finish();
        return fresh;
    }

    /** What a run may be asked for: who is admitted, who leaves, and what becomes of tasks that are answered worse. */
    private static LearnerConfig config(Random random) {
        LearnerBuilder builder = new LearnerBuilder()
                .maxTasks(random.nextBoolean() ? 2 + random.nextInt(3) : 100)
                .admitAfter(1 + random.nextInt(3));
        return (random.nextBoolean() ? builder.idle(Duration.ofSeconds(3 + random.nextInt(10))) : builder).config();
    }

    private static TransferConfig transfer(Random random) {
        boolean serve = random.nextInt(4) > 0;
        return new TransferConfig(
                List.of(TransferConfig.Method.values()), serve, serve && random.nextBoolean(), 2, 0.1);
    }

    /** A changelog, as compaction leaves it and as it was written. */
    private static final class Changelog implements ChangeSink {
        private final BlockMap compacted = new BlockMap();
        private final List<Consumer<Restoration>> whole = new ArrayList<>();

        @Override
        public void put(String name, byte[] block) {
            compacted.put(name, block);
            whole.add(restoration -> restoration.read(name, block));
        }

        @Override
        public void remove(String name) {
            compacted.remove(name);
            whole.add(restoration -> restoration.read(name, null));
        }
    }

    @Property(tries = 100)
    void aRunThatIsRestoredAnywhereGoesOnAsIfItHadNotBeen(@ForAll @IntRange(max = 250) int rows, @ForAll long seed) {
        Random random = new Random(seed);
        LearnerConfig config = config(random);
        TransferConfig transfer = transfer(random);
        try (MeasuredLearner measured = MeasuredLearner.of(config, transfer)) {
            RowStream stream = new RowStream(measured.learner(), seed);
            LearnerState state = state(measured);
            Changelog changelog = new Changelog();
            for (int i = 0; i < rows; i++) {
                measured.observe(stream.next());
                if (random.nextInt(7) == 0) {
                    state.writeChanges(changelog);
                }
            }
            state.writeChanges(changelog);
            try (MeasuredLearner second = restored(changelog.compacted, config, transfer);
                    MeasuredLearner third = MeasuredLearner.of(config, transfer)) {
                assertThat(blocks(second)).containsExactlyEntriesOf(blocks(measured));
                Restoration restoration = new Restoration(state(third));
                changelog.whole.forEach(read -> read.accept(restoration));
                restoration.finish();
                assertThat(blocks(third)).containsExactlyEntriesOf(blocks(measured));
                for (int i = 0; i < 100; i++) {
                    Row row = stream.next();
                    assertThat(text(second.observe(row))).isEqualTo(text(measured.observe(row)));
                }
                assertThat(blocks(second)).containsExactlyEntriesOf(blocks(measured));
            }
        }
    }

    private static String text(Prediction prediction) {
        StringBuilder text = new StringBuilder(Arrays.toString(prediction.values()));
        for (int f = 0; f < 3; f++) {
            text.append(' ').append(prediction.servedBy(f)).append(' ').append(prediction.loss(f));
        }
        return text.toString();
    }

    private static SortedMap<String, String> blocks(MeasuredLearner measured) {
        SortedMap<String, String> texts = new TreeMap<>();
        BlockMap.all(state(measured))
                .last()
                .forEach((name, block) -> texts.put(name, HexFormat.of().formatHex(block)));
        return texts;
    }

    @Test
    void baselinesAreOutsideTheDigest() {
        LearnerConfig config = new LearnerBuilder().config();
        List<String> digests = new ArrayList<>();
        for (TransferConfig transfer : List.of(HASTY, new TransferConfig(List.of(), false, false, 2, 0))) {
            try (MeasuredLearner measured = MeasuredLearner.of(config, transfer)) {
                RowStream stream = new RowStream(measured.learner(), 1);
                for (int i = 0; i < 50; i++) {
                    measured.observe(stream.next());
                }
                digests.add(ModelDigest.of(state(measured)));
            }
        }
        assertThat(digests.get(1)).isEqualTo(digests.get(0));
    }

    /** Observes until a baseline answers at least one task. */
    private static void observeUntilServed(MeasuredLearner measured, RowStream stream) {
        for (int i = 0; i < 5000 && (i < 100 || served(measured) == 0); i++) {
            measured.observe(stream.next());
        }
        assertThat(served(measured)).isPositive();
    }

    private static int served(MeasuredLearner measured) {
        return IntStream.range(0, 3).map(measured.baselines()::servedByBaseline).sum();
    }

    @Test
    void standingsBelongToTheMethodsThatTheyAreOf() {
        LearnerConfig config = new LearnerBuilder().config();
        List<TransferConfig.Method> methods = List.of(TransferConfig.Method.PRIOR, TransferConfig.Method.LAST_VALUE);
        TransferConfig before = new TransferConfig(methods, true, false, 2, 0.1);
        List<List<TransferConfig.Method>> others = List.of(
                List.of(TransferConfig.Method.LAST_VALUE, TransferConfig.Method.PRIOR),
                List.of(TransferConfig.Method.SINGLE_TASK_LINEAR, TransferConfig.Method.PRIOR));
        try (MeasuredLearner measured = MeasuredLearner.of(config, before)) {
            RowStream stream = new RowStream(measured.learner(), 1);
            observeUntilServed(measured, stream);
            for (List<TransferConfig.Method> other : others) {
                TransferConfig after = new TransferConfig(other, true, false, 2, 0.1);
                try (MeasuredLearner second = restored(BlockMap.all(state(measured)), config, after)) {
                    assertThat(second.baselines().standings().examples(0)).isZero();
                    assertThat(served(second)).isZero();
                }
            }
        }
    }

    @Test
    void nothingIsServedAfterARestartThatForbidsIt() {
        LearnerConfig config = new LearnerBuilder().config();
        TransferConfig silent = new TransferConfig(HASTY.baselines(), false, false, 2, 0.1);
        try (MeasuredLearner measured = MeasuredLearner.of(config, HASTY)) {
            RowStream stream = new RowStream(measured.learner(), 3);
            observeUntilServed(measured, stream);
            try (MeasuredLearner second = restored(BlockMap.all(state(measured)), config, silent)) {
                for (int i = 0; i < 200; i++) {
                    Prediction prediction = second.observe(stream.next());
                    for (int f = 0; f < 3; f++) {
                        assertThat(prediction.servedBy(f)).isEqualTo(Prediction.MODEL);
                    }
                }
                try (MeasuredLearner third = restored(BlockMap.all(state(second)), config, HASTY)) {
                    assertThat(served(third)).isZero();
                }
            }
        }
    }

    private static List<String> names(BlockMap blocks) {
        return blocks.last().keySet().stream()
                .filter(name -> name.startsWith("baseline/"))
                .map(name -> name.substring("baseline/".length(), name.indexOf('/', "baseline/".length())))
                .distinct()
                .sorted()
                .toList();
    }

    @Test
    void withoutBaselinesNothingIsWrittenAndWhatWasKeptOfEntitiesIsRemoved() {
        LearnerConfig config = new LearnerBuilder().config();
        TransferConfig nothing = new TransferConfig(List.of(), true, false, 2, 0.1);
        BlockMap changelog = new BlockMap();
        try (MeasuredLearner measured = MeasuredLearner.of(config, HASTY)) {
            new RowStream(measured.learner(), 1).feed(measured.learner(), 100);
            state(measured).writeChanges(changelog);
        }
        assertThat(names(changelog)).containsExactly("deviation", "entity", "family", "head");
        MeasuredLearner silent = MeasuredLearner.of(config, nothing);
        LearnerState state = state(silent);
        Restoration restoration = new Restoration(state);
        changelog.last().forEach(restoration::read);
        restoration.finish();
        silent.observe(new RowStream(silent.learner(), 2).next());
        changelog.takeWritten();
        state.writeChanges(changelog);
        assertThat(names(changelog)).containsExactly("family", "head");
        assertThat(changelog.takeWritten()).noneMatch(name -> name.startsWith("baseline/"));
        assertThat(names(BlockMap.all(state))).isEmpty();
        silent.close();
    }

    @Test
    void whatAMethodThatIsGoneHadLearnedOfEntitiesIsRemoved() {
        LearnerConfig config = new LearnerBuilder().config();
        TransferConfig fewer = new TransferConfig(List.of(TransferConfig.Method.POOLED_LINEAR), true, false, 2, 0.1);
        BlockMap changelog = new BlockMap();
        try (MeasuredLearner measured = MeasuredLearner.of(config, HASTY)) {
            new RowStream(measured.learner(), 1).feed(measured.learner(), 100);
            state(measured).writeChanges(changelog);
        }
        assertThat(changelog.last()).containsKey("baseline/deviation/single_task_linear/e0");
        try (MeasuredLearner measured = MeasuredLearner.of(config, fewer)) {
            LearnerState state = state(measured);
            Restoration restoration = new Restoration(state);
            changelog.last().forEach(restoration::read);
            restoration.finish();
            measured.observe(new RowStream(measured.learner(), 2).next());
            state.writeChanges(changelog);
        }
        assertThat(changelog.last().keySet())
                .noneMatch(name -> name.startsWith("baseline/deviation/single_task_linear/"))
                .anyMatch(name -> name.startsWith("baseline/deviation/pooled_linear"));
    }

    @Test
    void aBaselineThatIsNewBeginsAnewAndOneThatIsGoneIsPassedOver() {
        LearnerConfig config = new LearnerBuilder().config();
        TransferConfig before = new TransferConfig(
                List.of(TransferConfig.Method.PRIOR, TransferConfig.Method.POOLED_LINEAR), true, false, 2, 3);
        TransferConfig after = new TransferConfig(
                List.of(TransferConfig.Method.SINGLE_TASK_LINEAR, TransferConfig.Method.PRIOR), true, false, 2, 3);
        try (MeasuredLearner measured = MeasuredLearner.of(config, before)) {
            RowStream stream = new RowStream(measured.learner(), 1);
            for (int i = 0; i < 50; i++) {
                measured.observe(stream.next());
            }
            try (MeasuredLearner second = restored(BlockMap.all(state(measured)), config, after)) {
                Row row = stream.next();
                measured.observe(row);
                second.observe(row);
                assertThat(second.baselines().all().get(1).prediction().values())
                        .isEqualTo(
                                measured.baselines().all().get(0).prediction().values());
                assertThat(second.baselines().linear().get(0).deviations().contains(0))
                        .isFalse();
            }
        }
    }
}
