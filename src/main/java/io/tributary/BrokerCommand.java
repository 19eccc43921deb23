package io.tributary;

import io.tributary.broker.EmbeddedBroker;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code broker}: a real single-node Kafka until it is stopped. */
@Command(
        name = "broker",
        description = "Runs a real single-node Kafka on 127.0.0.1 until it is stopped.",
        mixinStandardHelpOptions = true)
final class BrokerCommand implements Callable<Integer> {
    @Option(names = "--port", paramLabel = "PORT", description = "The port (default: ${DEFAULT-VALUE}).")
    private int port = BrokerAccess.PORT;

    @Option(names = "--data", paramLabel = "DIR", description = "Where the logs are kept (default: ${DEFAULT-VALUE}).")
    private Path data = BrokerAccess.dataDirectory();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        EmbeddedBroker broker = EmbeddedBroker.start(data, port);
        CountDownLatch stop = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "broker-shutdown"));
        spec.commandLine()
                .getOut()
                .println("Kafka listens on " + broker.bootstrapServers() + ", data in " + data + "; Ctrl-C stops it");
        spec.commandLine().getOut().flush();
        stop.await();
        return 0;
    }
}
