package io.tributary.learning;

import static io.tributary.learning.OneScore.find;
import static io.tributary.learning.OneScore.labelled;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.source.Allocation;
import io.tributary.task.Row;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** What the rows teach of an entity that is not admitted yet, and from when on it is. */
class AdmittedRowsTest {
    private static final int SCORE = 0;

    @Test
    void rowsOfEntitiesThatWaitForAdmissionTrainWhatIsShared() {
        try (Learner learner = new LearnerBuilder().batchSize(4).admitAfter(3).build()) {
            for (int i = 0; i < 400; i++) {
                Row row = RowStream.row(learner, "once " + i, 1, 2);
                row.label(1, 1);
                assertThat(learner.observe(row).isUnseen(1)).isTrue();
            }
            assertThat(learner.counters().learned()).isEqualTo(400);
            assertThat(learner.entities().size()).isZero();
            assertThat(learner.network().deviations().size()).isZero();
            assertThat(learner.predictOnly(RowStream.row(learner, "new", 1, 2)).value(1))
                    .isGreaterThan(0.8);
        }
    }

    @Test
    void waitingAllocatesNothing() {
        try (Learner learner = new LearnerBuilder().admitAfter(255).build()) {
            Row[] rows = new Row[200];
            Arrays.setAll(rows, i -> labelled(learner, "e" + i, i));
            int[] next = {0};
            assertThat(Allocation.bytesPerCall(() -> learner.observe(rows[next[0]++ % rows.length])))
                    .isLessThan(1);
            assertThat(learner.entities().size()).isZero();
        }
    }

    @Test
    void beingKnownAllocatesNothingThoughEntitiesMayLeave() {
        try (Learner learner = new LearnerBuilder()
                .maxTasks(50)
                .idle(Duration.ofHours(1))
                .admitAfter(2)
                .build()) {
            Row[] rows = new Row[50];
            Arrays.setAll(rows, i -> labelled(learner, "e" + i, i));
            int[] next = {0};
            assertThat(Allocation.bytesPerCall(() -> learner.observe(rows[next[0]++ % rows.length])))
                    .isLessThan(1);
            assertThat(learner.entities().size()).isEqualTo(50);
        }
    }

    @Property(tries = 60)
    void anEntityHasDeviationsFromItsLabelledRowOfThatNumberOn(
            @ForAll @IntRange(min = 2, max = 6) int admitAfter,
            @ForAll @IntRange(min = 1, max = 7) int batch,
            @ForAll long seed) {
        Random random = new Random(seed);
        int[] rows = new int[8];
        try (Learner learner = new LearnerBuilder()
                .families(LearnerBuilder.SCORE)
                .batchSize(batch)
                .admitAfter(admitAfter)
                .build()) {
            for (int i = 1; i <= 20 * batch; i++) {
                int entity = random.nextInt(rows.length);
                learner.observe(labelled(learner, "e" + entity, i));
                learner.observe(RowStream.row(learner, "e" + random.nextInt(rows.length), 1, 2));
                rows[entity]++;
                if (i % batch == 0) {
                    requireOwnRows(learner, rows, admitAfter);
                }
            }
        }
    }

    /** Deviations have learned every row from the first admitted one on. */
    private static void requireOwnRows(Learner learner, int[] rows, int admitAfter) {
        for (int entity = 0; entity < rows.length; entity++) {
            int number = find(learner, "e" + entity);
            long learned = number < 0 ? 0 : learner.network().deviations().learned(number, SCORE);
            assertThat(learned).isEqualTo(Math.max(0, rows[entity] - admitAfter + 1));
        }
    }
}
