package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Flights;
import io.tributary.task.InvalidRowException.Reason;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The learner's log: how events come into it, and that the model goes on exactly where it stands. */
class LogIT {
    @RegisterExtension
    private static final OneBroker BROKER = new OneBroker();

    /** The same records on any partition and under any key. */
    private static List<ProducerRecord<byte[], byte[]>> scattered(
            List<ProducerRecord<byte[], byte[]>> records, int partitions) {
        List<ProducerRecord<byte[], byte[]>> scattered = new ArrayList<>();
        for (ProducerRecord<byte[], byte[]> record : records) {
            int i = scattered.size();
            byte[] key = i % 2 == 0 ? null : ("key " + i).getBytes(StandardCharsets.UTF_8);
            scattered.add(new ProducerRecord<>(
                    record.topic(), i * 7 % partitions, record.timestamp(), key, record.value(), record.headers()));
        }
        return scattered;
    }

    @Test
    void ordersWhatComesUnderAnyKeyFromAnyPartition() {
        ApplicationConfig config = Flights.application("scattered", BROKER.clients(), "source.keyed=false");
        try (StreamUnderTest stream = BROKER.stream(config, 3)) {
            List<ProducerRecord<byte[], byte[]>> rows = Flights.records(config, 0, 1500);
            List<MalformedRecord> malformed = MalformedRecord.all().stream()
                    .filter(record -> record.reason() != Reason.WRONG_KEY)
                    .toList();
            List<ProducerRecord<byte[], byte[]>> all = new ArrayList<>(rows);
            malformed.forEach(record ->
                    all.add(all.size() / 2, record.record(config.topics().events())));
            List<ProducerRecord<byte[], byte[]>> sent = scattered(all, 3);
            stream.start();
            stream.send(sent);
            stream.awaitPredictions(rows.size());
            stream.stop();

            Audit.Verdict verdict = Audit.of(config);
            assertThat(verdict.faults()).isEmpty();
            assertThat(verdict.predictions()).isEqualTo(rows.size());
            assertThat(verdict.deadLetters()).isPositive();
            assertThat(verdict.deadLetters() + letters(config, config.topics().events()))
                    .isEqualTo(malformed.size());
            requireReturned(config, sent);
            assertThat(values(config))
                    .containsAll(rows.stream()
                            .map(row -> ByteBuffer.wrap(row.value()))
                            .toList());
        }
    }

    private static List<ByteBuffer> values(ApplicationConfig config) {
        List<ByteBuffer> values = new ArrayList<>();
        try (TopicRecords log = new TopicRecords(
                BROKER.clients(), new TopicPartition(config.topics().log(), 0))) {
            log.forEachRemaining(record -> values.add(ByteBuffer.wrap(record.value())));
        }
        return values;
    }

    private static List<ConsumerRecord<byte[], byte[]>> rejected(ApplicationConfig config) {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        try (TopicRecords rejected = new TopicRecords(
                BROKER.clients(), new TopicPartition(config.topics().rejected(), 0))) {
            rejected.forEachRemaining(letters::add);
        }
        return letters;
    }

    /** How many records of a topic were rejected. */
    private static long letters(ApplicationConfig config, String topic) {
        return rejected(config).stream()
                .filter(letter -> Letters.header(letter, DeadLetter.TOPIC).equals(topic))
                .count();
    }

    /** Every malformed record that was sent came back under its own key, whoever rejected it. */
    private static void requireReturned(ApplicationConfig config, List<ProducerRecord<byte[], byte[]>> sent) {
        Map<String, ProducerRecord<byte[], byte[]>> byName = new HashMap<>();
        sent.stream()
                .filter(record -> record.headers().lastHeader("name") != null)
                .forEach(record -> byName.put(
                        new String(record.headers().lastHeader("name").value(), StandardCharsets.UTF_8), record));
        for (ConsumerRecord<byte[], byte[]> letter : rejected(config)) {
            ProducerRecord<byte[], byte[]> original = byName.remove(Letters.header(letter, "name"));
            assertThat(letter.key()).isEqualTo(original.key());
            assertThat(letter.value()).isEqualTo(original.value());
            assertThat(letter.headers().headers(DeadLetter.ORIGINAL_KEY)).isEmpty();
        }
        assertThat(byName).isEmpty();
    }

    @Test
    void readsAgainWhatWasPassedOver() throws Exception {
        try (StreamUnderTest stream = BROKER.stream("passed")) {
            stream.start();
            stream.send(Flights.records(stream.config(), 0, 500));
            stream.awaitObserved();
            stream.stop();
            stream.send(Flights.records(stream.config(), 500, 1200));
            stream.commit(900);

            stream.start();
            stream.awaitObserved();
            stream.stop();

            Audit.Verdict verdict = Audit.of(stream.config());
            assertThat(verdict.faults()).isEmpty();
            assertThat(verdict.predictions()).isEqualTo(1200);
        }
    }

    @Test
    void ingestsWhatWasPassedOver() throws Exception {
        try (StreamUnderTest stream = BROKER.stream("overlooked", "source.keyed=false")) {
            stream.start();
            stream.send(Flights.records(stream.config(), 0, 500));
            stream.awaitPredictions(500);
            stream.stop();
            stream.send(Flights.records(stream.config(), 500, 1200));
            stream.commit(900);

            stream.start();
            stream.awaitPredictions(1200);
            stream.stop();

            Audit.Verdict verdict = Audit.of(stream.config());
            assertThat(verdict.faults()).isEmpty();
            assertThat(verdict.predictions()).isEqualTo(1200);
            stream.leave();
            requireHealthy(stream.config());
        }
    }

    private static void requireHealthy(ApplicationConfig config) {
        try (Doctor doctor = new Doctor(config)) {
            assertThat(doctor.examine()).extracting(Finding::health).containsOnly(Finding.Health.OK);
        }
    }

    @Test
    void endsRatherThanIngestTwice() throws Exception {
        try (StreamUnderTest stream = BROKER.stream("repeated", "source.keyed=false")) {
            stream.start();
            stream.send(Flights.records(stream.config(), 0, 300));
            stream.awaitPredictions(300);
            stream.stop();
            stream.commit(100);

            stream.start();

            RecordedExit.Call exit = stream.awaitExit();
            assertThat(exit.place()).isEqualTo("at topic repeated.events, partition 0, offset 100");
            assertThat(exit.error()).hasMessageContaining("has seen repeated.events-0 up to offset 300");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void returnsWhatIsTooLargeToBeSentAgain(boolean keyed) throws Exception {
        ClientSettings large = BROKER.clients(Map.of("producer.max.request.size", String.valueOf(32 << 20)));
        ApplicationConfig config = Flights.application("large-" + keyed, BROKER.clients(), "source.keyed=" + keyed);
        try (StreamUnderTest stream = BROKER.stream(config, 1);
                var producer =
                        new KafkaProducer<>(large.producer(), new ByteArraySerializer(), new ByteArraySerializer())) {
            ProducerRecord<byte[], byte[]> huge = new ProducerRecord<>(
                    config.topics().events(), "ATL".getBytes(StandardCharsets.UTF_8), new byte[20 << 20]);
            huge.headers().add("large", new byte[2 << 20]);
            producer.send(huge).get();
            stream.send(Flights.records(config, 0, 100));
            stream.start();
            stream.awaitPredictions(100);
            stream.stop();

            ConsumerRecord<byte[], byte[]> letter = rejected(config).get(0);
            assertThat(letter.value()).hasSize(4 << 20);
            assertThat(Letters.header(letter, DeadLetter.LENGTH)).isEqualTo(String.valueOf(20 << 20));
            assertThat(Letters.header(letter, DeadLetter.OFFSET)).isEqualTo("0");
            assertThat(Letters.header(letter, DeadLetter.DETAIL)).contains("limits.record-bytes");
        }
    }

    @Test
    void endsRatherThanLearnTwice() throws Exception {
        try (StreamUnderTest stream = BROKER.stream("twice")) {
            stream.start();
            stream.send(Flights.records(stream.config(), 0, 500));
            stream.awaitObserved();
            stream.stop();
            String before = stream.digest();
            stream.commit(200);

            stream.start();

            RecordedExit.Call exit = stream.awaitExit();
            assertThat(exit.place()).isEqualTo("at topic twice.events, partition 0, offset 200");
            assertThat(exit.error())
                    .hasMessageContaining("has seen twice.events-0 up to offset 500")
                    .hasMessageContaining("set them to 500");
            stream.stop();
            assertThat(stream.digest()).isEqualTo(before);
        }
    }

    @Test
    void skipsTheRecordThatItEndsAt() {
        Map<String, String> fault = new HashMap<>();
        fault.put("processor.wrapper.class", FailingProcessor.class.getName());
        fault.put(FailingProcessor.OFFSET, "300");
        fault.put(FailingProcessor.ERROR, "EXCEPTION");
        ClientSettings failing = BROKER.clients(fault);
        try (StreamUnderTest stream = BROKER.stream("skipping")) {
            stream.send(Flights.records(stream.config(), 0, 400));
            stream.start(Flights.application("skipping", failing));
            assertThat(stream.awaitExit().place()).endsWith("offset 300");
            stream.stop();

            ApplicationConfig skipping = Flights.application("skipping", failing, "skip=skipping.events-0-300");
            stream.start(skipping);
            stream.awaitObserved();
            stream.stop();

            Audit.Verdict verdict = Audit.of(skipping);
            assertThat(verdict.faults()).isEmpty();
            assertThat(verdict.predictions()).isEqualTo(399);
            assertThat(verdict.deadLetters()).isOne();
            assertThat(Audit.of(stream.config()).faults()).isNotEmpty();
        }
    }
}
