package io.tributary;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tributary.snapshot.export.ExportFormat;
import io.tributary.snapshot.export.ExportMetadata;
import io.tributary.snapshot.export.ModelExport;
import io.tributary.snapshot.export.TaskChoice;
import io.tributary.state.ModelVersion;
import io.tributary.task.EntityIndex;
import io.tributary.task.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code snapshot export}: a snapshot's model in a format that others read. */
@Command(
        name = "export",
        description =
                "Writes a snapshot's model for elsewhere: onnx answers for one entity, safetensors and json hold all.",
        mixinStandardHelpOptions = true)
final class SnapshotExportCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Parameters(paramLabel = "VERSION", description = "Which one, as list prints it.")
    private ModelVersion version = ModelVersion.NONE;

    @Option(names = "--format", required = true, description = "onnx, safetensors or json.")
    private ExportFormat format = ExportFormat.ONNX;

    @ArgGroup
    private Tasks tasks = new Tasks();

    /** Which tasks an ONNX graph answers: at most one of these. */
    private static final class Tasks {
        @Option(names = "--task", paramLabel = "FAMILY/ENTITY", description = "onnx: one task alone.")
        private Optional<String> task = Optional.empty();

        @Option(
                names = "--entity",
                paramLabel = "ENTITY",
                description = "onnx: all tasks of an entity; without either, of an entity that is not known.")
        private Optional<String> entity = Optional.empty();
    }

    @Option(
            names = "--output",
            paramLabel = "FILE",
            description = "The file; without it APPLICATION-VERSION.FORMAT in the working directory.")
    private Optional<Path> output = Optional.empty();

    @Option(names = "--json", description = "Prints what was written as one JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Wiring wiring = options.wiring();
        TaskChoice choice;
        ModelExport export;
        try {
            choice = tasks.task
                    .map(id -> TaskChoice.ofTask(id, wiring.learner().families()))
                    .orElseGet(() -> tasks.entity.map(TaskChoice::ofEntity).orElse(TaskChoice.ALL));
            export = format.export(choice);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
        String application = wiring.configuration().application();
        String name = format.name().toLowerCase(Locale.ROOT);
        Path file = output.orElseGet(() -> Path.of(application + "-" + version + "." + name));
        try (SnapshotModel model = SnapshotModel.open(wiring, version)) {
            choice.entity().ifPresent(entity -> warnUnlessKnown(entity, model));
            ExportMetadata about = new ExportMetadata(
                    version.toString(),
                    application,
                    model.state().fingerprint(),
                    model.manifest().getModelSha256());
            export.write(model.state().learner(), about, file);
        }
        print(file, name);
        return 0;
    }

    private void warnUnlessKnown(String entity, SnapshotModel model) {
        Text name = new Text();
        name.set(entity);
        if (model.state().learner().entities().find(name) == EntityIndex.UNKNOWN) {
            spec.commandLine()
                    .getErr()
                    .println("the entity '" + entity + "' has learned nothing in snapshot " + version
                            + ": it is answered by the family heads alone");
            spec.commandLine().getErr().flush();
        }
    }

    private void print(Path file, String name) throws IOException {
        long bytes = Files.size(file);
        spec.commandLine()
                .getOut()
                .println(
                        json
                                ? JsonNodeFactory.instance
                                        .objectNode()
                                        .put("file", file.toString())
                                        .put("format", name)
                                        .put("version", version.toString())
                                        .put("bytes", bytes)
                                        .toString()
                                : String.format(Locale.ROOT, "%s: %,d bytes", file, bytes));
        spec.commandLine().getOut().flush();
    }
}
