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
        return bootstrap.estimate(value, means -> means[0], List.of(List.copyOf(bySeed)));
    }

    @Test
    void aDifferenceOfAMethodFromItselfIsExactlyNothing() {
        List<DayFigure> days = List.of(days(1, 5, 2, 8, 1, 5, 2, 8, 3, 3), days(2, 4, 4, 4, 7, 4, 4, 9, 4, 4));
        Estimate difference = new DayBootstrap(10, 2).estimate(0, means -> means[0] - means[1], List.of(days, days));
        assertThat(difference).isEqualTo(new Estimate(0, 0, 0));
    }

    @Test
    void comparedMethodsAreDrawnTogether() {
        Days hard = days(1, 9, 2, 30, 4, 12, 1, 22, 5, 6);
        Days harder = days(2, 10, 3, 31, 5, 13, 2, 23, 6, 7);
        DayBootstrap bootstrap = new DayBootstrap(10, 1);
        Estimate difference =
                bootstrap.estimate(1, means -> means[1] - means[0], List.of(List.of(hard), List.of(harder)));
        assertThat(difference.low()).isCloseTo(1, within(1e-9));
        assertThat(difference.high()).isCloseTo(1, within(1e-9));
        assertThat(mean(bootstrap, List.of(hard)).halfWidth()).isGreaterThan(3);
    }

    @Test
    void aDayWithMoreExamplesWeighsMore() {
        Days days = days(10, 10, 10, 10, 10, 10, 10, 10, 10, 10, 1);
        for (int i = 0; i < 10; i++) {
            days.add(i, 10);
        }
        Estimate estimate = mean(new DayBootstrap(11, 1), List.of(days));
        assertThat(estimate.mean()).isEqualTo(201 / 21.0);
        assertThat(estimate.low()).isBetween(8.5, 9.0);
        assertThat(estimate.high()).isEqualTo(10);
    }

    @Test
    void seedsWidenTheIntervalOfAMethodThatHasThem() {
        Days low = days(1, 1, 1, 1, 1, 1, 1, 1, 1, 1);
        Days high = days(3, 3, 3, 3, 3, 3, 3, 3, 3, 3);
        assertThat(mean(new DayBootstrap(10, 2), List.of(low, high)).halfWidth())
                .isEqualTo(1);
        assertThat(mean(new DayBootstrap(10, 2), List.of(low)).halfWidth()).isZero();
    }

    @Test
    void fewerThanTenDaysCarryNoInterval() {
        Days nine = days(1, 5, 2, 8, 1, 5, 2, 8, 3);
        Days mostlyOne = days(1, 5, 2, 8, 1, 5, 2, 8, 3, 4, 2);
        for (int i = 0; i < 8; i++) {
            mostlyOne.add(3, 2);
        }
        assertThat(mean(new DayBootstrap(9, 1), List.of(nine)).halfWidth()).isNaN();
        assertThat(mean(new DayBootstrap(11, 1), List.of(mostlyOne)).halfWidth())
                .isNaN();
        assertThat(mean(new DayBootstrap(11, 1), List.of(mostlyOne)).mean()).isEqualTo(mostlyOne.mean());
    }

    /** Says 0.3 of what happens with this probability. */
    private static DayFigure calibration(double probability, SplittableRandom random) {
        DayQualities days = new DayQualities(Questions.LATE, 60);
        for (int i = 0; i < 6000; i++) {
            days.add(i % 60, new double[] {0.3}, 0, random.nextDouble() < probability ? 1 : 0);
        }
        return days.figure(Measure.CALIBRATION_ERROR);
    }

    @Test
    void aCalibrationErrorHasAnIntervalThatHoldsItUnlessItIsItsOwnNoise() {
        SplittableRandom random = new SplittableRandom(9);
        DayBootstrap bootstrap = new DayBootstrap(60, 1);
        int[] once = new int[60];
        java.util.Arrays.fill(once, 1);
        int held = 0;
        int ofNoise = 0;
        for (int i = 0; i < 100; i++) {
            DayFigure wrong = calibration(0.35, random);
            Estimate error = bootstrap.estimate(wrong.drawn(once), own -> own[0], List.of(List.of(wrong)));
            held += error.low() < 0.05 && 0.05 < error.high() ? 1 : 0;
            DayFigure right = calibration(0.3, random);
            Estimate noise = bootstrap.estimate(right.drawn(once), own -> own[0], List.of(List.of(right)));
            ofNoise += noise.low() > 0.001 ? 1 : 0;
        }
        assertThat(held).isGreaterThan(88);
        assertThat(ofNoise).isLessThan(8);
    }

    @Test
    void aMeanOverTasksOfAllSizesHoldsTheTruthAboutNineteenTimesInTwenty() {
        SplittableRandom random = new SplittableRandom(6);
        DayBootstrap bootstrap = new DayBootstrap(60, 1);
        int[] once = new int[60];
        java.util.Arrays.fill(once, 1);
        int held = 0;
        for (int i = 0; i < 150; i++) {
            DayTasks days = new DayTasks(60);
            double truth = 0;
            for (int task = 0; task < 40; task++) {
                double expected = random.nextDouble();
                truth += expected / 40;
                for (int label = 0; label < 1 + 600 / (1 + task); label++) {
                    days.add(task, random.nextInt(60), expected + random.nextGaussian());
                }
            }
            Estimate macro = bootstrap.estimate(days.drawn(once), own -> own[0], List.of(List.of(days)));
            held += macro.low() < truth && truth < macro.high() ? 1 : 0;
        }
        assertThat(held / 150.0).isBetween(0.88, 0.99);
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
