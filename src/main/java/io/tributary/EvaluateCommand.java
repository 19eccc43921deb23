package io.tributary;

import io.tributary.evaluation.Comparison;
import io.tributary.evaluation.RunTable;
import io.tributary.evaluation.ShotReport;
import io.tributary.task.InvalidRowException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code evaluate}: the learner and its baselines over a file in several orders and with several seeds. */
@Command(
        name = "evaluate",
        description = {
            "Measures the learner and its baselines over a CSV file in several row orders and with several seeds:",
            "means with 95 %% intervals, and the loss on entities never seen. Intervals are over orders and seeds. Where",
            "rows have a time, their order stays, and days are drawn again instead; a figure that fewer than ten days",
            "carry has no interval then. For entities never seen, intervals are over these entities and seeds."
        },
        mixinStandardHelpOptions = true)
final class EvaluateCommand implements Callable<Integer> {
    /** An answer to a question. */
    enum Choice {
        YES,
        NO
    }

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Option(names = "--csv", required = true, paramLabel = "FILE", description = "The rows; plain or gzip.")
    private Path csv = Path.of("");

    @Option(
            names = "--orders",
            paramLabel = "N",
            description = "Orders of the rows: the file's and N - 1 shuffled ones (default: ${DEFAULT-VALUE}).")
    private int orders = 5;

    @Option(
            names = "--seeds",
            paramLabel = "N",
            description = "Seeds of the model, 1 to N, each with every order (default: ${DEFAULT-VALUE}).")
    private int seeds = 5;

    @Option(
            names = "--compare",
            paramLabel = "KEY=A,B",
            description = "Runs all of it for each value of a key, and compares with the first. May be repeated: then"
                    + " one key is changed at a time.")
    private List<String> compares = new ArrayList<>();

    @Option(
            names = "--live-baselines",
            paramLabel = "yes|no",
            description = "Whether the baselines of transfer.baselines run beside the model (default: yes).")
    private Choice baselines = Choice.YES;

    @Option(names = "--json", description = "Prints one JSON object instead of tables.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private long invalid;

    /** A variant that can be run. */
    private record Prepared(String name, List<Wiring> seeds) {}

    @Override
    public Integer call() throws IOException {
        long begin = System.nanoTime();
        if (orders < 1 || seeds < 1) {
            throw new ParameterException(spec.commandLine(), "--orders and --seeds: expected 1 at least");
        }
        List<Prepared> prepared = variants().stream().map(this::prepare).toList();
        List<Comparison.Variant> variants = run(prepared);
        Comparison comparison = new Comparison(variants, (System.nanoTime() - begin) / 1e9);
        spec.commandLine()
                .getOut()
                .println(json ? comparison.toJson() : comparison.toText().stripTrailing());
        spec.commandLine().getOut().flush();
        return invalid > 0 ? 1 : 0;
    }

    private List<Variant> variants() {
        try {
            return Variant.of(compares);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** Finds what is wrong with any variant before the first runs. */
    private Prepared prepare(Variant variant) {
        List<Wiring> wirings = IntStream.rangeClosed(1, seeds)
                .mapToObj(seed -> wiring(variant, seed))
                .toList();
        return new Prepared(variant.name(), wirings);
    }

    /** Baselines have no random part: they run with the first seed only, unless what they find out moves the model. */
    private Wiring wiring(Variant variant, int seed) {
        List<String> overrides = new ArrayList<>(variant.withSeed(seed));
        Wiring whole = new Wiring(options.file(overrides).configuration());
        boolean needed = seed == 1 || whole.configuration().transfer().detach();
        if (baselines == Choice.YES && needed) {
            return whole;
        }
        overrides.add("transfer.baselines=[]");
        return new Wiring(options.file(overrides).configuration());
    }

    private List<Comparison.Variant> run(List<Prepared> prepared) throws IOException {
        List<Comparison.Variant> variants = new ArrayList<>();
        Optional<RunTable> first = Optional.empty();
        for (Prepared variant : prepared) {
            StoredRows rows = StoredRows.read(csv, variant.seeds().get(0), this::complain);
            if (rows.size() == 0) {
                throw new IllegalArgumentException(csv + ": found no row that can be read, expected one at least");
            }
            try (Progress progress = Progress.of(
                    "evaluate",
                    EvaluationRuns.rowsOf(rows, orders, variant.seeds().size()))) {
                long[] done = new long[1];
                EvaluationRuns runs =
                        new EvaluationRuns(variant.seeds(), rows, orders, this::complain, () -> progress.at(++done[0]));
                RunTable table = runs.run();
                List<ShotReport> shots = runs.shots();
                variants.add(Comparison.Variant.of(variant.name(), table, shots, first));
                first = first.or(() -> Optional.of(table));
            }
        }
        return variants;
    }

    private void complain(InvalidRowException e) {
        invalid++;
        spec.commandLine().getErr().println(e.reason().code() + ": " + e.detail());
    }
}
