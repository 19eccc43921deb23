package io.tributary.learning;

import static io.tributary.learning.OneScore.find;
import static io.tributary.learning.OneScore.labelled;
import static io.tributary.learning.OneScore.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.tributary.learning.Eviction.Reason;
import io.tributary.task.Family;
import io.tributary.task.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Which entities leave, and when. */
class LeavingTest {
    private static final int SCORE = 0;

    private final List<Eviction> evictions = new ArrayList<>();

    private Learner learner(LearnerBuilder builder) {
        return new Learner(builder.config(), StepListener.NONE, alert -> evictions.add((Eviction) alert));
    }

    private static void learn(Learner learner, long time, String... entities) {
        for (String entity : entities) {
            learner.observe(labelled(learner, entity, time));
        }
    }

    @Test
    void beyondTheLargestNumberTheLeastRecentlyLearnedLeavesAfterTheStep() {
        try (Learner learner = learner(new LearnerBuilder().batchSize(1).maxTasks(3))) {
            learn(learner, 5, "a", "b", "c", "a", "d");
            assertThat(order(learner)).containsExactly("c", "a", "d");
            assertThat(evictions).containsExactly(new Eviction("b", Reason.CAPACITY, List.of(1L, 0L, 0L), 2, 5));
        }
    }

    @Test
    void entitiesOfOneStepLeaveInTheOrderOfTheirLastRows() {
        try (Learner learner = learner(new LearnerBuilder().batchSize(4).maxTasks(2))) {
            learn(learner, 5, "a", "b", "c", "a");
            assertThat(order(learner)).containsExactly("c", "a");
            assertThat(evictions).extracting(Eviction::entity).containsExactly("b");
        }
    }

    @Test
    void predictingDoesNotKeepAnEntity() {
        try (Learner learner = learner(new LearnerBuilder().batchSize(1).maxTasks(2))) {
            learn(learner, 5, "a", "b");
            learner.observe(RowStream.row(learner, "a", 1, 2));
            learner.predictOnly(labelled(learner, "a", 6));
            learn(learner, 7, "c");
            assertThat(order(learner)).containsExactly("b", "c");
        }
    }

    @Test
    void anIdleEntityLeavesBeforeTheRowIsPredictedThatShowsIt() {
        try (Learner learner = learner(new LearnerBuilder().batchSize(1).idle(Duration.ofSeconds(10)))) {
            learn(learner, 0, "a", "a");
            learn(learner, 6_000, "b");
            assertThat(learner.observe(labelled(learner, "a", 10_000)).isUnseen(SCORE))
                    .isFalse();
            assertThat(learner.observe(RowStream.row(learner, "a", 1, 2)).isUnseen(SCORE))
                    .isFalse();
            assertThat(learner.observe(labelled(learner, "b", 16_001)).isUnseen(SCORE))
                    .isTrue();
            assertThat(evictions).containsExactly(new Eviction("b", Reason.IDLE, List.of(1L, 0L, 0L), 3, 6_000));
        }
    }

    @Test
    void anEntityWithAPendingRowStaysHoweverIdle() {
        try (Learner learner = learner(new LearnerBuilder().batchSize(3).idle(Duration.ofSeconds(10)))) {
            learn(learner, 0, "a", "b", "c");
            learn(learner, 1, "a");
            learner.observe(RowStream.row(learner, "x", 1, 2));
            learn(learner, 99_000, "a");
            assertThat(evictions).extracting(Eviction::entity).containsExactly("b", "c");
            assertThat(order(learner)).containsExactly("a");
            learn(learner, 99_001, "d");
            assertThat(learner.network().deviations().learned(find(learner, "a"), SCORE))
                    .isEqualTo(3);
        }
    }

    @Test
    void manyIdleEntitiesOfALargeMiniBatchAreNotSoughtInItOneByOne() {
        int half = 8192;
        try (Learner learner = learner(new LearnerBuilder().batchSize(2 * half).idle(Duration.ofSeconds(10)))) {
            assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
                for (int i = 0; i < 5 * half; i++) {
                    learner.observe(labelled(learner, "e" + i % half, i < 3 * half ? 0 : 99_000));
                }
            });
            assertThat(evictions).isEmpty();
            assertThat(learner.entities().size()).isEqualTo(half);
        }
    }

    @Test
    void eventTimesAtTheEndsOfTimeDoNotOverflow() {
        try (Learner learner = learner(new LearnerBuilder().batchSize(1).idle(Duration.ofSeconds(10)))) {
            learn(learner, Long.MIN_VALUE + 1, "a");
            learn(learner, Long.MIN_VALUE + 2, "b");
            assertThat(evictions).isEmpty();
            learn(learner, Long.MAX_VALUE, "c");
            assertThat(order(learner)).containsExactly("c");
        }
    }

    @Test
    void anEntityThatComesBackIsUnseenAndAnsweredByItsFamily() {
        try (Learner learner = learner(new LearnerBuilder().batchSize(2).maxTasks(2))) {
            for (int i = 0; i < 100; i++) {
                Row row = labelled(learner, "odd", i);
                row.label(SCORE, 40);
                learner.observe(row);
                learner.observe(labelled(learner, "even", i));
            }
            double own = learner.predictOnly(labelled(learner, "odd", 0)).value(SCORE);
            double family =
                    learner.predictOnly(labelled(learner, "never seen", 0)).value(SCORE);
            assertThat(own).isNotEqualTo(family);
            learn(learner, 100, "other", "another");
            Row back = labelled(learner, "odd", 101);
            double answer = learner.predictOnly(back).value(SCORE);
            assertThat(answer)
                    .isEqualTo(learner.predictOnly(labelled(learner, "never seen", 0))
                            .value(SCORE));
            assertThat(learner.predictOnly(back).isUnseen(SCORE)).isTrue();
        }
    }

    @Test
    void anEntityWhoseRowsWereAllRejectedTakesNoPlace() {
        try (Learner learner = learner(new LearnerBuilder().batchSize(2))) {
            for (String entity : List.of("good", "heavy")) {
                Row row = RowStream.row(learner, entity, 1, 2);
                row.label(1, 1);
                row.weight(entity.equals("heavy") ? 1e308 : 1);
                learner.observe(row);
            }
            assertThat(learner.counters().rejectedRows()).isEqualTo(1);
            assertThat(order(learner)).containsExactly("good");
            assertThat(learner.entities().size()).isEqualTo(1);
            assertThat(evictions).isEmpty();
        }
    }

    /** What is to happen, told with a linked map: name to stream time of its last step. */
    private static final class Naive {
        private final Map<String, Long> learned = new LinkedHashMap<>();
        private final List<String> pending = new ArrayList<>();
        private final List<String> left = new ArrayList<>();
        private final int max;
        private final long idle;
        private final int batch;
        private long time = Long.MIN_VALUE;

        Naive(int max, long idle, int batch) {
            this.max = max;
            this.idle = idle;
            this.batch = batch;
        }

        void observe(String entity, long rowTime) {
            time = Math.max(time, rowTime);
            List.copyOf(learned.keySet()).forEach(name -> {
                if (time - learned.getOrDefault(name, time) > idle && !pending.contains(name)) {
                    leave(name);
                }
            });
            pending.add(entity);
            if (pending.size() == batch) {
                step();
            }
        }

        private void step() {
            for (String name : pending) {
                learned.remove(name);
                learned.put(name, time);
            }
            pending.clear();
            while (learned.size() > max) {
                leave(learned.keySet().iterator().next());
            }
        }

        private void leave(String name) {
            learned.remove(name);
            left.add(name);
        }
    }

    @Property(tries = 150)
    void leavesAsALinkedMapSays(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 12) int max,
            @ForAll @IntRange(min = 1, max = 6) int batch,
            @ForAll @IntRange(min = 1, max = 200) int idle) {
        Random random = new Random(seed);
        Naive naive = new Naive(max, idle, batch);
        evictions.clear();
        try (Learner learner =
                learner(new LearnerBuilder().batchSize(batch).maxTasks(max).idle(Duration.ofMillis(idle)))) {
            long time = 0;
            for (int i = 0; i < 200; i++) {
                String entity = "e" + (int) Math.abs(8 * random.nextGaussian());
                time += random.nextInt(10) == 0 ? random.nextInt(150) : random.nextInt(8) - 2;
                learner.observe(labelled(learner, entity, time));
                naive.observe(entity, time);
                assertThat(order(learner)).containsExactlyElementsOf(naive.learned.keySet());
                assertThat(learner.entities().size()).isEqualTo(naive.learned.size());
                assertThat(evictions).extracting(Eviction::entity).containsExactlyElementsOf(naive.left);
            }
            requireConsistent(learner, naive.learned);
        }
    }

    private static void requireConsistent(Learner learner, Map<String, Long> learned) {
        learned.forEach((name, time) -> {
            int entity = find(learner, name);
            assertThat(learner.roster().recency().lastTime(entity)).isEqualTo(time);
            assertThat(learner.network().deviations().learned(entity, SCORE)).isPositive();
        });
        long slots = IntStream.range(0, learner.network().deviations().size())
                .filter(entity -> learner.network().deviations().learned(entity, SCORE) > 0)
                .count();
        assertThat(slots).isEqualTo(learned.size());
    }

    @Property(tries = 60)
    void theBoundHoldsWhateverTheStream(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 30) int max,
            @ForAll @IntRange(min = 1, max = 20) int batch) {
        Random random = new Random(seed);
        try (Learner learner = learner(new LearnerBuilder().batchSize(batch).maxTasks(max))) {
            RowStream stream = new RowStream(learner, seed);
            for (int i = 0; i < 300; i++) {
                Row row = stream.next();
                row.entity().set("e" + random.nextInt(1 + i));
                row.weight(random.nextInt(9) == 0 ? 1e308 : 1);
                learner.observe(row);
                assertThat(learner.entities().size()).isLessThanOrEqualTo(max);
                assertThat(learner.network().deviations().size()).isLessThanOrEqualTo(max + batch);
            }
        }
    }

    @Test
    void everyKindOfEvictionTellsOfEveryFamily() {
        Family[] families = {LearnerBuilder.SCORE, LearnerBuilder.LATE};
        try (Learner learner = learner(
                new LearnerBuilder().families(families).batchSize(1).maxTasks(1).idle(Duration.ofMillis(5)))) {
            Row both = labelled(learner, "a", 1);
            both.label(1, 1);
            Stream.of(both, labelled(learner, "a", 2), labelled(learner, "b", 3), labelled(learner, "c", 9))
                    .forEach(learner::observe);
            assertThat(evictions)
                    .containsExactly(
                            new Eviction("a", Reason.CAPACITY, List.of(2L, 1L), 3, 2),
                            new Eviction("b", Reason.IDLE, List.of(1L, 0L), 4, 3));
        }
    }
}
