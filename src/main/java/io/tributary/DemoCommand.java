package io.tributary;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code demo}: the main job on shipped data and an embedded broker. */
@Command(
        name = "demo",
        description = "Learns 684 tasks from 100,000 flights through a real Kafka broker inside this process.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Callable<Integer> {
    @Option(names = "-X", paramLabel = "KEY=VALUE", description = "Overrides any key of the configuration.")
    private List<String> overrides = new ArrayList<>();

    @Option(names = "--json", description = "Prints one JSON object instead of a table.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Wiring wiring = new Wiring(
                ConfigurationFile.resource("demo/flights.yaml", overrides).configuration());
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        try (Demo demo = Demo.start(wiring, err)) {
            Demo.Outcome outcome = demo.run();
            if (json) {
                out.println(outcome.report().toJson());
            } else {
                out.println(outcome.report().toText());
                out.println(outcome.verdict());
            }
            out.flush();
            return outcome.isIdentical() ? 0 : 1;
        }
    }
}
