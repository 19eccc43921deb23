package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Flights;
import io.tributary.snapshot.SnapshotDirectory;
import io.tributary.state.ModelVersion;
import io.tributary.streams.Finding.Health;
import io.tributary.v1.Prediction;
import io.tributary.v1.SnapshotManifest;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.awaitility.Awaitility;

/** Applications on one broker that have kept snapshots and stopped. */
final class KeptModels {
    static final int ROWS = 1_500;
    static final int MORE = 300;

    private final OneBroker broker;
    private final Path directory;

    /**
     * @param directory for their snapshots
     */
    KeptModels(OneBroker broker, Path directory) {
        this.broker = broker;
        this.directory = directory;
    }

    /** An application that keeps many snapshots. */
    ApplicationConfig application(String name, String... overrides) {
        List<String> all = new ArrayList<>(
                List.of("snapshots.directory=" + directory.resolve(name), "snapshots.every=900", "snapshots.keep=100"));
        all.addAll(List.of(overrides));
        return Flights.application(name, broker.clients(), all.toArray(String[]::new));
    }

    /** An application that has learned some rows, kept snapshots on the way, returned some malformed ones, and stopped. */
    StreamUnderTest stopped(ApplicationConfig config) throws Exception {
        StreamUnderTest stream = broker.stream(config, 1);
        stream.start();
        stream.send(withMalformed(config));
        stream.awaitObserved();
        SnapshotDirectory snapshots = config.snapshots().snapshots();
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> announced(config).size() == snapshots.versions().size()
                        && !snapshots.versions().isEmpty());
        stream.stop();
        stream.leave();
        return stream;
    }

    private static List<ProducerRecord<byte[], byte[]>> withMalformed(ApplicationConfig config) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>(Flights.records(config, 0, ROWS));
        String events = config.topics().events();
        records.add(1_400, MalformedRecord.tooHeavyToLearn(events));
        MalformedRecord.all().stream()
                .filter(malformed -> malformed.key() != null)
                .forEach(malformed -> {
                    records.add(1_300, malformed.record(events));
                    records.add(200, malformed.record(events));
                });
        return records;
    }

    /** The manifests in its topic. */
    List<SnapshotManifest> announced(ApplicationConfig config) throws IOException {
        List<SnapshotManifest> manifests = new ArrayList<>();
        BinaryMessageDecoder<SnapshotManifest> decoder = SnapshotManifest.getDecoder();
        for (ConsumerRecord<byte[], byte[]> record : all(config.topics().snapshots())) {
            manifests.add(decoder.decode(record.value()));
        }
        return manifests;
    }

    private List<ConsumerRecord<byte[], byte[]>> all(String topic) {
        List<ConsumerRecord<byte[], byte[]>> all = new ArrayList<>();
        try (TopicRecords records = new TopicRecords(broker.clients(), new TopicPartition(topic, 0))) {
            records.forEachRemaining(all::add);
        }
        return all;
    }

    /** All its committed predictions. */
    List<Prediction> predictions(ApplicationConfig config) throws IOException {
        List<Prediction> predictions = new ArrayList<>();
        BinaryMessageDecoder<Prediction> decoder = AvroRecords.predictionDecoder();
        for (ConsumerRecord<byte[], byte[]> record : all(config.topics().predictions())) {
            predictions.add(decoder.decode(record.value()));
        }
        return predictions;
    }

    /** The version of the first snapshot, behind which others fall due. */
    static ModelVersion first(ApplicationConfig config) {
        return config.snapshots().snapshots().versions().get(0);
    }

    /** Starts the application, sends more rows, waits until everything is observed, and stops it. */
    static void goOn(StreamUnderTest stream) throws Exception {
        stream.start();
        stream.send(Flights.records(stream.config(), ROWS, ROWS + MORE));
        stream.awaitObserved();
        stream.stop();
        stream.leave();
    }

    /** Requires that the doctor and the audit find nothing wrong since the model began. */
    static void requireHealthy(ApplicationConfig config) {
        try (Doctor doctor = new Doctor(config)) {
            List<Finding> findings = new ArrayList<>(doctor.examine());
            findings.addAll(doctor.audit(rows -> {}));
            assertThat(findings)
                    .filteredOn(finding -> finding.health() != Health.OK)
                    .isEmpty();
            assertThat(findings)
                    .extracting(Finding::detail)
                    .anyMatch(detail -> detail.contains("the accounts are of what came since"))
                    .anyMatch(detail -> detail.contains("from snapshot"));
        }
    }

    /** The folder of the snapshot that {@link #first} names. */
    static Path folder(ApplicationConfig config) {
        return config.snapshots().snapshots().folder(first(config)).path();
    }
}
