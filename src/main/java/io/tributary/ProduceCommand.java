package io.tributary;

import io.tributary.source.CsvSource;
import io.tributary.source.LabelledEventEncoder;
import io.tributary.source.RowMapping;
import io.tributary.streams.EventProducer;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code produce}: the rows of a CSV file into the events topic, keyed by entity. */
@Command(
        name = "produce",
        description = "Sends the rows of a CSV file into the events topic, keyed by entity.",
        mixinStandardHelpOptions = true)
final class ProduceCommand implements Callable<Integer> {
    @Mixin
    private ConfigurationOptions options = new ConfigurationOptions();

    @Option(names = "--csv", required = true, paramLabel = "FILE", description = "The rows; plain or gzip.")
    private Path csv = Path.of("");

    @Option(names = "--rate", paramLabel = "N", description = "Rows a second; without it, as fast as possible.")
    private double rate = Double.POSITIVE_INFINITY;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        Wiring wiring = options.wiring();
        RowMapping mapping = wiring.mapping();
        long invalid;
        try (BrokerAccess broker = BrokerAccess.open(wiring.clients());
                CsvSource source = CsvSource.open(csv, mapping);
                EventProducer producer =
                        new EventProducer(broker.clients(), wiring.topics().events(), rate)) {
            invalid = send(source, mapping, producer, this::complain);
            producer.flush();
            spec.commandLine()
                    .getErr()
                    .println(producer.acknowledged() + " rows sent to "
                            + wiring.topics().events() + (invalid > 0 ? ", " + invalid + " could not be read" : ""));
        }
        return invalid > 0 ? 1 : 0;
    }

    private void complain(InvalidRowException e) {
        spec.commandLine().getErr().println(e.reason().code() + ": " + e.detail());
    }

    /** Sends every row that can be read; returns how many could not. */
    static long send(
            CsvSource source,
            RowMapping mapping,
            EventProducer producer,
            java.util.function.Consumer<InvalidRowException> invalid) {
        LabelledEventEncoder encoder = new LabelledEventEncoder(mapping);
        Row row = mapping.newRow();
        long unreadable = 0;
        while (true) {
            try {
                if (!source.next(row)) {
                    return unreadable;
                }
                producer.send(row.entity().toByteArray(), encoder.encode(row));
            } catch (InvalidRowException e) {
                unreadable++;
                invalid.accept(e);
            }
        }
    }
}
