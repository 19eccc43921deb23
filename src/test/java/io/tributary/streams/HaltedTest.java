package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Flights;
import io.tributary.state.ModelVersion;
import io.tributary.v1.Alert;
import io.tributary.v1.AlertKind;
import io.tributary.v1.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.TestOutputTopic;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model whose loss has left its history. */
class HaltedTest {
    private static final ClientSettings NOWHERE = new ClientSettings(Map.of()).withBootstrapServers("127.0.0.1:1");

    @TempDir
    private Path directory;

    private final List<AlertKind> alerts = new ArrayList<>();

    private ApplicationConfig config() {
        return Flights.application(
                "flights",
                NOWHERE,
                "drift.halt-sigmas=0.5",
                "snapshots={directory: " + directory.resolve("snapshots") + ", every: 1500, margin: 100}");
    }

    @Test
    void isReplacedByTheLiveSnapshotAndLearnsNoMore() throws IOException {
        ApplicationConfig config = config();
        try (DrivenTopology topology = new DrivenTopology(config, directory)) {
            TestOutputTopic<byte[], byte[]> predictions =
                    topology.output(config.topics().predictions());
            TestOutputTopic<byte[], byte[]> told =
                    topology.output(config.topics().alerts());
            List<ProducerRecord<byte[], byte[]>> rows = Flights.records(config, 0, 30_000);
            int next = 0;
            while (!topology.live().learner().isHalted()) {
                topology.send(rows.get(next++));
            }
            for (byte[] alert : told.readValuesToList()) {
                alerts.add(Alert.getDecoder().decode(alert).getKind());
            }
            assertThat(alerts).contains(AlertKind.LEARNING_HALTED);
            Awaitility.await().until(() -> config.snapshots().snapshots().live().isPresent());
            predictions.readValuesToList();
            ModelVersion live = config.snapshots().snapshots().live().orElseThrow();
            ModelVersion halted = topology.live().version();

            for (int i = 0; i < 50; i++) {
                topology.send(rows.get(next++));
                Prediction answer = AvroRecords.predictionDecoder().decode(predictions.readValue());
                assertThat(answer.getModelVersion().getLearned()).isEqualTo(live.learned());
            }
            assertThat(topology.live().version()).isEqualTo(halted);
            assertThat(live).isLessThan(halted);
        }
    }
}
