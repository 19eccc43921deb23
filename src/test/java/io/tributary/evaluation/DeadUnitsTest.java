package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.learning.Learner;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.RowStream;
import io.tributary.model.Shape;
import io.tributary.task.Row;
import org.junit.jupiter.api.Test;

class DeadUnitsTest {
    private static Row row(Learner learner, double a) {
        return RowStream.row(learner, "e", a, 0);
    }

    /** Gives the units of the last layer these sums, whatever the row. */
    private static void fix(Learner learner, float... sums) {
        fixExpert(learner, 0, sums);
    }

    private static void fixExpert(Learner learner, int expert, float... sums) {
        Shape shape = learner.network().shape();
        int last = shape.layers() - 1;
        int inputs = shape.layerInputs(last);
        for (int i = 0; i <= inputs; i++) {
            for (int unit = 0; unit < sums.length; unit++) {
                learner.network()
                        .shared()
                        .parameters(shape.expertOffset(expert) + shape.layerOffset(last) + i * sums.length + unit, 1)
                        .put(0, i == inputs ? sums[unit] : 0);
            }
        }
    }

    @Test
    void aUnitIsDeadThatIsNeverAboveZero() {
        try (Learner learner = new LearnerBuilder().trunk(6, 4).build()) {
            fix(learner, -1, 0, 1, 2);
            DeadUnits dead = new DeadUnits(learner);
            assertThat(dead.share()).isEqualTo(1);
            dead.see(row(learner, 1));
            dead.see(row(learner, 2));
            assertThat(dead.share()).isEqualTo(0.5);
        }
    }

    @Test
    void theUnitsOfEveryExpertAreLookedAt() {
        try (Learner learner = new LearnerBuilder().trunk(6, 4).experts(2).build()) {
            fix(learner, -1, -1, -1, 5);
            fixExpert(learner, 1, 1, -1, 1, -9);
            DeadUnits dead = new DeadUnits(learner);
            dead.see(row(learner, 1));
            assertThat(dead.share()).isEqualTo(5.0 / 8);
        }
    }

    @Test
    void oneRowAboveZeroIsEnoughToLive() {
        try (Learner learner = new LearnerBuilder().trunk(6, 4).build()) {
            DeadUnits dead = new DeadUnits(learner);
            fix(learner, -1, -1, -1, -1);
            dead.see(row(learner, 1));
            fix(learner, -1, -1, -1, 1);
            dead.see(row(learner, 1));
            fix(learner, -1, -1, -1, -1);
            dead.see(row(learner, 1));
            assertThat(dead.share()).isEqualTo(0.75);
        }
    }

    @Test
    void lookingChangesNothingAndPassesOverWhatCannotBePredicted() {
        try (Learner learner = new LearnerBuilder().build()) {
            new RowStream(learner, 3).feed(learner, 21);
            Row row = row(learner, 1);
            double before = learner.predictOnly(row).value(0);
            int pending = learner.pending().rows();
            DeadUnits dead = new DeadUnits(learner);
            dead.see(row(learner, Double.NaN));
            dead.see(row(learner, -40));
            assertThat(learner.predictOnly(row).value(0)).isEqualTo(before);
            assertThat(learner.pending().rows()).isEqualTo(pending);
            assertThat(dead.share()).isLessThan(1);
        }
    }

    @Test
    void thereAreNoneWithoutATrunk() {
        try (Learner learner = new LearnerBuilder().trunk().build()) {
            DeadUnits dead = new DeadUnits(learner);
            dead.see(row(learner, 1));
            assertThat(dead.share()).isNaN();
        }
    }
}
