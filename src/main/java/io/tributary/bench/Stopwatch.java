package io.tributary.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;

/**
 * Times what is too short to be timed once.
 *
 * <p>In processor time of the calling thread, so that whoever else uses the machine is not counted; the work must not hand
 * itself to other threads.
 */
final class Stopwatch {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
    private static final double NANOS_PER_MICRO = 1e3;

    private Stopwatch() {}

    /** Microseconds a call, over as many calls as fill the time, or one call. */
    static double microsecondsPerCall(Runnable work, Duration time) {
        long begin = System.nanoTime();
        long beginBusy = THREADS.getCurrentThreadCpuTime();
        long calls = 0;
        long chunk = 1;
        do {
            for (long call = 0; call < chunk; call++) {
                work.run();
            }
            calls += chunk;
            chunk = nextChunk(calls, System.nanoTime() - begin, time.toNanos());
        } while (chunk > 0);
        return (THREADS.getCurrentThreadCpuTime() - beginBusy) / NANOS_PER_MICRO / calls;
    }

    /** As many calls again as were made, or as many as seem to be missing; 0 when the time is over. */
    private static long nextChunk(long calls, long elapsed, long time) {
        if (elapsed >= time) {
            return 0;
        }
        double missing = (double) calls * (time - elapsed) / Math.max(1, elapsed);
        return Math.max(1, Math.min(calls, (long) missing));
    }
}
