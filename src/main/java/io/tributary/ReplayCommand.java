package io.tributary;

import io.tributary.evaluation.Report;
import io.tributary.evaluation.RunSummary.Continuation;
import io.tributary.learning.Counters;
import io.tributary.snapshot.SnapshotException;
import io.tributary.source.CsvSource;
import io.tributary.source.RowSource;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelVersion;
import io.tributary.streams.ApplicationConfig;
import io.tributary.streams.LogRows;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
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

    @Option(
            names = "--from-snapshot",
            paramLabel = "VERSION",
            description = "Goes on from a snapshot: in the log at its offset, in a file after the rows it has had."
                    + " Scores are of the rows that follow.")
    private @Nullable ModelVersion snapshot;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        if (tasks && !json) {
            throw new ParameterException(spec.commandLine(), "--tasks goes with --json: tasks have no table");
        }
        Wiring wiring = options.wiring();
        if (snapshot == null) {
            return replay(wiring, Optional.empty());
        }
        try (SnapshotModel model = SnapshotModel.open(wiring, snapshot)) {
            return replay(wiring, Optional.of(model));
        }
    }

    private int replay(Wiring wiring, Optional<SnapshotModel> from) throws IOException {
        if (rows.log) {
            try (BrokerAccess broker = BrokerAccess.open(wiring.clients());
                    LogRows source = log(wiring, wiring.application(broker.clients()), from)) {
                return replay(wiring, source, from);
            }
        }
        try (CsvSource source = CsvSource.open(Objects.requireNonNull(rows.csv), wiring.mapping())) {
            from.ifPresent(model -> pass(model, source, wiring.mapping().newRow()));
            return replay(wiring, source, from);
        }
    }

    private static LogRows log(Wiring wiring, ApplicationConfig application, Optional<SnapshotModel> from) {
        if (from.isEmpty()) {
            return LogRows.open(application, 0);
        }
        String topic = from.get().manifest().getOffsets().get(0).getTopic();
        if (!topic.equals(wiring.topics().log())) {
            throw new SnapshotException("snapshot " + from.get().manifest().getVersion() + " stands in the log " + topic
                    + ", expected " + wiring.topics().log() + "; is source.keyed as it was?");
        }
        return LogRows.open(application, 0, from.get().state().nextOffset());
    }

    /** Passes over the rows of a file that a snapshot's model has had, those among them that it refused. */
    private void pass(SnapshotModel model, CsvSource source, Row row) {
        Counters counters = model.state().learner().counters();
        long had = counters.rows() + counters.refused();
        if (model.state().generation() > 0) {
            complain("the model was rolled back before snapshot " + snapshot
                    + ": if it then forgot rows, it had more of the file than the " + had + " that are passed over");
        }
        while (source.rowNumber() < had) {
            if (!isThere(source, row)) {
                throw new SnapshotException("snapshot " + snapshot + " has had " + had + " rows, expected as many in "
                        + rows.csv + ", which has " + source.rowNumber());
            }
        }
    }

    private static boolean isThere(CsvSource source, Row row) {
        try {
            return source.next(row);
        } catch (InvalidRowException refusedThen) {
            return true; // It was told of when the model came to it.
        }
    }

    private int replay(Wiring wiring, RowSource source, Optional<SnapshotModel> from) {
        Report report;
        long rejected;
        try (Replay replay = from.map(model -> continued(model, source))
                        .orElseGet(() -> new Replay(
                                wiring.learner(), wiring.configuration().transfer()));
                Progress progress = Progress.of("replay", -1)) {
            report = replay.run(
                    source,
                    wiring.mapping().newRow(),
                    e -> complain(e.reason().code() + ": " + e.detail()),
                    progress::at);
            rejected = replay.rejected();
        }
        spec.commandLine().getOut().println(shown(report));
        spec.commandLine().getOut().flush();
        return rejected > 0 ? 1 : 0;
    }

    private Replay continued(SnapshotModel model, RowSource source) {
        LearnerState state = model.state();
        Counters counters = state.learner().counters();
        String place = rows.log
                ? "offset " + state.nextOffset() + " of the log"
                : String.format(Locale.ROOT, "row %,d of the file", source.rowNumber() + 1);
        return new Replay(
                model.measured(),
                new Continuation(model.manifest().getVersion(), place, counters.rows(), counters.learned()));
    }

    private String shown(Report report) {
        if (!json) {
            return report.toText().stripTrailing();
        }
        return tasks ? report.toJsonWithTasks() : report.toJson();
    }

    private void complain(String words) {
        spec.commandLine().getErr().println(words);
    }
}
