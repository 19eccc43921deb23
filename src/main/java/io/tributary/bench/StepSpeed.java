package io.tributary.bench;

import io.tributary.model.StepBenchmark;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** One step at three sizes of network and of mini-batch, beside the matrix products that it cannot avoid. */
public final class StepSpeed {
    private static final List<Integer> BATCHES = List.of(1, 32, 512);

    /** A network with one output. */
    public enum Size {
        /** 10-20-1. */
        S,
        /** 64-128-64-1. */
        M,
        /** 256-512-256-1. */
        L;

        /** A mini-batch of so many rows for a network of this size. */
        public StepBenchmark batch(int rows) {
            return switch (this) {
                case S -> new StepBenchmark(10, List.of(20), rows);
                case M -> new StepBenchmark(64, List.of(128, 64), rows);
                case L -> new StepBenchmark(256, List.of(512, 256), rows);
            };
        }
    }

    private StepSpeed() {}

    public static List<Measurement> measure(Plan plan) throws IOException {
        List<Measurement> measurements = new ArrayList<>();
        for (Size size : Size.values()) {
            for (int rows : BATCHES) {
                measurements.add(measure(size, rows, plan));
            }
        }
        return measurements;
    }

    private static Measurement measure(Size size, int rows, Plan plan) throws IOException {
        try (StepBenchmark batch = size.batch(rows)) {
            return Measurement.inTurn(
                    "step_" + size + "_" + rows,
                    "µs",
                    plan.slices(),
                    List.of(
                            new Alternative("step", () -> Stopwatch.microsecondsPerCall(batch::step, plan.slice())),
                            new Alternative("gemms", () -> Stopwatch.microsecondsPerCall(batch::gemms, plan.slice()))));
        }
    }
}
