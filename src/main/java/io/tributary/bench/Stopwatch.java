package io.tributary.bench;

import java.time.Duration;

/** Times what is too short to be timed once. */
final class Stopwatch {
    private static final double NANOS_PER_MICRO = 1e3;

    private Stopwatch() {}

    /** Microseconds a call, over as many calls as fill the time, twice the time at most or one call. */
    static double microsecondsPerCall(Runnable work, Duration time) {
        long calls = 0;
        long chunk = 1;
        long begin = System.nanoTime();
        long elapsed;
        do {
            for (long call = 0; call < chunk; call++) {
                work.run();
            }
            calls += chunk;
            elapsed = System.nanoTime() - begin;
            chunk = nextChunk(calls, elapsed, time.toNanos());
        } while (chunk > 0);
        return elapsed / NANOS_PER_MICRO / calls;
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
