package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Flights;
import io.tributary.evaluation.MeasuredLearner;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.state.Restoration;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An entity that leaves the model leaves its changelog too. */
class EvictionTest {
    private static final ClientSettings NOWHERE = new ClientSettings(Map.of()).withBootstrapServers("127.0.0.1:1");
    private static final ApplicationConfig CONFIG = Flights.application("flights", NOWHERE, "tasks.max=20");

    @Test
    void aTombstoneFollowsItsBlock(@TempDir Path directory) {
        var properties = StreamsSettings.of(CONFIG, directory);
        CrashOnly crashOnly = new CrashOnly((place, error) -> {
            throw new AssertionError(place, error);
        });
        try (TopologyTestDriver driver =
                new TopologyTestDriver(LearnerTopology.build(CONFIG, 1, properties, crashOnly), properties)) {
            TestInputTopic<byte[], byte[]> events = driver.createInputTopic(
                    CONFIG.topics().events(), new ByteArraySerializer(), new ByteArraySerializer());
            TestOutputTopic<byte[], byte[]> changelog = driver.createOutputTopic(
                    CONFIG.topics().changelog(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            TestOutputTopic<byte[], byte[]> alerts = driver.createOutputTopic(
                    CONFIG.topics().alerts(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
            List<ProducerRecord<byte[], byte[]>> rows = Flights.records(CONFIG, 0, 400);
            rows.forEach(row -> events.pipeInput(row.key(), row.value()));

            List<TestRecord<byte[], byte[]>> blocks = changelog.readRecordsToList();
            assertThat(blocks)
                    .filteredOn(block -> block.value() == null)
                    .extracting(EvictionTest::name)
                    .isNotEmpty()
                    .allMatch(name -> name.startsWith("entity/")
                            || name.startsWith("baseline/entity/")
                            || name.startsWith("baseline/deviation/")
                            || name.startsWith("table/entity/"));
            List<String> left = alerts.readRecordsToList().stream()
                    .map(alert -> new String(alert.key(), StandardCharsets.UTF_8))
                    .toList();
            assertThat(left)
                    .containsAll(blocks.stream()
                            .filter(block -> block.value() == null)
                            .map(EvictionTest::name)
                            .filter(name -> name.startsWith("entity/"))
                            .map(name -> name.substring("entity/".length()))
                            .toList());
            LearnerState live = ((ModelStore) driver.getStateStore(Topics.STORE)).state();
            assertThat(live.learner().entities().size()).isEqualTo(20);
            assertThat(restored(blocks)).isEqualTo(ModelDigest.of(live)).isEqualTo(replayed(rows));
        }
    }

    private static String restored(List<TestRecord<byte[], byte[]>> blocks) {
        try (MeasuredLearner learner = MeasuredLearner.of(CONFIG.learner(), CONFIG.transfer())) {
            Restoration restoration =
                    new Restoration(new LearnerState(learner, 1, CONFIG.topics().logRole()));
            blocks.forEach(block -> restoration.read(name(block), block.value()));
            LearnerState state = restoration.finish();
            assertThat(learner.learner().entities().size()).isEqualTo(20);
            return ModelDigest.of(state);
        }
    }

    private static String replayed(List<ProducerRecord<byte[], byte[]>> rows) {
        List<byte[]> values = new ArrayList<>();
        rows.forEach(row -> values.add(row.value()));
        return OfflineLearner.digest(CONFIG, values);
    }

    private static String name(TestRecord<byte[], byte[]> block) {
        return new String(block.key(), StandardCharsets.UTF_8);
    }
}
