package io.tributary;

import io.tributary.bench.RowWork;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What one of the demo's flights costs without Kafka; {@code gc.alloc.rate.norm} is to be the profiler's own. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class RowBenchmark {
    private RowWork work;

    @Setup
    public void start() throws IOException {
        ConfigurationFile file = ConfigurationFile.resource("demo/flights.yaml", List.of());
        work = new RowWork(BenchCommand.workload(new Wiring(file.configuration())));
    }

    @TearDown
    public void stop() {
        work.close();
    }

    /** Predicts, scores and learns a row: the learner end to end. */
    @Benchmark
    public Prediction observe() {
        return work.observe();
    }

    @Benchmark
    public Prediction predict() {
        return work.predict();
    }

    /** From an event's bytes to a row. */
    @Benchmark
    public Row decode() {
        return work.decode();
    }
}
