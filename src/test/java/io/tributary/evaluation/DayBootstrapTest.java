package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.evaluation.DayLosses.Days;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DayBootstrapTest {
    /** One example a day. */
    private static Days days(double... losses) {
        Days days = new Days(losses.length);
        for (int d = 0; d < losses.length; d++) {
            days.add(d, losses[d]);
        }
        return days;
    }

    private static Estimate mean(DayBootstrap bootstrap, List<Days> bySeed) {
        double value = bySeed.stream().mapToDouble(Days::mean).average().orElseThrow();
        return bootstrap.estimate(value, means -> means[0], List.of(bySeed));
    }

    @Test
    void aDifferenceOfAMethodFromItselfIsExactlyNothing() {
        List<Days> days = List.of(days(1, 5, 2, 8), days(2, 4, 4, 4));
        Estimate difference = new DayBootstrap(4, 2).estimate(0, means -> means[0] - means[1], List.of(days, days));
        assertThat(difference).isEqualTo(new Estimate(0, 0, 0));
    }

    @Test
    void comparedMethodsAreDrawnTogether() {
        Days hard = days(1, 9, 2, 30, 4, 12, 1, 22);
        Days harder = days(2, 10, 3, 31, 5, 13, 2, 23);
        DayBootstrap bootstrap = new DayBootstrap(8, 1);
        Estimate difference =
                bootstrap.estimate(1, means -> means[1] - means[0], List.of(List.of(hard), List.of(harder)));
        assertThat(difference.low()).isCloseTo(1, within(1e-9));
        assertThat(difference.high()).isCloseTo(1, within(1e-9));
        assertThat(mean(bootstrap, List.of(hard)).halfWidth()).isGreaterThan(3);
    }

    @Test
    void aDayWithMoreExamplesWeighsMore() {
        Days days = days(10, 1);
        for (int i = 0; i < 8; i++) {
            days.add(0, 10);
        }
        Estimate estimate = mean(new DayBootstrap(2, 1), List.of(days));
        assertThat(estimate.mean()).isEqualTo(9.1);
        assertThat(estimate.low()).isEqualTo(1);
        assertThat(estimate.high()).isEqualTo(10);
    }

    @Test
    void seedsWidenTheIntervalOfAMethodThatHasThem() {
        Days low = days(1, 1, 1, 1);
        Days high = days(3, 3, 3, 3);
        assertThat(mean(new DayBootstrap(4, 2), List.of(low, high)).halfWidth()).isEqualTo(1);
        assertThat(mean(new DayBootstrap(4, 2), List.of(low)).halfWidth()).isZero();
    }

    @Test
    void holdsTheTruthAboutNineteenTimesInTwenty() {
        SplittableRandom random = new SplittableRandom(5);
        DayBootstrap bootstrap = new DayBootstrap(100, 1);
        int held = 0;
        for (int i = 0; i < 300; i++) {
            Estimate estimate = mean(
                    bootstrap,
                    List.of(days(
                            random.doubles(100).map(u -> random.nextGaussian()).toArray())));
            held += estimate.low() < 0 && 0 < estimate.high() ? 1 : 0;
        }
        assertThat(held / 300.0).isBetween(0.91, 0.98);
    }
}
