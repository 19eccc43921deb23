package io.tributary;

import io.tributary.broker.BrokerException;
import io.tributary.config.ConfigurationException;
import io.tributary.snapshot.SnapshotException;
import io.tributary.state.FingerprintMismatchException;
import io.tributary.state.ModelVersion;
import io.tributary.streams.ClientException;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ParameterException;

/** The command line: results on stdout, logs and errors on stderr, exit codes 0 ok, 1 failure, 2 usage. */
@Command(
        name = "tributary",
        description = "Learns many related prediction tasks at once from a Kafka stream.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        subcommands = {
            DemoCommand.class,
            BrokerCommand.class,
            TopicsCommand.class,
            ProduceCommand.class,
            RunCommand.class,
            ConsumeCommand.class,
            InspectCommand.class,
            DoctorCommand.class,
            SnapshotCommand.class,
            ReplayCommand.class,
            EvaluateCommand.class,
            BenchCommand.class,
            ConfigCommand.class
        })
public final class Main implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec = CommandLine.Model.CommandSpec.create();

    /** Runs one verb and exits with its code. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(ModelVersion.class, Main::version)
                .setExecutionExceptionHandler((error, command, parsed) -> failure(error, command));
    }

    private static ModelVersion version(String text) {
        try {
            return ModelVersion.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Name a verb, for example: demo");
    }

    private static int failure(Exception error, CommandLine command) {
        if (isExpected(error)) {
            command.getErr().println(message(error));
        } else {
            LOG.error("Unexpected error", error);
        }
        command.getErr().flush();
        return error instanceof ConfigurationException ? ExitCode.USAGE : ExitCode.SOFTWARE;
    }

    private static boolean isExpected(Exception error) {
        return error instanceof ConfigurationException
                || error instanceof FingerprintMismatchException
                || error instanceof ClientException
                || error instanceof SnapshotException
                || error instanceof BrokerException
                || error instanceof IllegalArgumentException
                || error instanceof IOException
                || error instanceof UncheckedIOException;
    }

    private static String message(Exception error) {
        if (error instanceof java.nio.file.NoSuchFileException missing) {
            return missing.getFile() + ": no such file";
        }
        return String.valueOf(error.getMessage());
    }
}
