package io.tributary;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code snapshot …}: what was kept of the model. */
@Command(
        name = "snapshot",
        description = "What was kept of the model.",
        mixinStandardHelpOptions = true,
        subcommands = {SnapshotRollbackCommand.class, SnapshotImportCommand.class})
final class SnapshotCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name what to do, for example: snapshot rollback");
    }
}
