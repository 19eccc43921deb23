package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Flights;
import io.tributary.task.Prediction;
import io.tributary.v1.Alert;
import io.tributary.v1.AlertKind;
import io.tributary.v1.Answer;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the topics say of tasks that a baseline answers better. */
class ServedByBaselineTest {
    private static final ClientSettings NOWHERE = new ClientSettings(Map.of()).withBootstrapServers("127.0.0.1:1");
    private static final ApplicationConfig HASTY =
            Flights.application("flights", NOWHERE, "transfer.min-labels=5", "transfer.confidence=1");

    @Test
    void everyChangeOfHandsIsAnAlertAndIsSeenInTheAnswersThatFollow(@TempDir Path directory) throws IOException {
        try (DrivenTopology topology = new DrivenTopology(HASTY, directory)) {
            TestOutputTopic<byte[], byte[]> predictions =
                    topology.output(HASTY.topics().predictions());
            TestOutputTopic<byte[], byte[]> alerts =
                    topology.output(HASTY.topics().alerts());
            Map<String, String> method = new HashMap<>();
            List<AlertKind> kinds = new ArrayList<>();
            for (var row : Flights.records(HASTY, 0, 1500)) {
                topology.send(row);
                TestRecord<byte[], byte[]> record = predictions.readRecord();
                for (Answer answer :
                        AvroRecords.predictionDecoder().decode(record.value()).getAnswers()) {
                    assertThat(answer.getServedBy()).isEqualTo(method.getOrDefault(answer.getTask(), Prediction.MODEL));
                }
                for (TestRecord<byte[], byte[]> found : alerts.readRecordsToList()) {
                    Alert alert = Alert.getDecoder().decode(found.value());
                    String[] words = alert.getMessage().split(" ", -1);
                    kinds.add(alert.getKind());
                    method.put(words[0], words[4]);
                    assertThat(alert.getNumbers()).containsKey("loss/" + words[4]);
                    assertThat(alert.getNumbers().get("labels")).isGreaterThanOrEqualTo(5);
                }
            }
            assertThat(kinds).contains(AlertKind.TASK_SERVED_BY_BASELINE, AlertKind.TASK_SERVED_BY_MODEL);
        }
    }
}
