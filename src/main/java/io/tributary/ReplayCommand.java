package io.tributary;

import io.tributary.evaluation.Report;
import io.tributary.source.CsvSource;
import io.tributary.source.RowSource;
import io.tributary.streams.LogRows;
import io.tributary.task.InvalidRowException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code replay}: the learner and its baselines over a file or over the learner's log, without the stream. */
@Command(
        name = "replay",
        description = "Runs the learner and its baselines over a CSV file, without Kafka, or over the learner's log.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @ArgGroup(multiplicity = "1")
    private Rows rows = new Rows();

    /** Where the rows come from: one of these. */
    private static final class Rows {
        @Option(names = "--csv", required = true, paramLabel = "FILE", description = "The rows; plain or gzip.")
        private @Nullable Path csv;

        @Option(names = "--log", required = true, description = "The rows of the learner's log, up to its end of now.")
        private boolean log;
    }

    @Option(names = "--json", description = "Prints one JSON object instead of a table.")
    private boolean json;

    @Option(names = "--tasks", description = "With --json: adds the scores of every task, the busiest first.")
    private boolean tasks;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (tasks && !json) {
            throw new ParameterException(spec.commandLine(), "--tasks goes with --json: tasks have no table");
        }
        Wiring wiring = options.wiring();
        if (rows.log) {
            try (BrokerAccess broker = BrokerAccess.open(wiring.clients());
                    LogRows source = LogRows.open(wiring.application(broker.clients()), 0)) {
                return replay(wiring, source);
            }
        }
        try (CsvSource source = CsvSource.open(Objects.requireNonNull(rows.csv), wiring.mapping())) {
            return replay(wiring, source);
        }
    }

    private int replay(Wiring wiring, RowSource source) {
        Report report;
        long rejected;
        try (Replay replay = new Replay(wiring.learner(), wiring.configuration().transfer());
                Progress progress = Progress.of("replay", -1)) {
            report = replay.run(source, wiring.mapping().newRow(), this::complain, progress::at);
            rejected = replay.rejected();
        }
        spec.commandLine().getOut().println(shown(report));
        spec.commandLine().getOut().flush();
        return rejected > 0 ? 1 : 0;
    }

    private String shown(Report report) {
        if (!json) {
            return report.toText().stripTrailing();
        }
        return tasks ? report.toJsonWithTasks() : report.toJson();
    }

    private void complain(InvalidRowException e) {
        spec.commandLine().getErr().println(e.reason().code() + ": " + e.detail());
    }
}
