package io.tributary.evaluation;

import static io.tributary.evaluation.Questions.answer;
import static io.tributary.evaluation.Questions.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.task.EntityIndex;
import io.tributary.task.Prediction;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PairedDifferencesTest {
    private final EntityIndex entities = new EntityIndex();

    private PairedDifferences differences() {
        return new PairedDifferences(List.of(Questions.DELAY), entities);
    }

    @Test
    void isWhatTheBaselineCostMore() {
        PairedDifferences differences = differences();
        differences.add(row("a", 1), answer(1), answer(2));
        differences.add(row("b", 1), answer(5), answer(5));
        differences.add(row("a", 1), answer(3), answer(6));
        assertThat(differences.ofFamily(0).mean()).isEqualTo(4 / 3.0);
        assertThat(differences.ofFamily(0).halfWidth())
                .isCloseTo(Estimate.ofMean(1, 0, 3).halfWidth(), within(1e-9));
        Estimate ofA = differences.ofTask(0, 0);
        assertThat(ofA.mean()).isEqualTo(2);
        assertThat(ofA.halfWidth()).isCloseTo(Estimate.ofMean(1, 3).halfWidth(), within(1e-9));
        assertThat(differences.ofTask(0, 1).mean()).isZero();
        assertThat(differences.ofTask(0, 1).halfWidth()).isNaN();
    }

    @Test
    void leavesOutWhatOnlyOneAnswered() {
        PairedDifferences differences = differences();
        Prediction none = new Prediction(List.of(Questions.DELAY));
        differences.add(row("a", 1), answer(1), none);
        differences.add(row("a", Double.NaN), answer(1), answer(3));
        differences.add(row("a", 1), answer(1), answer(4));
        assertThat(differences.ofFamily(0).mean()).isEqualTo(3);
        assertThat(differences.ofTask(0, 7).mean()).isNaN();
    }

    /* One by one, the examples of such a stream would seem to hold three times what they know. */
    @Test
    void holdsTheTruthThoughNeighboursAreAlike() {
        SplittableRandom random = new SplittableRandom(3);
        int held = 0;
        int heldOneByOne = 0;
        for (int stream = 0; stream < 400; stream++) {
            PairedDifferences differences = differences();
            double level = 0;
            for (int i = 0; i < 6000; i++) {
                level = 0.8 * level + random.nextGaussian();
                differences.add(row("a", 1), answer(10), answer(11 + level));
            }
            held += holdsOne(differences.ofFamily(0));
            heldOneByOne += holdsOne(
                    differences.ofTask(0, entities.findOrAdd(row("a", 1).entity())));
        }
        assertThat(held / 400.0).isBetween(0.92, 0.98);
        assertThat(heldOneByOne / 400.0).isLessThan(0.6);
    }

    private static int holdsOne(Estimate estimate) {
        return estimate.low() < 1 && 1 < estimate.high() ? 1 : 0;
    }
}
