package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Flights;
import io.tributary.streams.ApplicationConfig;
import io.tributary.streams.ClientSettings;
import io.tributary.streams.EventProducer;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EndToEndIT {
    private static final int ROWS = 20_000;

    @Test
    void timesTheLearnerAndThePassThroughOnTheSameEvents(@TempDir Path directory) throws IOException {
        ApplicationConfig flights = Flights.application("flights", new ClientSettings(Map.of()));
        Plan once = new Plan(new Rounds(0, 1), new Rounds(0, 1), Duration.ZERO, 0);

        try (EndToEnd stream = EndToEnd.start(directory, flights, producer -> produce(flights, producer))) {
            Measurement measured = stream.measure(once);

            assertThat(measured.alternatives()).extracting(Series::name).containsExactly("learner", "pass_through");
            assertThat(measured.alternatives())
                    .allSatisfy(series -> assertThat(series.median()).isBetween(100.0, 1e7));
        }
    }

    private static void produce(ApplicationConfig flights, EventProducer producer) {
        Flights.records(flights, 0, ROWS).forEach(record -> producer.send(record.key(), record.value()));
    }
}
