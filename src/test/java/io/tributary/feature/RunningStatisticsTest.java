package io.tributary.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class RunningStatisticsTest {
    @Test
    void startsWithMeanZeroAndDeviationOne() {
        RunningStatistics statistics = new RunningStatistics(1, 100);

        assertThat(statistics.mean(0)).isZero();
        assertThat(statistics.deviation(0)).isEqualTo(1);
    }

    @Test
    void keepsDeviationOneUntilTwoValuesHaveBeenSeen() {
        RunningStatistics statistics = new RunningStatistics(1, 100);

        statistics.observe(0, 5);
        assertThat(statistics.mean(0)).isEqualTo(5);
        assertThat(statistics.deviation(0)).isEqualTo(1);

        statistics.observe(0, 9);
        assertThat(statistics.mean(0)).isEqualTo(7);
        assertThat(statistics.deviation(0)).isEqualTo(2);
    }

    @Test
    void neverLetsADeviationFallBelowItsFloor() {
        RunningStatistics statistics = new RunningStatistics(1, 100);
        statistics.observe(0, 3);
        statistics.observe(0, 3);

        assertThat(statistics.deviation(0)).isEqualTo(1e-6);
    }

    @Property(tries = 100)
    void equalsMeanAndVarianceOfTheSampleBelowTheCap(
            @ForAll @Size(min = 2, max = 50) List<@DoubleRange(min = -1000, max = 1000) Double> values) {
        RunningStatistics statistics = new RunningStatistics(1, 50);
        values.forEach(value -> statistics.observe(0, value));

        double mean = values.stream().mapToDouble(v -> v).average().orElseThrow();
        double variance = values.stream()
                .mapToDouble(v -> (v - mean) * (v - mean))
                .average()
                .orElseThrow();
        assertThat(statistics.count(0)).isEqualTo(values.size());
        assertThat(statistics.mean(0)).isCloseTo(mean, within(1e-9));
        assertThat(statistics.variance(0)).isCloseTo(variance, within(1e-7));
    }

    @Test
    void forgetsWithAConstantGainOnceTheCapIsReached() {
        RunningStatistics statistics = new RunningStatistics(1, 4);
        for (int i = 0; i < 10; i++) {
            statistics.observe(0, 0);
        }
        statistics.observe(0, 8);

        assertThat(statistics.count(0)).isEqualTo(11);
        assertThat(statistics.mean(0)).isEqualTo(2);
        assertThat(statistics.variance(0)).isEqualTo(8 * 6 / 4.0);
    }

    @Test
    void keepsItsSeriesApart() {
        RunningStatistics statistics = new RunningStatistics(2, 100);
        statistics.observe(1, 7);

        assertThat(statistics.count(0)).isZero();
        assertThat(statistics.mean(1)).isEqualTo(7);
    }

    @Test
    void goesOnFromARestoredStateToTheBit() {
        RunningStatistics original = new RunningStatistics(1, 3);
        for (double value : new double[] {0.1, 0.7, -3, 12.5}) {
            original.observe(0, value);
        }
        RunningStatistics copy = new RunningStatistics(1, 3);
        copy.restore(0, original.count(0), original.mean(0), original.variance(0));
        original.observe(0, 0.3);
        copy.observe(0, 0.3);

        assertThat(copy.mean(0)).isEqualTo(original.mean(0));
        assertThat(copy.variance(0)).isEqualTo(original.variance(0));
        assertThat(copy.count(0)).isEqualTo(5);
    }

    @Test
    void forgetsEverythingOnReset() {
        RunningStatistics statistics = new RunningStatistics(1, 3);
        statistics.observe(0, 4);
        statistics.observe(0, 5);
        statistics.reset();

        assertThat(statistics.count(0)).isZero();
        assertThat(statistics.mean(0)).isZero();
        assertThat(statistics.variance(0)).isZero();
    }

    @Test
    void refusesACapThatCannotHoldADeviation() {
        assertThatThrownBy(() -> new RunningStatistics(1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("expected at least 2");
    }
}
