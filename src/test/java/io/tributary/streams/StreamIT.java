package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Flights;
import io.tributary.state.LearnerState;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StreamIT {
    @RegisterExtension
    private static final OneBroker BROKER = new OneBroker();

    @Test
    void answersEveryRowAndReturnsEverythingElse() {
        try (StreamUnderTest stream = BROKER.stream("mixed")) {
            List<ProducerRecord<byte[], byte[]>> valid = Flights.records(stream.config(), 0, 2000, someLabelled());
            List<MalformedRecord> malformed = MalformedRecord.all();
            stream.start();
            stream.send(mix(valid, malformed, stream.config().topics().events()));
            stream.awaitObserved();
            stream.stop();

            Audit.Verdict verdict = Audit.of(stream.config());
            assertThat(verdict.faults()).isEmpty();
            assertThat(verdict.predictions()).isEqualTo(valid.size());
            assertThat(verdict.deadLetters()).isEqualTo(malformed.size());
            assertThat(verdict.rows()).isEqualTo(verdict.predictions() + verdict.deadLetters());
            assertThat(stream.digest())
                    .isEqualTo(OfflineLearner.digest(
                            stream.config(),
                            valid.stream().map(ProducerRecord::value).toList()));
            requireReturned(stream.config(), malformed);
            requireAccounted(stream, valid.size());
        }
    }

    private static Predicate<Row> someLabelled() {
        Random random = new Random(3);
        return row -> random.nextInt(4) > 0;
    }

    /** Malformed records among valid ones, and one without a key at the very end. */
    private static List<ProducerRecord<byte[], byte[]>> mix(
            List<ProducerRecord<byte[], byte[]>> valid, List<MalformedRecord> malformed, String topic) {
        List<ProducerRecord<byte[], byte[]>> mixed = new ArrayList<>(valid);
        Random random = new Random(2);
        for (int i = 0; i < malformed.size(); i++) {
            int at = malformed.get(i).key() == null ? mixed.size() : random.nextInt(mixed.size());
            mixed.add(at, malformed.get(i).record(topic));
        }
        return mixed;
    }

    private static void requireReturned(ApplicationConfig config, List<MalformedRecord> malformed) {
        Map<String, ConsumerRecord<byte[], byte[]>> letters = new TreeMap<>();
        try (TopicRecords rejected = new TopicRecords(
                BROKER.clients(), new TopicPartition(config.topics().rejected(), 0))) {
            rejected.forEachRemaining(letter -> letters.put(Letters.header(letter, "name"), letter));
        }
        assertThat(letters).hasSize(malformed.size());
        for (MalformedRecord sent : malformed) {
            assertThat(letters.get(sent.name())).as(sent.name()).satisfies(letter -> {
                assertThat(letter.key()).isEqualTo(sent.key());
                assertThat(letter.value()).isEqualTo(sent.value());
                assertThat(Letters.header(letter, DeadLetter.REASON))
                        .isEqualTo(sent.reason().code());
                assertThat(Letters.header(letter, DeadLetter.TOPIC)).isEqualTo("mixed.events");
                assertThat(Letters.header(letter, DeadLetter.PARTITION)).isEqualTo("0");
                assertThat(Letters.header(letter, DeadLetter.DETAIL)).contains("expected");
            });
        }
    }

    /** Rows = learned + predicted only + pending. */
    private static void requireAccounted(StreamUnderTest stream, int rows) {
        LearnerState model = stream.model();
        var counters = model.learner().counters();
        assertThat(counters.rows()).isEqualTo(rows);
        assertThat(counters.predictedOnly()).isBetween(1L, (long) rows);
        assertThat(counters.learnedRows()
                        + counters.predictedOnly()
                        + model.learner().pending().rows())
                .isEqualTo(rows);
        model.learner().close();
    }

    @Test
    void learnsTheSameAcrossAStopAndARestart() {
        try (StreamUnderTest stream = BROKER.stream("restarted")) {
            List<ProducerRecord<byte[], byte[]>> rows = new ArrayList<>(Flights.records(stream.config(), 0, 3000));
            rows.add(
                    1500,
                    MalformedRecord.tooHeavyToLearn(stream.config().topics().events()));
            stream.start();
            stream.send(rows.subList(0, 1501));
            stream.awaitObserved();
            stream.stop();
            assertThat(stream.model().learner().pending().rows()).isPositive();

            stream.send(rows.subList(1501, 2200));
            stream.start();
            stream.send(rows.subList(2200, rows.size()));
            stream.awaitObserved();

            Audit.Verdict verdict = Audit.of(stream.config());
            assertThat(verdict.faults()).isEmpty();
            assertThat(verdict.predictions()).isEqualTo(3001);
            requireReturnedThoughItWasPendingAcrossTheRestart(stream.config());
            assertThat(stream.digest())
                    .isEqualTo(OfflineLearner.digest(
                            stream.config(),
                            rows.stream().map(ProducerRecord::value).toList()));
        }
    }

    private static void requireReturnedThoughItWasPendingAcrossTheRestart(ApplicationConfig config) {
        try (TopicRecords rejected = new TopicRecords(
                BROKER.clients(), new TopicPartition(config.topics().rejected(), 0))) {
            ConsumerRecord<byte[], byte[]> letter = rejected.next();
            assertThat(Letters.header(letter, DeadLetter.REASON)).isEqualTo(Reason.NON_FINITE_GRADIENT.code());
            assertThat(Letters.header(letter, "name")).isEqualTo("too heavy");
            assertThat(letter.key()).isEqualTo("ATL".getBytes(StandardCharsets.UTF_8));
        }
    }

    @Test
    void changesNothingByPredicting() {
        try (StreamUnderTest stream = BROKER.stream("asked")) {
            List<ProducerRecord<byte[], byte[]>> labelled = Flights.records(stream.config(), 0, 1000);
            List<ProducerRecord<byte[], byte[]>> unlabelled =
                    Flights.records(stream.config(), 1000, 2000, row -> false);
            List<ProducerRecord<byte[], byte[]>> interleaved = new ArrayList<>();
            for (int i = 0; i < labelled.size(); i++) {
                interleaved.add(unlabelled.get(i));
                interleaved.add(labelled.get(i));
            }
            stream.start();
            stream.send(interleaved);
            stream.awaitObserved();

            assertThat(Audit.of(stream.config()).predictions()).isEqualTo(2000);
            assertThat(stream.digest())
                    .isEqualTo(OfflineLearner.digest(
                            stream.config(),
                            labelled.stream().map(ProducerRecord::value).toList()));
        }
    }
}
