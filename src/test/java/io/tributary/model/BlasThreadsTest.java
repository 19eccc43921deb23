package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** BLAS runs with one thread however the program is started. */
class BlasThreadsTest {
    private static final int SIZE = 1024;
    private static final int REPEATS = 20;
    /* Two busy threads would be near 2. */
    private static final double MOST_CPU_PER_WALL = 1.3;

    /** Prints the library's threads and the CPU seconds per second of a large product, in a process of its own. */
    static final class Probe {
        private Probe() {}

        public static void main(String[] arguments) {
            double ratio = cpuPerWall();
            System.out.printf(Locale.ROOT, "%d %.3f%n", Blas.threads(), ratio);
        }
    }

    /** Of several measurements the lowest: the compiler and the collector of the JVM take CPU time too. */
    private static double cpuPerWall() {
        double lowest = Double.POSITIVE_INFINITY;
        try (NativeFloats a = new NativeFloats(SIZE * SIZE);
                NativeFloats b = new NativeFloats(SIZE * SIZE);
                NativeFloats c = new NativeFloats(SIZE * SIZE)) {
            for (int attempt = 0; attempt < 3; attempt++) {
                lowest = Math.min(lowest, measure(a, b, c));
            }
        }
        return lowest;
    }

    private static double measure(NativeFloats a, NativeFloats b, NativeFloats c) {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long cpu = system.getProcessCpuTime();
        long wall = System.nanoTime();
        for (int i = 0; i < REPEATS; i++) {
            Blas.times(SIZE, SIZE, SIZE, a.source(0), SIZE, b.source(0), SIZE, c.target(0), SIZE);
        }
        return (double) (system.getProcessCpuTime() - cpu) / (System.nanoTime() - wall);
    }

    @Test
    void theLibraryHasOneThread() {
        assertThat(Blas.threads()).isEqualTo(1);
    }

    @Test
    void aLargeProductKeepsOneCoreBusy() {
        assertThat(cpuPerWall()).isLessThan(MOST_CPU_PER_WALL);
    }

    @Test
    void aProcessThatWasToldNothingHasOneThreadToo() throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Probe.class.getName());
        builder.environment().keySet().removeIf(name -> name.startsWith("OMP_") || name.startsWith("OPENBLAS_"));
        Process process = builder.redirectErrorStream(true).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        String last = printed.strip().substring(printed.strip().lastIndexOf('\n') + 1);
        assertThat(last).as(printed).matches("1 \\d\\.\\d+");
        assertThat(Double.parseDouble(last.substring(2))).isLessThan(MOST_CPU_PER_WALL);
    }
}
