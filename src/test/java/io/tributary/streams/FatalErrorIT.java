package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Flights;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.errors.LogAndContinueProcessingExceptionHandler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Crash-only: an error ends the process where it happened, and nothing is committed that came with it. */
class FatalErrorIT {
    private static final int ROWS = 400;
    private static final int FATAL = 300;

    @RegisterExtension
    private static final OneBroker BROKER = new OneBroker();

    /** An application that Kafka Streams is told to go on with whatever happens. */
    private static ApplicationConfig decorated(String name, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(settings);
        all.put(
                StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                LogAndContinueProcessingExceptionHandler.class.getName());
        return Flights.application(name, BROKER.clients(all));
    }

    @ParameterizedTest
    @EnumSource(FailingProcessor.Fault.class)
    void endsAtTheRecordThatFailed(FailingProcessor.Fault fault) throws Exception {
        String name = fault.name().toLowerCase(Locale.ROOT);
        try (StreamUnderTest stream = BROKER.stream(name)) {
            ApplicationConfig failing = decorated(
                    name,
                    Map.of(
                            StreamsConfig.PROCESSOR_WRAPPER_CLASS_CONFIG,
                            FailingProcessor.class.getName(),
                            FailingProcessor.OFFSET,
                            String.valueOf(FATAL),
                            FailingProcessor.ERROR,
                            fault.name()));
            stream.start(failing);
            stream.send(Flights.records(stream.config(), 0, ROWS));

            assertThat(stream.awaitExit().place())
                    .isEqualTo("at topic " + name + ".events, partition 0, offset " + FATAL);
            stream.stop();
            assertThat(stream.committed()).isLessThanOrEqualTo(FATAL);
            requireCompletedByARestart(stream);
        }
    }

    @Test
    void endsWhereTheModelCannotBeWritten() throws Exception {
        try (StreamUnderTest stream = BROKER.stream("unwritable")) {
            stream.start(decorated(
                    "unwritable",
                    Map.of(StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG, FailingClients.class.getName())));
            stream.send(Flights.records(stream.config(), 0, ROWS));

            assertThat(stream.awaitExit().place())
                    .startsWith("while the model was written")
                    .containsPattern("at topic unwritable.events, partition 0, offset \\d+");
            assertThat(stream.awaitExit().error()).hasStackTraceContaining("injected");
            stream.stop();
            assertThat(stream.committed()).isLessThan(ROWS);
            requireCompletedByARestart(stream);
        }
    }

    @Test
    void endsWhereTheModelCannotBeRestored() {
        try (StreamUnderTest stream = BROKER.stream("unreadable")) {
            stream.send(Flights.records(stream.config(), 0, ROWS / 2));
            stream.start();
            stream.awaitObserved();
            stream.stop();
            stream.send(Flights.records(stream.config(), ROWS / 2, ROWS));

            stream.start(decorated(
                    "unreadable",
                    Map.of(StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG, FailingClients.class.getName())));
            assertThat(stream.awaitExit().error()).hasStackTraceContaining("injected");
            stream.stop();
            requireCompletedByARestart(stream);
        }
    }

    @Test
    void losesNothingWithoutACacheForTheCommitTick() {
        try (StreamUnderTest stream = BROKER.stream("uncached")) {
            ApplicationConfig uncached =
                    decorated("uncached", Map.of(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, "0"));
            stream.send(Flights.records(stream.config(), 0, ROWS / 2));
            stream.start(uncached);
            stream.awaitObserved();
            stream.stop();
            stream.send(Flights.records(stream.config(), ROWS / 2, ROWS));
            requireCompletedByARestart(stream);
        }
    }

    private static void requireCompletedByARestart(StreamUnderTest stream) {
        stream.start();
        stream.awaitObserved();
        Audit.Verdict verdict = Audit.of(stream.config());
        assertThat(verdict.faults()).isEmpty();
        assertThat(verdict.predictions()).isEqualTo(ROWS);
    }
}
