package io.tributary;

import io.tributary.bench.StepSpeed;
import io.tributary.model.StepBenchmark;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What one mini-batch costs, and its matrix products alone; {@code gc.alloc.rate.norm} is to be the profiler's own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MiniBatchBenchmark {
    @Param
    private StepSpeed.Size size;

    @Param({"1", "32", "512"})
    private int rows;

    private StepBenchmark batch;

    @Setup
    public void start() {
        batch = size.batch(rows);
    }

    @TearDown
    public void stop() {
        batch.close();
    }

    /** Forward, backward, clipping, Adam. */
    @Benchmark
    public void step() {
        batch.step();
    }

    @Benchmark
    public void gemms() {
        batch.gemms();
    }
}
