package io.tributary;

import io.tributary.source.CsvSource;
import io.tributary.source.LabelledEventEncoder;
import io.tributary.source.RowMapping;
import io.tributary.streams.ApplicationConfig;
import io.tributary.streams.ClientSettings;
import io.tributary.task.Row;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The demo's flights for tests: its configuration with changes, and its rows as records of the events topic. */
public final class Flights {
    private static final String CSV = "demo/flights.csv.gz";

    private Flights() {}

    /** The demo's configuration under another name. */
    public static ApplicationConfig application(String name, ClientSettings clients, String... overrides) {
        return configured(yaml(), name, clients, overrides);
    }

    /** An application of any configuration. */
    public static ApplicationConfig configured(String yaml, String name, ClientSettings clients, String... overrides) {
        List<String> all = new ArrayList<>(List.of("application=" + name, "commit-interval=100ms"));
        all.addAll(List.of(overrides));
        return new Wiring(ConfigurationFile.parse("flights.yaml", yaml, all).configuration()).application(clients);
    }

    /** The demo's configuration as it is shipped; the list of families comes last. */
    public static String yaml() {
        try (InputStream yaml = resource("demo/flights.yaml")) {
            return new String(yaml.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Rows {@code [from, to)} as records for the application's events topic. */
    public static List<ProducerRecord<byte[], byte[]>> records(ApplicationConfig application, int from, int to) {
        return records(application, from, to, row -> true);
    }

    /**
     * Rows {@code [from, to)} as records for the application's events topic.
     *
     * @param labelled which of them keep their labels
     */
    public static List<ProducerRecord<byte[], byte[]>> records(
            ApplicationConfig application, int from, int to, Predicate<Row> labelled) {
        RowMapping mapping = application.mapping();
        LabelledEventEncoder encoder = new LabelledEventEncoder(mapping);
        String topic = application.topics().events();
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        Row row = mapping.newRow();
        try (CsvSource source = CsvSource.open(resource(CSV), CSV, mapping)) {
            while (source.rowNumber() < to && source.next(row)) {
                if (source.rowNumber() > from) {
                    if (!labelled.test(row)) {
                        withoutLabels(row);
                    }
                    records.add(new ProducerRecord<>(
                            topic, null, row.time(), row.entity().toByteArray(), encoder.encode(row)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return records;
    }

    private static void withoutLabels(Row row) {
        for (int f = 0; f < row.families(); f++) {
            row.label(f, Double.NaN);
        }
    }

    static InputStream resource(String name) {
        return Objects.requireNonNull(Flights.class.getResourceAsStream(name), name);
    }
}
