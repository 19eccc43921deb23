package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class LossHistoryTest {
    @Property(tries = 200)
    void isExactBelowTheLimit(@ForAll @Size(min = 1, max = 500) List<@DoubleRange(max = 100) Double> losses) {
        LossHistory history = new LossHistory(600);
        losses.forEach(history::add);
        int n = losses.size();
        assertThat(history.count()).isEqualTo(n);
        assertThat(history.mean()).isCloseTo(mean(losses), within(1e-9));
        assertThat(history.firstTenth()).isCloseTo(mean(losses.subList(0, (n + 9) / 10)), within(1e-9));
        assertThat(history.lastHalf()).isCloseTo(mean(losses.subList(n / 2, n)), within(1e-9));
    }

    /** The mean of the positions of a part tells where the part begins and ends. */
    @Property(tries = 200)
    void roundsPartsToATwoThousandthOfALongStream(@ForAll @IntRange(min = 2000, max = 200_000) int n) {
        LossHistory history = new LossHistory();
        for (int i = 0; i < n; i++) {
            history.add(i);
        }
        double tolerance = 1 + n / 2000.0;
        assertThat(2 * history.firstTenth()).isCloseTo(n / 10.0, within(tolerance));
        assertThat(2 * history.lastHalf() - n).isCloseTo(n / 2.0, within(tolerance));
    }

    @Test
    void isExactWhereAMarkFallsOnThePosition() {
        LossHistory history = new LossHistory();
        for (int i = 0; i < 64_000; i++) {
            history.add(i < 6_400 ? 3 : i < 32_000 ? 1 : 2);
        }
        assertThat(history.firstTenth()).isEqualTo(3);
        assertThat(history.lastHalf()).isEqualTo(2);
    }

    @Test
    void fadesLikeAPlainMeanAtFirstAndExponentiallyLater() {
        LossHistory history = new LossHistory();
        for (int i = 1; i <= 1000; i++) {
            history.add(i);
        }
        assertThat(history.fading()).isCloseTo(500.5, within(1e-9));
        for (int i = 0; i < 1000; i++) {
            history.add(0);
        }
        assertThat(history.fading()).isCloseTo(500.5 * Math.pow(0.999, 1000), within(1e-9));
    }

    @Test
    void cutsIntoBatchesOfNeighbours() {
        LossHistory history = new LossHistory();
        for (int i = 0; i < 64_000; i++) {
            history.add(Math.floorDiv(i, 16_000));
        }
        assertThat(history.batchMeans(4)).containsExactly(0, 1, 2, 3);
        LossHistory few = new LossHistory();
        few.add(3);
        few.add(5);
        assertThat(few.batchMeans(4)).containsExactly(3, 5);
        assertThat(new LossHistory().batchMeans(4)).isEmpty();
    }

    @Test
    void hasNoMeansWithoutLosses() {
        LossHistory history = new LossHistory();
        assertThat(history.mean()).isNaN();
        assertThat(history.firstTenth()).isNaN();
        assertThat(history.lastHalf()).isNaN();
        assertThat(history.fading()).isNaN();
    }

    private static double mean(List<Double> losses) {
        return losses.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }

    @Test
    void theFadingMeanIsThatOfItsWeights() {
        for (int of : new int[] {1, 700, 1000, 3210}) {
            LossHistory history = new LossHistory();
            double sum = 0;
            double weights = 0;
            for (int i = 0; i < of; i++) {
                double loss = i * i % 17;
                history.add(loss);
                sum += LossHistory.fadingWeight(i, of) * loss;
                weights += LossHistory.fadingWeight(i, of);
            }
            assertThat(history.fading()).isCloseTo(sum / weights, org.assertj.core.api.Assertions.within(1e-9));
        }
    }
}
