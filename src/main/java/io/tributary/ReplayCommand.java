package io.tributary;

import io.tributary.evaluation.Report;
import io.tributary.source.CsvSource;
import io.tributary.task.InvalidRowException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code replay}: the learner and its baselines over a file, without Kafka. */
@Command(
        name = "replay",
        description = "Runs the learner and its baselines over a CSV file, without Kafka.",
        mixinStandardHelpOptions = true)
final class ReplayCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Option(names = "--csv", required = true, paramLabel = "FILE", description = "The rows; plain or gzip.")
    private Path csv = Path.of("");

    @Option(names = "--json", description = "Prints one JSON object instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Wiring wiring = options.wiring();
        Report report;
        long rejected;
        try (CsvSource source = CsvSource.open(csv, wiring.mapping());
                Replay replay = new Replay(wiring.learner());
                Progress progress = Progress.of("replay", -1)) {
            report = replay.run(source, wiring.mapping().newRow(), this::complain, progress::at);
            rejected = replay.rejected();
        }
        spec.commandLine()
                .getOut()
                .println(json ? report.toJson() : report.toText().stripTrailing());
        spec.commandLine().getOut().flush();
        return rejected > 0 ? 1 : 0;
    }

    private void complain(InvalidRowException e) {
        spec.commandLine().getErr().println(e.reason().code() + ": " + e.detail());
    }
}
