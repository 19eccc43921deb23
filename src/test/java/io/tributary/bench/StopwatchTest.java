package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StopwatchTest {
    private final AtomicLong calls = new AtomicLong();

    @Test
    void callsOnceAtLeast() {
        Stopwatch.microsecondsPerCall(calls::incrementAndGet, Duration.ZERO);

        assertThat(calls).hasValue(1);
    }

    @Test
    void fillsTheTimeAndCountsNoMoreThanPassed() {
        Duration time = Duration.ofMillis(5);
        long begin = System.nanoTime();
        double microseconds = Stopwatch.microsecondsPerCall(calls::incrementAndGet, time);
        double elapsed = (System.nanoTime() - begin) / 1e3;

        assertThat(elapsed).isGreaterThanOrEqualTo(5000);
        assertThat(microseconds * calls.get()).isPositive().isLessThanOrEqualTo(1.01 * elapsed);
    }
}
