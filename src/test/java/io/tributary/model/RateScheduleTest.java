package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class RateScheduleTest {
    private final RateSchedule schedule = new RateSchedule(2000, 0.1);

    @Test
    void beginsAtOne() {
        assertThat(schedule.factor(0, 16, 16)).isEqualTo(1);
    }

    @Test
    void fallsWithTheRootOfTheExamplesLearned() {
        assertThat(schedule.factor(2000, 16, 16)).isCloseTo(Math.sqrt(0.5), within(1e-15));
        assertThat(schedule.factor(6000, 16, 16)).isCloseTo(0.5, within(1e-15));
    }

    @Test
    void neverFallsBelowItsFloor() {
        assertThat(schedule.factor(Long.MAX_VALUE, 16, 16)).isEqualTo(0.1);
        assertThat(schedule.factor(198_000, 16, 16)).isCloseTo(0.1, within(1e-15));
        assertThat(schedule.factor(150_000, 16, 16)).isGreaterThan(0.1);
    }

    @Test
    void aSmallMiniBatchTakesASmallerStep() {
        assertThat(schedule.factor(0, 4, 16)).isEqualTo(0.5);
        assertThat(schedule.factor(6000, 4, 16)).isCloseTo(0.25, within(1e-15));
        assertThat(schedule.factor(Long.MAX_VALUE, 4, 16)).isCloseTo(0.05, within(1e-15));
    }

    @Test
    void aMiniBatchOfMoreExamplesThanAskedTakesNoLargerOne() {
        assertThat(schedule.factor(0, 18, 16)).isEqualTo(1);
    }

    @Test
    void staysAtOneWithoutDecay() {
        assertThat(new RateSchedule(0, 0).factor(1_000_000_000, 16, 16)).isEqualTo(1);
    }
}
