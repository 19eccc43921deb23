package io.tributary;

import io.tributary.state.LearnerState;
import io.tributary.streams.ModelReader;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code inspect}: the model rebuilt from its changelog. */
@Command(
        name = "inspect",
        description = "Rebuilds the model from its changelog, read-only, also while the application runs.",
        mixinStandardHelpOptions = true)
final class InspectCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Option(names = "--json", description = "Prints one JSON object instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Wiring wiring = options.wiring();
        try (BrokerAccess broker = BrokerAccess.open(wiring.clients())) {
            LearnerState state = ModelReader.read(wiring.application(broker.clients()), 0);
            Inspection inspection = Inspection.of(state);
            state.learner().close();
            spec.commandLine().getOut().println(json ? inspection.toJson() : inspection.toText());
            spec.commandLine().getOut().flush();
        }
        return 0;
    }
}
