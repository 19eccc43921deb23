package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class CrossedRunsTest {
    @Test
    void isStudentsIntervalForOneOrderOrOneSeed() {
        Estimate student = Estimate.ofMean(1, 2, 6);
        Estimate overSeeds = CrossedRuns.estimate(new double[][] {{1, 2, 6}});
        Estimate overOrders = CrossedRuns.estimate(new double[][] {{1}, {2}, {6}});
        assertThat(overSeeds.mean()).isEqualTo(3);
        assertThat(overSeeds.halfWidth()).isCloseTo(student.halfWidth(), within(1e-9));
        assertThat(overOrders.halfWidth()).isCloseTo(student.halfWidth(), within(1e-9));
    }

    @Test
    void isTheMeanSquareOfOrdersWhereSeedsMakeNoDifference() {
        Estimate estimate = CrossedRuns.estimate(new double[][] {{1, 1}, {2, 2}, {6, 6}});
        assertThat(estimate.halfWidth()).isCloseTo(Estimate.ofMean(1, 2, 6).halfWidth(), within(1e-9));
    }

    @Test
    void isExactWhereAllRunsAgreeAndUnknownForOne() {
        assertThat(CrossedRuns.estimate(new double[][] {{2, 2}, {2, 2}})).isEqualTo(new Estimate(2, 2, 2));
        assertThat(CrossedRuns.estimate(new double[][] {{2}}).mean()).isEqualTo(2);
        assertThat(CrossedRuns.estimate(new double[][] {{2}}).halfWidth()).isNaN();
    }

    /* Runs taken for independent would hold it in about 0.7 of the cases here. */
    @Test
    void holdsTheTruthThoughRunsOfOneOrderAndOfOneSeedAreAlike() {
        SplittableRandom random = new SplittableRandom(2);
        int held = 0;
        int heldIfIndependent = 0;
        for (int i = 0; i < 1000; i++) {
            double[][] runs = crossed(random);
            held += holdsZero(CrossedRuns.estimate(runs));
            heldIfIndependent += holdsZero(Estimate.ofMean(java.util.Arrays.stream(runs)
                    .flatMapToDouble(java.util.Arrays::stream)
                    .toArray()));
        }
        assertThat(held / 1000.0).isBetween(0.93, 0.99);
        assertThat(heldIfIndependent / 1000.0).isLessThan(0.8);
    }

    private static int holdsZero(Estimate estimate) {
        return estimate.low() < 0 && 0 < estimate.high() ? 1 : 0;
    }

    private static double[][] crossed(SplittableRandom random) {
        double[] ofSeed = random.doubles(5).map(u -> random.nextGaussian()).toArray();
        double[][] runs = new double[5][5];
        for (double[] order : runs) {
            double ofOrder = random.nextGaussian();
            for (int s = 0; s < order.length; s++) {
                order[s] = ofOrder + ofSeed[s] + random.nextGaussian();
            }
        }
        return runs;
    }
}
