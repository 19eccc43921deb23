package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Flights;
import io.tributary.streams.Finding.Health;
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

class DoctorIT {
    private static final int ROWS = 600;

    @RegisterExtension
    private static final OneBroker BROKER = new OneBroker();

    /** An application that has learned some rows, returned some malformed ones, and stopped. */
    private StreamUnderTest stopped(String name) throws Exception {
        StreamUnderTest stream = BROKER.stream(name);
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(Flights.records(stream.config(), 0, ROWS));
        records.add(
                300, MalformedRecord.tooHeavyToLearn(stream.config().topics().events()));
        MalformedRecord.all().stream()
                .filter(malformed -> malformed.key() != null)
                .forEach(malformed -> records.add(
                        200, malformed.record(stream.config().topics().events())));
        stream.start();
        stream.send(records);
        stream.awaitObserved();
        stream.stop();
        stream.leave();
        return stream;
    }

    private static List<Finding> faults(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> finding.health() == Health.FAULT)
                .toList();
    }

    private static List<Finding> examine(ApplicationConfig config) {
        try (Doctor doctor = new Doctor(config)) {
            return doctor.examine();
        }
    }

    private static List<Finding> audit(ApplicationConfig config) {
        try (Doctor doctor = new Doctor(config)) {
            return doctor.audit(rows -> {});
        }
    }

    @Test
    void findsNoFaultWhereThereIsNone() throws Exception {
        try (StreamUnderTest stream = stopped("healthy")) {
            long malformed =
                    MalformedRecord.all().stream().filter(m -> m.key() != null).count();

            List<Finding> findings = examine(stream.config());

            assertThat(faults(findings)).isEmpty();
            assertThat(findings)
                    .extracting(Finding::detail)
                    .contains("none is open", "records of the log not yet seen: 0")
                    .anyMatch(detail ->
                            detail.endsWith(": " + (ROWS + 1 + malformed) + " = " + (ROWS + 1) + " + " + malformed))
                    .anyMatch(detail -> detail.endsWith(": " + (malformed + 1) + " = " + malformed + " + 1"));
            assertThat(audit(stream.config()))
                    .hasSize(1)
                    .extracting(Finding::health)
                    .containsOnly(Health.OK);
        }
    }

    @Test
    void findsWhatIsMissing() {
        assertThat(faults(examine(Flights.application("nowhere", BROKER.clients()))))
                .hasSize(6)
                .allMatch(fault -> fault.detail().contains("topics create"));
    }

    @Test
    void findsAPredictionThatCameTwice() throws Exception {
        try (StreamUnderTest stream = stopped("twice")) {
            stream.send(List.of(last(stream.config(), stream.config().topics().predictions())));

            assertThat(faults(examine(stream.config())))
                    .singleElement()
                    .extracting(Finding::detail)
                    .asString()
                    .contains("predictions in the topic = rows predicted: " + (ROWS + 2) + " = " + (ROWS + 1));
            assertThat(faults(audit(stream.config())))
                    .singleElement()
                    .extracting(Finding::detail)
                    .asString()
                    .contains("answers no row");
        }
    }

    @Test
    void findsAPredictionThatIsNotTheModels() throws Exception {
        try (StreamUnderTest stream = stopped("forged")) {
            stream.send(Flights.records(stream.config(), ROWS, ROWS + 1));
            ProducerRecord<byte[], byte[]> forged =
                    last(stream.config(), stream.config().topics().predictions());
            stream.send(List.of(forged));

            assertThat(faults(audit(stream.config())))
                    .extracting(Finding::detail)
                    .anyMatch(detail -> detail.contains("was answered by"))
                    .anyMatch(detail -> detail.contains("the model has seen the log up to"))
                    .anyMatch(detail -> detail.contains("the changelog holds model"));
        }
    }

    @Test
    void findsATransactionThatNobodyWillEnd() throws Exception {
        try (StreamUnderTest stream = stopped("hanging")) {
            Map<String, Object> settings = new HashMap<>(BROKER.clients().producer());
            settings.put("transactional.id", "abandoned");
            try (var abandoned = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                abandoned.initTransactions();
                abandoned.beginTransaction();
                abandoned
                        .send(last(stream.config(), stream.config().topics().rejected()))
                        .get();

                assertThat(faults(examine(stream.config())))
                        .singleElement()
                        .extracting(Finding::detail)
                        .asString()
                        .contains("open on [hanging.rejected-0] though no instance runs");
                abandoned.abortTransaction();
            }
            assertThat(faults(examine(stream.config()))).isEmpty();
        }
    }

    /** A record like the last one of a topic. */
    private static ProducerRecord<byte[], byte[]> last(ApplicationConfig config, String topic) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (TopicRecords records = new TopicRecords(config.clients(), new TopicPartition(topic, 0))) {
            records.forEachRemaining(all::add);
        }
        ConsumerRecord<byte[], byte[]> last = all.get(all.size() - 1);
        return new ProducerRecord<>(topic, 0, last.timestamp(), last.key(), last.value(), last.headers());
    }
}
