package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class EstimateTest {
    @Test
    void isStudentsIntervalOfAMean() {
        Estimate estimate = Estimate.ofMean(1, 2, 3);
        assertThat(estimate.mean()).isEqualTo(2);
        assertThat(estimate.halfWidth()).isCloseTo(4.30265 / Math.sqrt(3), within(1e-4));
        assertThat(estimate.low()).isCloseTo(2 - 4.30265 / Math.sqrt(3), within(1e-4));
    }

    @Test
    void hasNoIntervalWithOneValueAndNoMeanWithNone() {
        assertThat(Estimate.ofMean(5).mean()).isEqualTo(5);
        assertThat(Estimate.ofMean(5).halfWidth()).isNaN();
        assertThat(Estimate.ofMean().mean()).isNaN();
    }

    @Test
    void holdsTheTruthNineteenTimesInTwenty() {
        SplittableRandom random = new SplittableRandom(1);
        int held = 0;
        for (int i = 0; i < 2000; i++) {
            Estimate estimate = Estimate.ofMean(
                    random.nextGaussian(3, 2),
                    random.nextGaussian(3, 2),
                    random.nextGaussian(3, 2),
                    random.nextGaussian(3, 2));
            held += estimate.low() < 3 && 3 < estimate.high() ? 1 : 0;
        }
        assertThat(held / 2000.0).isBetween(0.935, 0.965);
    }

    @Test
    void isScaledAsAWhole() {
        assertThat(new Estimate(2, 1, 3).dividedBy(2)).isEqualTo(new Estimate(1, 0.5, 1.5));
    }
}
