package io.tributary;

import io.tributary.evaluation.TaskStandings;
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
    private static final int TASKS = 20;

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Option(names = "--json", description = "Prints one JSON object instead of a table.")
    private boolean json;

    @Option(
            names = "--neighbours",
            paramLabel = "TASK",
            description = "Prints the tasks nearest to this one, named family/entity, instead of the model.")
    private Optional<String> neighbours = Optional.empty();

    @Option(
            names = "--tasks",
            description =
                    "Prints the tasks that gain least from sharing, those that suffer most first, instead of the"
                            + " model: labels, losses of the model and of each baseline, gains with 95 %% intervals, who answers.")
    private boolean tasks;

    @Option(
            names = "--limit",
            paramLabel = "N",
            description = "With --tasks: how many at most (default: " + TASKS + ").")
    private Optional<Integer> limit = Optional.empty();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        requireOneQuestion();
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

    private void requireOneQuestion() {
        if (tasks && neighbours.isPresent()) {
            throw new ParameterException(spec.commandLine(), "--tasks and --neighbours: expected one of them");
        }
        if (limit.isPresent() && (!tasks || limit.get() < 1)) {
            throw new ParameterException(
                    spec.commandLine(), "--limit: found " + limit.get() + ", expected 1 at least, with --tasks");
        }
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
        if (tasks) {
            TaskStandings standings = state.baselines()
                    .map(measured -> TaskStandings.of(measured, learner.families(), limit.orElse(TASKS)))
                    .orElse(TaskStandings.NONE);
            return json ? standings.toJson() : standings.toText();
        }
        Inspection inspection = Inspection.of(state);
        return json ? inspection.toJson() : inspection.toText();
    }
}
