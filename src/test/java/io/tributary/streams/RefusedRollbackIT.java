package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.state.ModelVersion;
import io.tributary.streams.Rollback.Offsets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What cannot be rolled back, or brought in, is left as it is, and the reason told. */
class RefusedRollbackIT {
    @RegisterExtension
    private static final OneBroker BROKER = new OneBroker();

    private KeptModels kept = new KeptModels(BROKER, Path.of(""));

    @BeforeEach
    void use(@TempDir Path directory) {
        kept = new KeptModels(BROKER, directory);
    }

    @Test
    void whatCannotBeRolledBackIsLeftAsItIs() throws Exception {
        ApplicationConfig config = kept.application("refused");
        try (StreamUnderTest stream = kept.stopped(config)) {
            String digest = stream.digest();
            ModelVersion version = KeptModels.first(config);
            assertThatThrownBy(() -> Rollback.of(config, new ModelVersion(3, 7), Offsets.KEEP))
                    .hasMessageContaining("has no snapshot 3-7, expected one of 0-");
            Map<String, Object> settings = new HashMap<>(BROKER.clients().producer());
            settings.put("transactional.id", "abandoned");
            try (var abandoned = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer())) {
                abandoned.initTransactions();
                abandoned.beginTransaction();
                abandoned
                        .send(new ProducerRecord<>(config.topics().changelog(), 0, new byte[] {1}, new byte[] {2}))
                        .get();
                assertThatThrownBy(() -> Rollback.of(config, version, Offsets.KEEP))
                        .isInstanceOf(ClientException.class)
                        .hasMessageContaining("a transaction is open on refused-model-changelog-0");
                abandoned.abortTransaction();
            }
            stream.start();
            stream.awaitObserved();
            assertThatThrownBy(() -> Rollback.of(config, version, Offsets.KEEP))
                    .isInstanceOf(ClientException.class)
                    .hasMessageContaining("the group of refused has 1 member, expected none");
            stream.stop();
            stream.leave();
            assertThat(stream.digest()).isEqualTo(digest);
        }
    }

    @Test
    void noInstanceStartsMeanwhile() throws Exception {
        ApplicationConfig config = kept.application("locked");
        try (StreamUnderTest stream = kept.stopped(config);
                GroupState group = new GroupState(config)) {
            GroupLock lock = GroupLock.take(config, group);
            stream.start();
            assertThat(stream.awaitExit().error()).hasStackTraceContaining("InconsistentGroupProtocol");
            stream.stop();
            lock.close();
            KeptModels.goOn(stream);
            assertThat(stream.digest()).isNotEmpty();
        }
    }

    @Test
    void anApplicationWithoutModelIsSentToImport() throws Exception {
        ApplicationConfig config = kept.application("without-model");
        try (StreamUnderTest stream = kept.stopped(config)) {
            assertThatThrownBy(() -> WarmStart.of(config, KeptModels.folder(config)))
                    .isInstanceOf(ClientException.class)
                    .hasMessageContaining("has begun already, expected a new one");
            stream.send(List.of(block(config, "meta", null)));
            assertThatThrownBy(() -> Rollback.of(config, KeptModels.first(config), Offsets.KEEP))
                    .isInstanceOf(ClientException.class)
                    .hasMessageContaining("without-model-model-changelog holds no model")
                    .hasMessageContaining("'snapshot import'");
        }
    }

    @Test
    void topicsThatAreNotThereAreNamed() throws Exception {
        ApplicationConfig config = kept.application("with-topics");
        try (StreamUnderTest stream = kept.stopped(config)) {
            assertThat(stream.committed()).isPositive();
            assertThatThrownBy(() -> WarmStart.of(kept.application("no-topics"), KeptModels.folder(config)))
                    .isInstanceOf(ClientException.class)
                    .hasMessageContaining("no-topics")
                    .hasMessageContaining("'topics create'");
        }
    }

    private static ProducerRecord<byte[], byte[]> block(
            ApplicationConfig config, String name, byte @Nullable [] content) {
        return new ProducerRecord<>(config.topics().changelog(), 0, name.getBytes(StandardCharsets.UTF_8), content);
    }
}
