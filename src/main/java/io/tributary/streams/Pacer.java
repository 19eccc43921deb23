package io.tributary.streams;

import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/**
 * Lets so many calls through in a second, evenly, and sleeps in between.
 *
 * <p>Calls keep to a schedule, so that short sleeps which last too long are made up for; a pause of the caller is not.
 * Not thread-safe.
 */
final class Pacer {
    private static final long MOST_TO_MAKE_UP_NANOS = 50_000_000;

    private final double interval;
    private final LongSupplier clock;
    private final LongConsumer sleep;
    private long start;
    private long calls;

    /** A pacer for the system's clock; an infinite rate lets every call through at once. */
    Pacer(double perSecond) {
        this(perSecond, System::nanoTime, LockSupport::parkNanos);
    }

    /**
     * A pacer.
     *
     * @param clock tells nanoseconds
     * @param sleep waits for about so many nanoseconds
     */
    Pacer(double perSecond, LongSupplier clock, LongConsumer sleep) {
        if (!(perSecond > 0)) {
            throw new IllegalArgumentException("rate: found " + perSecond + " events/s, expected more than 0");
        }
        this.interval = 1e9 / perSecond;
        this.clock = clock;
        this.sleep = sleep;
        start = clock.getAsLong();
    }

    /** Returns when the next call is due, or the thread is interrupted. */
    void await() {
        long due = start + (long) (calls * interval);
        long now = clock.getAsLong();
        if (now - due > MOST_TO_MAKE_UP_NANOS) {
            start = now;
            calls = 0;
        }
        while (now < due && !Thread.currentThread().isInterrupted()) {
            sleep.accept(due - now);
            now = clock.getAsLong();
        }
        calls++;
    }
}
