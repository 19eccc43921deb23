package io.tributary.streams;

import io.tributary.Flights;
import io.tributary.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One broker for all tests of a class, which use applications of different names on it. */
final class OneBroker implements BeforeAllCallback, AfterAllCallback {
    private @Nullable Path directory;
    private @Nullable EmbeddedBroker broker;

    @Override
    public void beforeAll(ExtensionContext context) throws IOException {
        directory = Files.createTempDirectory("tributary-test-");
        broker = EmbeddedBroker.start(directory.resolve("broker"), 0);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException {
        Objects.requireNonNull(broker).close();
        try (Stream<Path> all = Files.walk(Objects.requireNonNull(directory))) {
            all.sorted(Comparator.reverseOrder()).forEach(OneBroker::delete);
        }
    }

    private static void delete(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Clients of this broker and nothing else. */
    ClientSettings clients() {
        return clients(Map.of());
    }

    /** Clients of this broker with other settings. */
    ClientSettings clients(Map<String, String> settings) {
        return new ClientSettings(settings)
                .withBootstrapServers(Objects.requireNonNull(broker).bootstrapServers());
    }

    /** Flights under this name, with changes of the configuration; its topics are there. */
    StreamUnderTest stream(String name, String... overrides) {
        return stream(Flights.application(name, clients(), overrides), 1);
    }

    /**
     * An application whose topics are there, and whose instances keep their state in a directory of its own.
     *
     * @param inputs the partitions of events
     */
    StreamUnderTest stream(ApplicationConfig config, int inputs) {
        return new StreamUnderTest(config, Objects.requireNonNull(directory).resolve("state-" + config.name()), inputs);
    }
}
