package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReliabilityTest {
    @Test
    void weighsTheDistanceOfEachBinByItsStatements() {
        Reliability reliability = new Reliability();
        reliability.add(0.9, true);
        reliability.add(0.92, true);
        reliability.add(0.88, false);
        reliability.add(0.1, true);
        // 0.88 lies in the 14th bin with 0.9 and 0.92, for 13/15 = 0.867 and 14/15 = 0.933; 0.1 in the second.
        assertThat(reliability.error()).isCloseTo((Math.abs(2 - 2.7) + Math.abs(1 - 0.1)) / 4, within(1e-12));
    }

    @Test
    void takesInBothEnds() {
        Reliability reliability = new Reliability();
        reliability.add(0, false);
        reliability.add(1, true);
        assertThat(reliability.error()).isZero();
        assertThat(new Reliability().error()).isNaN();
    }

    @Test
    void isNearZeroForOneWhoIsRightAndLargeForOneWhoIsTooSure() {
        SplittableRandom random = new SplittableRandom(4);
        Reliability calibrated = new Reliability();
        Reliability tooSure = new Reliability();
        for (int i = 0; i < 100_000; i++) {
            double p = random.nextDouble();
            boolean isTrue = random.nextDouble() < p;
            calibrated.add(p, isTrue);
            tooSure.add(p < 0.5 ? 0 : 1, isTrue);
        }
        assertThat(calibrated.error()).isLessThan(0.01);
        assertThat(tooSure.error()).isCloseTo(0.25, within(0.01));
    }
}
