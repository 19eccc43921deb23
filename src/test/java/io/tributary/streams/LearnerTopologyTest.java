package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Flights;
import io.tributary.evaluation.MeasuredLearner;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.state.Restoration;
import io.tributary.v1.Answer;
import io.tributary.v1.Prediction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the topology does with each record; the driver commits after every one of them. */
class LearnerTopologyTest {
    private static final ClientSettings NOWHERE = new ClientSettings(Map.of()).withBootstrapServers("127.0.0.1:1");
    private static final ApplicationConfig CONFIG = Flights.application("flights", NOWHERE);
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

    @Test
    void answersEachRowWithOneRecord() throws IOException {
        List<ProducerRecord<byte[], byte[]>> rows = Flights.records(CONFIG, 0, 50);
        rows.forEach(topology::send);

        List<TestRecord<byte[], byte[]>> answers = predictions.readRecordsToList();
        assertThat(answers).hasSize(50);
        for (int i = 0; i < 50; i++) {
            Prediction answer =
                    AvroRecords.predictionDecoder().decode(answers.get(i).value());
            String entity = new String(rows.get(i).key(), StandardCharsets.UTF_8);
            assertThat(answers.get(i).key()).isEqualTo(rows.get(i).key());
            assertThat(answer.getId()).isEqualTo(String.valueOf(i + 1));
            assertThat(answer.getEntity()).isEqualTo(entity);
            assertThat(answer.getAnswers())
                    .extracting(Answer::getTask)
                    .containsExactly("late/" + entity, "delay/" + entity, "band/" + entity);
        }
        assertThat(rejected.isEmpty()).isTrue();
    }

    static List<MalformedRecord> malformedRecords() {
        return MalformedRecord.all();
    }

    @ParameterizedTest
    @MethodSource("malformedRecords")
    void returnsAMalformedRecordAsItCame(MalformedRecord malformed) {
        Flights.records(CONFIG, 0, 3).forEach(topology::send);

        topology.send(malformed.record(TOPICS.events()));

        List<TestRecord<byte[], byte[]>> letters = rejected.readRecordsToList();
        assertThat(letters).hasSize(1);
        TestRecord<byte[], byte[]> letter = letters.get(0);
        assertThat(letter.key()).isEqualTo(malformed.key());
        assertThat(letter.value()).isEqualTo(malformed.value());
        assertThat(header(letter, "name")).isEqualTo(malformed.name());
        assertThat(header(letter, DeadLetter.REASON))
                .isEqualTo(malformed.reason().code());
        assertThat(header(letter, DeadLetter.DETAIL)).contains("found").contains("expected");
        assertThat(header(letter, DeadLetter.TOPIC)).isEqualTo("flights.events");
        assertThat(header(letter, DeadLetter.PARTITION)).isEqualTo("0");
        assertThat(header(letter, DeadLetter.OFFSET)).isEqualTo("3");
        assertThat(predictions.readRecordsToList()).hasSize(3);
    }

    @ParameterizedTest
    @MethodSource("malformedRecords")
    void learnsOnAsIfTheMalformedRecordHadNotCome(MalformedRecord malformed) {
        List<ProducerRecord<byte[], byte[]>> rows = Flights.records(CONFIG, 0, 40);
        rows.subList(0, 17).forEach(topology::send);
        topology.send(malformed.record(TOPICS.events()));
        rows.subList(17, 40).forEach(topology::send);

        assertThat(ModelDigest.of(topology.live())).isEqualTo(replayed(rows));
        assertThat(topology.live().nextOffset()).isEqualTo(41);
    }

    @Test
    void returnsARowThatCannotBeLearnedAfterItsPrediction() {
        List<ProducerRecord<byte[], byte[]>> rows = new ArrayList<>(Flights.records(CONFIG, 0, 40));
        ProducerRecord<byte[], byte[]> heavy = MalformedRecord.tooHeavyToLearn(TOPICS.events());
        rows.add(8, heavy);
        rows.forEach(topology::send);

        assertThat(predictions.readRecordsToList()).hasSize(41);
        List<TestRecord<byte[], byte[]>> letters = rejected.readRecordsToList();
        assertThat(letters).hasSize(1);
        assertThat(letters.get(0).key()).isEqualTo(heavy.key());
        assertThat(letters.get(0).value()).isEqualTo(heavy.value());
        assertThat(header(letters.get(0), "name")).isEqualTo("too heavy");
        assertThat(header(letters.get(0), DeadLetter.REASON)).isEqualTo("non-finite-gradient");
        assertThat(header(letters.get(0), DeadLetter.OFFSET)).isEqualTo("8");
        assertThat(ModelDigest.of(topology.live())).isEqualTo(replayed(rows));
    }

    @Test
    void writesTheModelIntoItsChangelogWheneverItCommits() {
        TestOutputTopic<byte[], byte[]> changelog = topology.output(TOPICS.changelog());
        List<TestRecord<byte[], byte[]>> blocks = new ArrayList<>();
        List<ProducerRecord<byte[], byte[]>> rows = Flights.records(CONFIG, 0, 40);
        for (ProducerRecord<byte[], byte[]> row : rows) {
            topology.send(row);
            blocks.addAll(changelog.readRecordsToList());
            assertThat(restored(blocks)).isEqualTo(ModelDigest.of(topology.live()));
        }

        assertThat(restored(blocks)).isEqualTo(replayed(rows));
    }

    @Test
    void writesNothingButWhatHasChanged() {
        TestOutputTopic<byte[], byte[]> changelog = topology.output(TOPICS.changelog());
        Flights.records(CONFIG, 0, 6).forEach(topology::send);
        changelog.readRecordsToList();

        topology.send(Flights.records(CONFIG, 6, 7, row -> false).get(0));
        assertThat(changelog.readRecordsToList())
                .extracting(LearnerTopologyTest::name)
                .containsExactlyInAnyOrder("loss/late", "loss/delay", "loss/band", "meta");

        topology.send(Flights.records(CONFIG, 7, 8).get(0));
        assertThat(changelog.readRecordsToList())
                .extracting(LearnerTopologyTest::name)
                .contains("label/delay", "pending/0", "meta")
                .doesNotContain("trunk/params/0", "trunk/moments/0", "family/late/0", "entity/MEM");
    }

    @Test
    void keepsRecordsWithoutATimestamp() {
        assertThat(LearnerTopology.TIMESTAMP.extract(new ConsumerRecord<>("events", 0, 0, null, null), -1))
                .isZero();
    }

    private static String replayed(List<ProducerRecord<byte[], byte[]>> rows) {
        return OfflineLearner.digest(
                CONFIG, rows.stream().map(ProducerRecord::value).toList());
    }

    private static String restored(List<TestRecord<byte[], byte[]>> blocks) {
        try (MeasuredLearner learner = MeasuredLearner.of(CONFIG.learner(), CONFIG.transfer())) {
            Restoration restoration =
                    new Restoration(new LearnerState(learner, 1, CONFIG.topics().logRole()));
            blocks.forEach(block -> restoration.read(name(block), block.value()));
            return ModelDigest.of(restoration.finish());
        }
    }

    private static String name(TestRecord<byte[], byte[]> block) {
        return new String(block.key(), StandardCharsets.UTF_8);
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
