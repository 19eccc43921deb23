package io.tributary.source;

import java.lang.management.ManagementFactory;

/** How many bytes this thread allocates in a piece of work. */
public final class Allocation {
    private static final com.sun.management.ThreadMXBean THREADS =
            (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Allocation() {}

    /** The bytes allocated by one of many repetitions, once warm; less than one is measurement's own. */
    public static double bytesPerCall(Runnable work) {
        int calls = 10_000;
        repeat(work, calls);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        repeat(work, calls);
        return (THREADS.getCurrentThreadAllocatedBytes() - before) / (double) calls;
    }

    private static void repeat(Runnable work, int calls) {
        for (int i = 0; i < calls; i++) {
            work.run();
        }
    }
}
