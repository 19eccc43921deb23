package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Flights;
import io.tributary.learning.Counters;
import io.tributary.source.LabelledEventDecoder;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.task.Row;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every record of the log is a row or is counted as refused; the destination stands for the event ID here. */
class RefusedRecordsTest {
    private static final ClientSettings NOWHERE = new ClientSettings(Map.of()).withBootstrapServers("127.0.0.1:1");
    private static final ApplicationConfig CONFIG = Flights.application("flights", NOWHERE, "source.id=destination");
    private static final Topics TOPICS = CONFIG.topics();

    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> events;
    private TestOutputTopic<byte[], byte[]> predictions;
    private TestOutputTopic<byte[], byte[]> rejected;

    @BeforeEach
    void start(@TempDir Path directory) {
        var properties = StreamsSettings.of(CONFIG, directory);
        CrashOnly crashOnly = new CrashOnly((place, error) -> {
            throw new AssertionError(place, error);
        });
        driver = new TopologyTestDriver(LearnerTopology.build(CONFIG, 1, properties, crashOnly), properties);
        events = driver.createInputTopic(TOPICS.events(), new ByteArraySerializer(), new ByteArraySerializer());
        predictions = output(TOPICS.predictions());
        rejected = output(TOPICS.rejected());
    }

    private TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    @AfterEach
    void stop() {
        driver.close();
    }

    private void send(ProducerRecord<byte[], byte[]> record) {
        events.pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), record.timestamp()));
    }

    private LearnerState live() {
        return ((ModelStore) driver.getStateStore(Topics.STORE)).state();
    }

    private static List<ProducerRecord<byte[], byte[]>> firstOfEachId(List<ProducerRecord<byte[], byte[]>> records) {
        LabelledEventDecoder decoder = new LabelledEventDecoder(CONFIG.mapping());
        Row row = CONFIG.mapping().newRow();
        Set<String> seen = new HashSet<>();
        List<ProducerRecord<byte[], byte[]>> first = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : records) {
            decoder.decode(record.value(), row);
            if (seen.add(row.entity() + "/" + row.id())) {
                first.add(record);
            }
        }
        return first;
    }

    @Test
    void learnsOnlyTheFirstEventWithAnIdAndReturnsTheOthers() {
        List<ProducerRecord<byte[], byte[]>> records = Flights.records(CONFIG, 0, 400);
        List<ProducerRecord<byte[], byte[]>> first = firstOfEachId(records);
        assertThat(first).hasSizeBetween(100, 390);
        records.forEach(this::send);

        assertThat(predictions.readRecordsToList()).hasSize(first.size());
        assertThat(rejected.readRecordsToList()).hasSize(400 - first.size()).allSatisfy(letter -> assertThat(new String(
                        letter.headers().lastHeader(DeadLetter.REASON).value(), StandardCharsets.UTF_8))
                .isEqualTo("duplicate"));
        assertThat(ModelDigest.of(live()))
                .isEqualTo(OfflineLearner.digest(
                        CONFIG, first.stream().map(ProducerRecord::value).toList()));
        Counters counters = live().learner().counters();
        assertThat(counters.rows()).isEqualTo(first.size());
        assertThat(counters.refused()).isEqualTo(400 - first.size());
    }

    @Test
    void countsEveryRecordOfTheLogOnce() {
        List<ProducerRecord<byte[], byte[]>> rows = firstOfEachId(Flights.records(CONFIG, 0, 200));
        rows.forEach(this::send);
        rows.subList(0, 7).forEach(this::send);
        List<MalformedRecord> malformed = MalformedRecord.all();
        malformed.forEach(record -> send(record.record(TOPICS.events())));

        Counters counters = live().learner().counters();
        assertThat(counters.rows()).isEqualTo(rows.size());
        assertThat(counters.refused()).isEqualTo(7 + malformed.size());
        assertThat(counters.rows() + counters.refused()).isEqualTo(live().nextOffset());
    }
}
