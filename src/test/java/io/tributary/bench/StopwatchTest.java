package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StopwatchTest {
    @Test
    void callsOnceAtLeast() {
        AtomicLong calls = new AtomicLong();
        assertThat(Stopwatch.microsecondsPerCall(calls::incrementAndGet, Duration.ZERO))
                .isPositive();
        assertThat(calls).hasValue(1);
    }

    @Test
    void fillsTheTime() {
        AtomicLong calls = new AtomicLong();
        Duration time = Duration.ofMillis(5);
        double microseconds = Stopwatch.microsecondsPerCall(calls::incrementAndGet, time);
        assertThat(microseconds * calls.get()).isGreaterThanOrEqualTo(5000);
        assertThat(calls.get()).isGreaterThan(1000);
    }
}
