package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PacerTest {
    private static final long SECOND = 1_000_000_000L;

    private long now = 17;

    /** A pacer whose sleeps always last a little longer than they should. */
    private Pacer pacer(double perSecond) {
        return new Pacer(perSecond, () -> now, nanos -> now += nanos + 60_000);
    }

    @AfterEach
    void forgetInterruption() {
        Thread.interrupted();
    }

    @Test
    void keepsTheRateAlthoughSleepsLastTooLong() {
        Pacer pacer = pacer(50_000);
        long start = now;

        for (int i = 0; i <= 50_000; i++) {
            pacer.await();
        }

        assertThat(now - start).isCloseTo(SECOND, within(SECOND / 1000));
    }

    @Test
    void spreadsCallsEvenly() {
        Pacer pacer = pacer(10);
        pacer.await();
        long first = now;

        pacer.await();

        assertThat(now - first).isCloseTo(SECOND / 10, within(SECOND / 1000));
    }

    @Test
    void makesUpForNoPauseOfTheCaller() {
        Pacer pacer = pacer(100);
        pacer.await();
        now += 10 * SECOND;
        long resumed = now;

        for (int i = 0; i <= 100; i++) {
            pacer.await();
        }

        assertThat(now - resumed).isCloseTo(SECOND, within(SECOND / 100));
    }

    @Test
    void neverSleepsAtAnInfiniteRate() {
        Pacer pacer = pacer(Double.POSITIVE_INFINITY);
        long start = now;

        for (int i = 0; i < 100; i++) {
            pacer.await();
        }

        assertThat(now).isEqualTo(start);
    }

    @Test
    void letsAnInterruptedThreadGoOn() {
        Pacer pacer = new Pacer(1, () -> now, nanos -> {});
        pacer.await();
        Thread.currentThread().interrupt();

        pacer.await();

        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }

    @Test
    void refusesARateOfNothing() {
        assertThatIllegalArgumentException().isThrownBy(() -> pacer(0)).withMessageContaining("0.0 events/s");
        assertThatIllegalArgumentException().isThrownBy(() -> pacer(Double.NaN));
    }
}
