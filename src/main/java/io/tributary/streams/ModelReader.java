package io.tributary.streams;

import io.tributary.learning.Learner;
import io.tributary.state.LearnerState;
import io.tributary.state.Restoration;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Rebuilds the model of a partition from its changelog, read-only, also while the application runs. */
public final class ModelReader {
    private static final Duration POLL = Duration.ofMillis(200);

    private ModelReader() {}

    /**
     * The model as it was last committed when this was called; the caller closes its learner.
     *
     * @throws io.tributary.state.FingerprintMismatchException if the configuration asks for another model
     */
    public static LearnerState read(ApplicationConfig application, int partition) {
        Map<String, Object> settings = application.clients().consumer();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            int partitions = consumer.partitionsFor(application.topics().log()).size();
            Restoration restoration = new Restoration(new LearnerState(new Learner(application.learner()), partitions));
            TopicPartition changelog = new TopicPartition(application.topics().changelog(), partition);
            consumer.assign(List.of(changelog));
            consumer.seekToBeginning(List.of(changelog));
            long end = consumer.endOffsets(List.of(changelog)).getOrDefault(changelog, 0L);
            while (consumer.position(changelog) < end) {
                for (ConsumerRecord<byte[], byte[]> block : consumer.poll(POLL)) {
                    restoration.read(new String(block.key(), StandardCharsets.UTF_8), block.value());
                }
            }
            return restoration.finish();
        }
    }
}
