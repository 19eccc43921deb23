package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Flights;
import io.tributary.learning.Counters;
import io.tributary.source.LabelledEventDecoder;
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
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every record of the log is a row or is counted as refused; the destination stands for the event ID here. */
class RefusedRecordsTest {
    private static final ClientSettings NOWHERE = new ClientSettings(Map.of()).withBootstrapServers("127.0.0.1:1");
    private static final ApplicationConfig CONFIG = Flights.application("flights", NOWHERE, "source.id=destination");
    private static final Topics TOPICS = CONFIG.topics();

    private DrivenTopology topology;
    private TestOutputTopic<byte[], byte[]> predictions;
    private TestOutputTopic<byte[], byte[]> rejected;

    @BeforeEach
    void start(@TempDir Path directory) {
        topology = new DrivenTopology(CONFIG, directory);
        predictions = topology.output(TOPICS.predictions());
        rejected = topology.output(TOPICS.rejected());
    }

    @AfterEach
    void stop() {
        topology.close();
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
        records.forEach(topology::send);

        assertThat(predictions.readRecordsToList()).hasSize(first.size());
        assertThat(rejected.readRecordsToList()).hasSize(400 - first.size()).allSatisfy(letter -> assertThat(new String(
                        letter.headers().lastHeader(DeadLetter.REASON).value(), StandardCharsets.UTF_8))
                .isEqualTo("duplicate"));
        assertThat(ModelDigest.of(topology.live()))
                .isEqualTo(OfflineLearner.digest(
                        CONFIG, first.stream().map(ProducerRecord::value).toList()));
        Counters counters = topology.live().learner().counters();
        assertThat(counters.rows()).isEqualTo(first.size());
        assertThat(counters.refused()).isEqualTo(400 - first.size());
    }

    @Test
    void countsEveryRecordOfTheLogOnce() {
        List<ProducerRecord<byte[], byte[]>> rows = firstOfEachId(Flights.records(CONFIG, 0, 200));
        rows.forEach(topology::send);
        rows.subList(0, 7).forEach(topology::send);
        List<MalformedRecord> malformed = MalformedRecord.all();
        malformed.forEach(record -> topology.send(record.record(TOPICS.events())));

        Counters counters = topology.live().learner().counters();
        assertThat(counters.rows()).isEqualTo(rows.size());
        assertThat(counters.refused()).isEqualTo(7 + malformed.size());
        assertThat(counters.rows() + counters.refused())
                .isEqualTo(topology.live().nextOffset());
    }
}
