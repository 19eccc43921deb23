package io.tributary;

import io.tributary.learning.Learner;
import io.tributary.state.LearnerState;
import io.tributary.streams.ModelReader;
import io.tributary.task.Family;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
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

    @Option(
            names = "--neighbours",
            paramLabel = "TASK",
            description = "Prints the tasks nearest to this one, named family/entity, instead of the model.")
    private Optional<String> neighbours = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Wiring wiring = options.wiring();
        requireFamily(wiring);
        try (BrokerAccess broker = BrokerAccess.open(wiring.clients())) {
            LearnerState state = ModelReader.read(wiring.application(broker.clients()), 0);
            try (Learner learner = state.learner()) {
                spec.commandLine().getOut().println(describe(state, learner));
            }
            spec.commandLine().getOut().flush();
        }
        return 0;
    }

    /** Before a broker is asked for anything. */
    private void requireFamily(Wiring wiring) {
        List<String> families =
                wiring.learner().families().stream().map(Family::name).toList();
        neighbours
                .filter(task -> families.stream().noneMatch(family -> task.startsWith(family + "/")))
                .ifPresent(task -> {
                    throw new ParameterException(
                            spec.commandLine(),
                            "--neighbours: found '" + task + "', expected family/entity with one of the families "
                                    + String.join(", ", families));
                });
    }

    private String describe(LearnerState state, Learner learner) {
        if (neighbours.isPresent()) {
            Nearness nearness = Nearness.of(learner, neighbours.get());
            return json ? nearness.toJson() : nearness.toText();
        }
        Inspection inspection = Inspection.of(state);
        return json ? inspection.toJson() : inspection.toText();
    }
}
