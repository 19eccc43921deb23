package io.tributary;

import io.tributary.streams.TopicAdmin;
import io.tributary.streams.TopicState;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code topics create|list}: the application's topics. */
@Command(name = "topics", description = "The application's topics.", mixinStandardHelpOptions = true)
final class TopicsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Name what to do: topics create or topics list");
    }

    @Command(
            name = "create",
            description = "Creates the topics that are missing; does nothing to those that exist.",
            mixinStandardHelpOptions = true)
    void create(
            @Mixin ConfigurationOptions options,
            @Option(names = "--partitions", defaultValue = "1", description = "Partitions of each topic (default: 1).")
                    int partitions,
            @Option(
                            names = "--input-partitions",
                            description = "Partitions of the events topic where its producers do not key by entity"
                                    + " (default: as --partitions).")
                    @Nullable
                    Integer inputPartitions,
            @Option(names = "--replication", defaultValue = "1", description = "Replicas of each (default: 1).")
                    int replication) {
        Wiring wiring = options.wiring();
        PrintWriter out = spec.commandLine().getOut();
        try (BrokerAccess broker = BrokerAccess.open(wiring.clients());
                TopicAdmin admin = new TopicAdmin(broker.clients())) {
            int inputs = inputPartitions == null ? partitions : inputPartitions;
            admin.create(wiring.topics(), inputs, partitions, replication)
                    .forEach((topic, creation) ->
                            out.println(topic + "\t" + creation.name().toLowerCase(java.util.Locale.ROOT)));
        }
        out.flush();
    }

    @Command(
            name = "list",
            description = "The topics with their partitions, end offsets and settings that differ from ours.",
            mixinStandardHelpOptions = true)
    void list(@Mixin ConfigurationOptions options) {
        Wiring wiring = options.wiring();
        PrintWriter out = spec.commandLine().getOut();
        try (BrokerAccess broker = BrokerAccess.open(wiring.clients());
                TopicAdmin admin = new TopicAdmin(broker.clients())) {
            for (TopicState topic : admin.list(wiring.topics())) {
                out.println(
                        topic.name() + "\t" + topic.partitions() + " partitions\tend offsets " + topic.endOffsets());
                topic.differences()
                        .forEach(difference -> out.println("  " + difference.setting() + ": found " + difference.found()
                                + ", expected " + difference.expected()));
            }
        }
        out.flush();
    }
}
