package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.source.LabelledEventEncoder;
import io.tributary.state.StateSize;
import io.tributary.streams.ApplicationConfig;
import io.tributary.streams.ClientSettings;
import io.tributary.streams.EventProducer;
import io.tributary.streams.PredictionReader;
import io.tributary.streams.TopicAdmin;
import io.tributary.task.Row;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A million entities pass through a broker into a learner's process, which is killed and restores them. */
@Tag("crash")
class ManyEntitiesIT {
    private static final int ENTITIES = 1_000_000;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String YAML =
            """
            application: crowd
            source: {entity: customer, keyed: true}
            features: [{name: a, kind: numeric}]
            families: [{name: score, kind: regression, label: score}]
            model: {trunk: [4], deviation-input: hidden}
            learning: {batch-size: 256}
            commit-interval: 500ms
            """;

    private static void produce(ApplicationConfig application, int from, int to) {
        Row row = application.mapping().newRow();
        LabelledEventEncoder encoder = new LabelledEventEncoder(application.mapping());
        try (EventProducer producer =
                new EventProducer(application.clients(), application.topics().events(), Double.POSITIVE_INFINITY)) {
            for (int i = from; i < to; i++) {
                byte[] name = ("customer-" + (ENTITIES + i)).getBytes(StandardCharsets.UTF_8);
                row.clear();
                row.entity().set(name, 0, name.length);
                row.number(0, i % 7);
                row.asked(0, true);
                row.label(0, i % 11);
                row.time(i);
                row.weight(1);
                producer.send(name, encoder.encode(row));
            }
        }
    }

    /** Heap that is alive in the learner's process once so many predictions have been seen. */
    private static long aliveAfter(LearnerProcess learner, PredictionReader reader, AtomicLong seen, long count) {
        Awaitility.await()
                .atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(1))
                .failFast(learner::requireAlive)
                .until(() -> seen.addAndGet(reader.poll(Duration.ofMillis(50)).size()) >= count);
        return learner.liveHeap();
    }

    @Test
    void takeNoMoreMemoryThanTheArithmeticSays(@TempDir Path directory) throws Exception {
        Path yaml = Files.writeString(directory.resolve("crowd.yaml"), YAML);
        try (BrokerProcess broker = new BrokerProcess(directory)) {
            ClientSettings clients = new ClientSettings(Map.of()).withBootstrapServers(broker.bootstrapServers());
            ApplicationConfig application = Flights.configured(YAML, "crowd", clients);
            long bound =
                    StateSize.of(application.learner(), application.transfer()).mostBytes();
            try (TopicAdmin admin = new TopicAdmin(clients)) {
                admin.create(application.topics(), 1, 1);
            }
            try (LearnerProcess learner = new LearnerProcess(directory, yaml, broker.bootstrapServers());
                    PredictionReader reader =
                            new PredictionReader(clients, application.topics().predictions())) {
                AtomicLong seen = new AtomicLong();
                produce(application, 0, 512);
                long few = aliveAfter(learner, reader, seen, 512);
                produce(application, 512, ENTITIES);
                long million = aliveAfter(learner, reader, seen, ENTITIES);
                learner.kill();
                learner.restart();
                produce(application, ENTITIES, ENTITIES + 512);
                long restored = aliveAfter(learner, reader, seen, ENTITIES + 512);
                System.out.printf(
                        "a million entities: %,d bytes when learned, %,d when restored, %,d by the arithmetic%n",
                        million - few, restored - few, bound);
                assertThat(million - few).isBetween(bound / 2, bound + bound / 5);
                assertThat(restored - few).isBetween(bound / 2, bound + bound / 5);
            }
        }
    }
}
