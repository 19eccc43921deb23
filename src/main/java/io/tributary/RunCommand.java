package io.tributary;

import io.tributary.config.ConfigurationException;
import io.tributary.metrics.MetricsServer;
import io.tributary.model.NativeLibraries;
import io.tributary.state.StateSize;
import io.tributary.streams.Application;
import io.tributary.streams.ApplicationConfig;
import io.tributary.streams.FatalExit;
import io.tributary.streams.Topics;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code run}: one instance of the application until it is stopped. */
@Command(
        name = "run",
        description = "Runs an instance of the application until it is stopped; its topics must exist.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException, IOException {
        Wiring wiring = options.wiring();
        new Thread(NativeLibraries::load, "native-libraries").start(); // While the consumer joins its group.
        describeState(wiring);
        BrokerAccess broker = BrokerAccess.open(wiring.clients());
        ApplicationConfig config = wiring.application(broker.clients());
        serveMetrics(wiring, config);
        Application application = Application.start(config, wiring.stateDirectory(), FatalExit.HALT);
        Thread stop = new Thread(
                () -> {
                    application.close();
                    broker.close();
                },
                "application-shutdown");
        Runtime.getRuntime().addShutdownHook(stop);
        spec.commandLine()
                .getErr()
                .println("Learning from " + wiring.topics().events() + " at "
                        + broker.clients().bootstrapServers() + "; Ctrl-C commits and stops");
        application.awaitStopped();
        return 1;
    }

    /** Until the process ends, so that what is counted last is seen. */
    private void serveMetrics(Wiring wiring, ApplicationConfig config) throws IOException {
        OptionalInt port = wiring.configuration().metrics().port();
        if (port.isPresent()) {
            MetricsServer server =
                    new MetricsServer(port.getAsInt(), config.decisions().registry());
            spec.commandLine().getErr().println("Metrics at http://127.0.0.1:" + server.port() + "/metrics");
        }
    }

    private void describeState(Wiring wiring) {
        StateSize size = StateSize.of(wiring.learner(), wiring.configuration().transfer());
        List<String> impossibilities = size.impossibilities(Topics.LARGEST_RECORD);
        if (!impossibilities.isEmpty()) {
            throw new ConfigurationException(impossibilities);
        }
        Duration interval = wiring.configuration().commitInterval();
        spec.commandLine().getErr().println(size.describe(interval));
        if (!size.canKeepUp(interval)) {
            spec.commandLine()
                    .getErr()
                    .println("Warning: the changelog will hardly keep up; raise commit-interval, narrow model.trunk, or"
                            + " drop some of transfer.baselines");
        }
    }
}
