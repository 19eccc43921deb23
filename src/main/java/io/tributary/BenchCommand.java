package io.tributary;

import io.tributary.bench.Alternative;
import io.tributary.bench.BenchReport;
import io.tributary.bench.EndToEnd;
import io.tributary.bench.Measurement;
import io.tributary.bench.Plan;
import io.tributary.bench.RowSpeed;
import io.tributary.bench.StepSpeed;
import io.tributary.bench.Workload;
import io.tributary.evaluation.MeasuredLearner;
import io.tributary.learning.Learner;
import io.tributary.source.CsvSource;
import io.tributary.streams.EventProducer;
import io.tributary.task.Row;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code bench}: alternatives measured in turn on the demo's flights. */
@Command(
        name = "bench",
        description =
                "Measures alternatives in turn: the learner and a pass-through, the step and its matrix products.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    private static final int ROWS_IN_MEMORY = 10_000;

    @Option(names = "--quick", description = "Takes less than 90 seconds on two cores, for rougher figures.")
    private boolean quick;

    @Option(names = "-X", paramLabel = "KEY=VALUE", description = "Overrides any key of the demo's configuration.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--json", description = "Prints one JSON object instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Wiring wiring = new Wiring(
                ConfigurationFile.resource("demo/flights.yaml", overrides).configuration());
        BenchReport report = measure(wiring, quick ? Plan.QUICK : Plan.FULL);
        spec.commandLine().getOut().println(json ? report.toJson() : report.toText());
        spec.commandLine().getOut().flush();
        return 0;
    }

    private BenchReport measure(Wiring wiring, Plan plan) throws IOException {
        long begin = System.nanoTime();
        List<Measurement> measurements = new ArrayList<>();
        say("Events through a broker in this process ...");
        measurements.add(endToEnd(wiring, plan));
        say("Replays ...");
        measurements.add(replay(wiring, plan));
        say("Rows ...");
        measurements.add(RowSpeed.measure(workload(wiring), plan));
        say("Steps ...");
        measurements.addAll(StepSpeed.measure(plan));
        return new BenchReport(
                System.getProperty("java.version"),
                Runtime.getRuntime().availableProcessors(),
                (System.nanoTime() - begin) / 1e9,
                measurements);
    }

    private void say(String message) {
        spec.commandLine().getErr().println(message);
        spec.commandLine().getErr().flush();
    }

    private static Measurement endToEnd(Wiring wiring, Plan plan) throws IOException {
        Path directory = Files.createTempDirectory("tributary-bench-");
        try (EndToEnd stream = EndToEnd.start(
                directory, wiring.application(wiring.clients()), producer -> produce(wiring, producer))) {
            return stream.measure(plan);
        } finally {
            DirectoryTree.delete(directory);
        }
    }

    private static void produce(Wiring wiring, EventProducer producer) {
        try (CsvSource source = Demo.flights(wiring)) {
            ProduceCommand.send(source, wiring.mapping(), producer, invalid -> {
                throw invalid;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Measurement replay(Wiring wiring, Plan plan) throws IOException {
        long rows = plan.replayedRows();
        return Measurement.inTurn(
                "replay",
                "rows/s",
                plan.runs(),
                List.of(
                        new Alternative("learner", () -> replayLearner(wiring, rows)),
                        new Alternative("with_baselines", () -> replayBaselines(wiring, rows))));
    }

    private static double replayLearner(Wiring wiring, long rows) throws IOException {
        try (Learner learner = new Learner(wiring.learner())) {
            return speed(wiring, learner, rows);
        }
    }

    private static double replayBaselines(Wiring wiring, long rows) throws IOException {
        try (MeasuredLearner measured =
                MeasuredLearner.of(wiring.learner(), wiring.configuration().transfer())) {
            return speed(wiring, measured.learner(), rows);
        }
    }

    private static double speed(Wiring wiring, Learner learner, long rows) throws IOException {
        Row row = wiring.mapping().newRow();
        try (CsvSource source = Demo.flights(wiring)) {
            long begin = System.nanoTime();
            while (source.rowNumber() < rows && source.next(row)) {
                learner.observe(row);
            }
            return source.rowNumber() * 1e9 / (System.nanoTime() - begin);
        }
    }

    /** The first of the shipped rows. */
    static Workload workload(Wiring wiring) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (CsvSource source = Demo.flights(wiring)) {
            Row row = wiring.mapping().newRow();
            while (rows.size() < ROWS_IN_MEMORY && source.next(row)) {
                rows.add(row);
                row = wiring.mapping().newRow();
            }
        }
        return new Workload(wiring.mapping(), wiring.learner(), rows);
    }
}
