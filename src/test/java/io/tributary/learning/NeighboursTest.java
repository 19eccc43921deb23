package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.tributary.learning.Neighbours.Neighbour;
import io.tributary.task.Row;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Tasks that were planted in clusters: entities eN whose label follows the inputs in the way of cluster N mod 4. */
class NeighboursTest {
    private static final int ENTITIES = 24;
    private static final int CLUSTERS = 4;
    private static final double[][] SLOPES = {{1, 0}, {-1, 0}, {0, 1}, {0, -1}};

    private final Learner learner = new LearnerBuilder()
            .families(LearnerBuilder.SCORE, LearnerBuilder.LATE)
            .build();

    private void plant(long seed, int rows) {
        Random random = new Random(seed);
        for (int i = 0; i < rows; i++) {
            int entity = random.nextInt(ENTITIES);
            double a = random.nextGaussian();
            double b = random.nextGaussian();
            double[] slope = SLOPES[entity % CLUSTERS];
            Row row = RowStream.row(learner, "e" + entity, a, b);
            double score = slope[0] * a + slope[1] * b + 0.3 * random.nextGaussian();
            row.label(0, score);
            if (entity != 5) {
                row.label(1, score > 0 ? 1 : 0);
            }
            learner.observe(row);
        }
    }

    @AfterEach
    void close() {
        learner.close();
    }

    private static int cluster(String task) {
        return Integer.parseInt(task.substring(task.indexOf('e', task.indexOf('/')) + 1)) % CLUSTERS;
    }

    @Test
    void plantedClustersAreFoundAgain() {
        plant(1, 6000);
        int right = 0;
        int all = 0;
        for (int entity = 0; entity < ENTITIES; entity++) {
            for (Neighbour near : Neighbours.of(learner, "score/e" + entity, ENTITIES / CLUSTERS - 1)) {
                right += cluster(near.task()) == entity % CLUSTERS ? 1 : 0;
                all++;
            }
        }
        assertThat(all).isEqualTo(ENTITIES * (ENTITIES / CLUSTERS - 1));
        assertThat(right / (double) all).isGreaterThan(0.95);
    }

    @Test
    void nearestComesFirstAndNobodyIsItsOwnNeighbour() {
        plant(2, 3000);
        List<Neighbour> near = Neighbours.of(learner, "late/e3", 100);
        assertThat(near).hasSize(ENTITIES - 2); // all but itself, and e5, which has learned nothing of it
        assertThat(near).extracting(Neighbour::task).doesNotContain("late/e3", "late/e5");
        assertThat(near).isSortedAccordingTo((one, other) -> Double.compare(other.cosine(), one.cosine()));
        assertThat(near).allMatch(n -> n.cosine() >= -1 && n.cosine() <= 1 && n.examples() > 0);
        assertThat(Neighbours.of(learner, "late/e3", 2)).isEqualTo(near.subList(0, 2));
    }

    @Test
    void theQuestionMustBeAboutATaskThatHasLearned() {
        plant(3, 300);
        for (String task : List.of("late/e5", "late/nobody", "early/e1", "e1", "")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Neighbours.of(learner, task, 3))
                    .withMessageContaining("found '" + task + "'");
        }
    }
}
