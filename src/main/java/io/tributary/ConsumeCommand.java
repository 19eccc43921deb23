package io.tributary;

import io.tributary.streams.PredictionReader;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code consume}: committed predictions as JSON lines. */
@Command(
        name = "consume",
        description = "Prints the predictions that were committed, from the first one on, as JSON lines.",
        mixinStandardHelpOptions = true)
final class ConsumeCommand implements Callable<Integer> {
    private static final Duration POLL = Duration.ofMillis(200);

    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Option(names = "--exit-eof", description = "Stops at the end of what was committed when it began.")
    private boolean exitAtEnd;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Wiring wiring = options.wiring();
        PrintWriter out = spec.commandLine().getOut();
        try (BrokerAccess broker = BrokerAccess.open(wiring.clients());
                PredictionReader reader =
                        new PredictionReader(broker.clients(), wiring.topics().predictions())) {
            reader.markEnd();
            while (!(exitAtEnd && reader.atEnd()) && !out.checkError()) {
                reader.poll(POLL).forEach(received -> out.println(PredictionReader.json(received.prediction())));
                out.flush();
            }
        }
        return 0;
    }
}
