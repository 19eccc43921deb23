package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.learning.Drift;
import io.tributary.learning.DriftConfig;
import io.tributary.learning.DriftConfig.LabelJump;
import io.tributary.learning.FamilyTable;
import io.tributary.learning.IntervalsConfig;
import io.tributary.learning.Learner;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.RowStream;
import io.tributary.task.EntityTable;
import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import io.tributary.task.Text;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** A learner that watches its stream and reacts to what it finds is all in its blocks, too. */
class ChangingStreamStateTest {
    private static final int CHANGE = 2400;
    private static final int ROWS = 4800;

    private static LearnerConfig config(LabelJump jump) {
        return new LearnerBuilder()
                .drift(new DriftConfig(true, 1e-2, true, true, jump, 0))
                .intervals(new IntervalsConfig(0.9, 0.05, true))
                .config();
    }

    /** Rows whose labels jump and turn at {@link #CHANGE}; of the third family, those of one entity alone. */
    private static final class Changing {
        private final RowStream stream;
        private int rows;

        Changing(Learner learner, long seed) {
            stream = new RowStream(learner, seed);
        }

        Row next() {
            Row row = stream.next();
            if (row.isLabelled(1)) {
                row.label(1, row.number(0) > 5 == rows < CHANGE ? 1 : 0);
            }
            if (row.isLabelled(2)) {
                boolean turned = rows >= CHANGE && row.entity().toString().equals("e0");
                row.label(2, row.number(0) > 5 == turned ? 2 : 0);
            }
            if (row.isLabelled(0) && rows >= CHANGE) {
                row.label(0, 200 - 13 * row.label(0));
            }
            rows++;
            return row;
        }
    }

    @Property(tries = 12)
    void restoredAtAnyRowItGoesOnTheSame(
            @ForAll LabelJump jump, @ForAll @IntRange(min = 1, max = ROWS) int rows, @ForAll long seed) {
        try (Learner learner = new Learner(config(jump))) {
            Changing stream = new Changing(learner, seed);
            LearnerState state = new LearnerState(learner, 1);
            BlockMap changelog = new BlockMap();
            Random commits = new Random(seed);
            for (int i = 0; i < rows; i++) {
                learner.observe(stream.next());
                if (commits.nextInt(50) == 0) {
                    state.writeChanges(changelog);
                }
            }
            state.writeChanges(changelog);
            LearnerState restored = changelog.restoreShuffled(config(jump), seed);
            try (Learner other = restored.learner()) {
                for (int i = 0; i < 600; i++) {
                    requireSame(stream.next(), learner, other);
                }
                requireSameTables(learner, other);
                assertThat(ModelDigest.of(restored)).isEqualTo(ModelDigest.of(state));
            }
        }
    }

    private static void requireSame(Row row, Learner learner, Learner other) {
        Prediction first = learner.observe(row);
        Prediction second = other.observe(row);
        assertThat(second.values()).containsExactly(first.values());
        double[] interval = {second.lower(0), second.upper(0)};
        assertThat(interval).containsExactly(first.lower(0), first.upper(0));
    }

    private static void requireSameTables(Learner learner, Learner other) {
        for (int t = 0; t < learner.tables().ofFamilies().size(); t++) {
            FamilyTable table = learner.tables().ofFamilies().get(t);
            assertThat(other.tables().ofFamilies().get(t).cells())
                    .as(table.name())
                    .containsExactly(table.cells());
        }
        for (int t = 0; t < learner.tables().ofEntities().size(); t++) {
            EntityTable table = learner.tables().ofEntities().get(t);
            EntityTable same = other.tables().ofEntities().get(t);
            for (int entity : learner.entities().numbers()) {
                Text name = new Text();
                byte[] utf8 = learner.entities().name(entity);
                name.set(utf8, 0, utf8.length);
                assertThat(line(same, other.entities().find(name)))
                        .as(table.name())
                        .containsExactly(line(table, entity));
            }
        }
    }

    private static double[] line(EntityTable table, int entity) {
        int line = table.line(entity);
        return Arrays.copyOfRange(table.cells(), line, line + table.width());
    }

    @Test
    void theStreamOfThisTestDoesChange() {
        try (Learner learner = new Learner(config(LabelJump.PRESERVE))) {
            Changing stream = new Changing(learner, 1);
            for (int i = 0; i < ROWS; i++) {
                learner.observe(stream.next());
            }
            assertThat(learner.drift().orElseThrow().count(0, Drift.Kind.LABEL_SCALE))
                    .isPositive();
            assertThat(learner.drift().orElseThrow().count(1, Drift.Kind.FAMILY_LOSS))
                    .isPositive();
            assertThat(learner.drift().orElseThrow().count(2, Drift.Kind.TASK_LOSS))
                    .isPositive();
            assertThat(learner.drift().orElseThrow().rateOrigin()).isPositive();
            assertThat(learner.intervals().orElseThrow().offered(0)).isPositive();
        }
    }

    @Test
    void watchingChangesNeitherPredictionsNorTheDigest() {
        LearnerConfig plain = new LearnerBuilder().config();
        LearnerConfig watched = new LearnerBuilder()
                .drift(new DriftConfig(true, 1e-2, false, false, LabelJump.OFF, 0))
                .intervals(new IntervalsConfig(0.9, 0.05, false))
                .config();
        try (Learner learner = new Learner(plain);
                Learner other = new Learner(watched)) {
            Changing stream = new Changing(learner, 1);
            for (int i = 0; i < ROWS; i++) {
                Row row = stream.next();
                double[] values = learner.observe(row).values().clone();
                assertThat(other.observe(row).values()).containsExactly(values);
            }
            assertThat(ModelDigest.of(new LearnerState(other, 1)))
                    .isEqualTo(ModelDigest.of(new LearnerState(learner, 1)));
        }
    }

    @Test
    void aModelThatWasHaltedStaysHalted() {
        LearnerConfig halting = new LearnerBuilder()
                .drift(new DriftConfig(true, 1e-2, false, false, LabelJump.OFF, 0.01))
                .config();
        BlockMap changelog = new BlockMap();
        try (Learner learner = new Learner(halting);
                Learner second = new Learner(halting)) {
            RowStream rows = new RowStream(learner, 1);
            while (!learner.isHalted()) {
                learner.observe(rows.next());
            }
            new LearnerState(learner, 1).writeChanges(changelog);
            Restoration restoration = new Restoration(new LearnerState(second, 1));
            changelog.last().forEach(restoration::read);
            restoration.finish();

            assertThat(second.isHalted()).isTrue();
        }
    }

    private static LearnerConfig watched(boolean detect, Family... families) {
        return new LearnerBuilder()
                .families(families)
                .batchSize(1)
                .maxTasks(2)
                .drift(new DriftConfig(detect, 1e-2, false, false, LabelJump.OFF, 0))
                .config();
    }

    private static void learn(Learner learner, String entity) {
        Row row = RowStream.row(learner, entity, 1, 2);
        row.label(0, 1);
        learner.observe(row);
    }

    @Test
    void whoLeavesWhileNothingIsWatchedLeavesNoLinesBehind() {
        BlockMap changelog = new BlockMap();
        try (Learner learner = new Learner(watched(true, LearnerBuilder.LATE))) {
            learn(learner, "a");
            learn(learner, "a");
            learn(learner, "b");
            new LearnerState(learner, 1).writeChanges(changelog);
            assertThat(changelog.last()).containsKey("table/entity/a");
        }
        LearnerState unwatched = changelog.restore(watched(false, LearnerBuilder.LATE));
        learn(unwatched.learner(), "c");
        unwatched.writeChanges(changelog);
        unwatched.learner().close();
        assertThat(changelog.last()).doesNotContainKeys("entity/a", "table/entity/a");
    }

    @Test
    void anEntityOfWhichOnlyLinesAreLeftIsForgotten() {
        try (Learner learner = new Learner(watched(true, LearnerBuilder.LATE))) {
            learn(learner, "a");
            learn(learner, "b");
            BlockMap blocks = BlockMap.all(new LearnerState(learner, 1));
            blocks.remove("entity/a");
            LearnerState restored = blocks.restore(learner.config());
            assertThat(restored.learner().entities().size()).isEqualTo(1);
            learn(restored.learner(), "a");
            restored.learner().close();
        }
    }

    @Test
    void linesAreNotTakenForThoseOfAnotherFamilyWhenTheirOrderChanges() {
        LearnerConfig swapped = watched(true, LearnerBuilder.COUNT, LearnerBuilder.SCORE);
        try (Learner learner = new Learner(watched(true, LearnerBuilder.SCORE, LearnerBuilder.COUNT))) {
            for (int i = 0; i < 500; i++) {
                Row row = RowStream.row(learner, "a", 1, 2);
                row.label(0, i % 7);
                learner.observe(row);
            }
            BlockMap blocks = BlockMap.all(new LearnerState(learner, 1));
            LearnerState restored = blocks.restore(swapped);
            Learner other = restored.learner();
            EntityTable table = other.tables().ofEntities().get(0);
            assertThat(line(learner.tables().ofEntities().get(0), 0)).isNotEqualTo(new double[table.width()]);
            assertThat(line(table, 0)).isEqualTo(new double[table.width()]);
            assertThat(other.network().deviations().learned(0, 1)).isEqualTo(500);
            other.close();
        }
    }

    @Test
    void withoutAnyOfItNoTableIsKept() {
        try (Learner learner = new LearnerBuilder().build()) {
            new RowStream(learner, 1).feed(learner, 50);
            assertThat(learner.tables().ofEntities()).isEmpty();
            assertThat(learner.tables().ofFamilies())
                    .extracting(FamilyTable::name)
                    .allMatch(name -> name.startsWith("relations/"));
            assertThat(BlockMap.all(new LearnerState(learner, 1)).last().keySet())
                    .noneMatch(name -> name.startsWith("table/entity/"));
        }
    }
}
