package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import io.tributary.task.Text;
import java.util.BitSet;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Families that answer alike, or in opposite ways, and who is left out of the trunk. */
class FamilyRelationsTest {
    private static final Family MORE =
            new Family("more", LearnerBuilder.SCORE.kind(), 1, LearnerBuilder.SCORE.loss(), 0);
    private static final Family LESS =
            new Family("less", LearnerBuilder.SCORE.kind(), 1, LearnerBuilder.SCORE.loss(), 0);

    private static void feed(Learner learner, int rows, boolean together) {
        Random random = new Random(6);
        for (int i = 0; i < rows; i++) {
            double a = random.nextGaussian();
            Row row = RowStream.row(learner, "e" + i / 3 % 4, a, random.nextGaussian());
            double[] labels = {a, 2 * a + 1, -a};
            for (int f = 0; f < labels.length; f++) {
                if (together || i % labels.length == f) {
                    row.label(f, labels[f]);
                }
            }
            learner.observe(row);
        }
    }

    private static LearnerBuilder three() {
        return new LearnerBuilder().families(LearnerBuilder.SCORE, MORE, LESS);
    }

    @Test
    void answersVaryTogetherThoughNoRowCarriesTwoLabels() {
        try (Learner learner = three().build()) {
            feed(learner, 3000, false);
            Relations relations = Relations.of(learner);
            assertThat(relations.families()).containsExactly("score", "more", "less");
            assertThat(relations.answers().get(0).get(1)).isBetween(0.9, 1.0);
            assertThat(relations.answers().get(0).get(2)).isBetween(-1.0, -0.9);
            assertThat(relations.answers().get(2).get(0))
                    .isEqualTo(relations.answers().get(0).get(2));
        }
    }

    @Test
    void gradientsAgreeWhereOneRowTeachesAll() {
        try (Learner learner = three().build()) {
            feed(learner, 600, true);
            for (var line : Relations.of(learner).gradients()) {
                assertThat(line).allMatch(cosine -> cosine > 0.3 && cosine <= 1);
            }
        }
    }

    @Test
    void aFamilyAloneOrTooManyOutputsHaveNone() {
        Family[] many = IntStream.range(0, 129)
                .mapToObj(f -> new Family("f" + f, LearnerBuilder.SCORE.kind(), 1, LearnerBuilder.SCORE.loss(), 0))
                .toArray(Family[]::new);
        try (Learner alone = new LearnerBuilder().families(LearnerBuilder.SCORE).build();
                Learner crowd = new LearnerBuilder().families(many).build()) {
            new RowStream(alone, 1).feed(alone, 40);
            new RowStream(crowd, 1).feed(crowd, 40);
            assertThat(Relations.of(alone).answers()).isEmpty();
            assertThat(Relations.of(crowd).gradients()).isEmpty();
            assertThat(Relations.of(crowd).weights()).hasSize(129).containsOnly(1.0);
            assertThat(alone.tables().ofFamilies()).isEmpty();
        }
    }

    /** Keeps one entity out of the trunk. */
    private record Detaching(String entity) implements Companion {
        @Override
        public void predicted(Row row, int place, Prediction prediction, long streamTime) {
            // Not of interest.
        }

        @Override
        public void stepped(BitSet rejected) {
            // Not of interest.
        }

        @Override
        public boolean isDetached(Text asked, int family) {
            return asked.toString().startsWith(entity);
        }
    }

    @Test
    void aCompanionKeepsTasksOutOfTheTrunk() {
        try (Learner learner = three().build();
                Learner untaught = three().build()) {
            learner.accompany(new Detaching("e"));
            feed(learner, 200, true);
            int trunk = learner.network().shape().trunkSize();
            assertThat(learner.network().shared().parameters(0, trunk))
                    .isEqualTo(untaught.network().shared().parameters(0, trunk));
            assertThat(learner.network().shared().headSteps(0)).isPositive();
            assertThat(learner.network().deviations().learned(0, 0)).isPositive();
            learner.accompany(new Detaching("e0"));
            feed(learner, 30, true);
            assertThat(learner.network().shared().trunkSteps()).isPositive();
        }
    }
}
