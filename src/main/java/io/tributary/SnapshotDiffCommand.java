package io.tributary;

import io.tributary.snapshot.SnapshotDifference;
import io.tributary.state.ModelVersion;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapshot diff}: what two snapshots differ in. */
@Command(
        name = "diff",
        description =
                "How far parameters and losses have moved from one snapshot to another, and which settings differ;"
                        + " each is read with the configuration it was taken under.",
        mixinStandardHelpOptions = true)
final class SnapshotDiffCommand implements Runnable {
    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Parameters(index = "0", paramLabel = "FROM", description = "The first.")
    private ModelVersion from = ModelVersion.NONE;

    @Parameters(index = "1", paramLabel = "TO", description = "The second.")
    private ModelVersion to = ModelVersion.NONE;

    @Option(names = "--json", description = "Prints one JSON object instead of tables.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        Wiring wiring = options.wiring();
        try (SnapshotModel first = SnapshotModel.asItWas(wiring, from);
                SnapshotModel second = SnapshotModel.asItWas(wiring, to)) {
            SnapshotDifference difference = SnapshotDifference.between(
                    first.manifest(),
                    first.state().learner(),
                    second.manifest(),
                    second.state().learner());
            spec.commandLine().getOut().println(json ? difference.toJson() : difference.toText());
        }
        spec.commandLine().getOut().flush();
    }
}
