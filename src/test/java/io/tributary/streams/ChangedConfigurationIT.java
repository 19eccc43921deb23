package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.Flights;
import io.tributary.learning.Learner;
import io.tributary.state.CorruptBlockException;
import io.tributary.state.FingerprintMismatchException;
import io.tributary.state.LearnerState;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a start finds in its state: a model of another shape, of other rates, of fewer families, a damaged one. */
class ChangedConfigurationIT {
    private static final int ROWS = 500;

    @RegisterExtension
    private static final OneBroker BROKER = new OneBroker();

    /** An application that has learned some rows and stopped. */
    private StreamUnderTest stopped(String name) {
        StreamUnderTest stream = BROKER.stream(name);
        stream.start();
        stream.send(Flights.records(stream.config(), 0, ROWS));
        stream.awaitObserved();
        stream.stop();
        return stream;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "trunk | model.trunk=[8] | model.trunk: the state has [32, 16], the configuration says [8]",
                "wide | model.wide=false | model.wide: the state has true, the configuration says false",
                "feature | features.hour.kind=day-of-week | feature hour kind: the state has hour-of-day, the configuration says day-of-week",
                "family | families.delay.loss=huber | family delay loss: the state has squared, the configuration says huber"
            })
    void refusesAModelOfAnotherShape(String name, String override, String difference) throws Exception {
        try (StreamUnderTest stream = stopped(name)) {
            stream.send(Flights.records(stream.config(), ROWS, 2 * ROWS));
            stream.start(Flights.application(name, BROKER.clients(), override));

            assertThat(stream.awaitExit().error())
                    .isInstanceOf(FingerprintMismatchException.class)
                    .hasMessageContaining("does not fit the state of this application")
                    .hasMessageContaining(difference)
                    .hasMessageContaining("Undo these changes, or choose another name");
            stream.stop();
            assertThat(stream.committed()).isEqualTo(ROWS);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "faster, learning.trunk-rate=0.03",
        "looser, learning.deviation-penalty=0",
        "smaller, learning.batch-size=1"
    })
    void takesOtherRates(String name, String override) {
        try (StreamUnderTest stream = stopped(name)) {
            stream.send(Flights.records(stream.config(), ROWS, 2 * ROWS));
            stream.start(Flights.application(name, BROKER.clients(), override));
            stream.awaitObserved();

            assertThat(stream.digest())
                    .isNotEqualTo(OfflineLearner.digest(
                            stream.config(),
                            Flights.records(stream.config(), 0, 2 * ROWS).stream()
                                    .map(ProducerRecord::value)
                                    .toList()));
        }
    }

    @Test
    void addsAFamilyAndKeepsWhatTheOthersHaveLearned() {
        try (StreamUnderTest stream = stopped("grown")) {
            ApplicationConfig grown = Flights.configured(
                    Flights.yaml() + "\n  - {name: very, kind: binary, label: delay, above: 60}\n",
                    "grown",
                    BROKER.clients());
            Map<String, String> before = model(stream.config());
            assertThat(before)
                    .containsKeys("trunk/params/0", "family/late/0", "label/delay", "entity/ATL")
                    .containsKey("baseline/head/pooled_linear-0.01/late/0");
            assertThat(model(grown)).containsAllEntriesOf(before).containsKeys("family/very/0");

            stream.send(Flights.records(grown, ROWS, 2 * ROWS));
            stream.start(grown);
            stream.awaitObserved();

            LearnerState model = ModelReader.read(grown, 0);
            Learner learner = model.learner();
            assertThat(learner.counters().rows()).isEqualTo(2 * ROWS);
            assertThat(learner.labelStatistics().count(1)).isEqualTo(2 * ROWS);
            assertThat(learner.network().shared().headSteps(3))
                    .isPositive()
                    .isLessThan(learner.network().shared().headSteps(0));
            learner.close();
        }
    }

    /**
     * The blocks of the committed model, and of the baselines' heads, in hexadecimal: what was learned, without what is
     * pending and counted. Lines of tables have a place for each family, and begin anew when one is added; what a linear
     * baseline knows of an entity has a place for each family, too.
     */
    private static Map<String, String> model(ApplicationConfig config) {
        Map<String, String> blocks = new TreeMap<>();
        LearnerState state = ModelReader.read(config, 0);
        state.writeAll((name, block) -> {
            if (!name.matches("pending.*|loss.*|table/.*|baseline/(entity|deviation|family)/.*|meta")) {
                blocks.put(name, HexFormat.of().formatHex(block));
            }
        });
        state.learner().close();
        return blocks;
    }

    @ParameterizedTest
    @CsvSource({"damaged-trunk, trunk/params/0", "damaged-entity, entity/ATL", "damaged-meta, meta"})
    void endsItsStartAtADamagedBlock(String name, String block) {
        try (StreamUnderTest stream = stopped(name)) {
            stream.send(List.of(damaged(stream.config(), block)));
            stream.start();

            assertThat(stream.awaitExit().error())
                    .isInstanceOf(CorruptBlockException.class)
                    .hasMessageContaining("block '" + block + "' of the model's state is damaged")
                    .hasMessageContaining("its checksum does not match")
                    .hasMessageContaining("restore it from a snapshot");
        }
    }

    /** The last record of a block with one bit turned. */
    private static ProducerRecord<byte[], byte[]> damaged(ApplicationConfig config, String block) {
        byte[] key = block.getBytes(StandardCharsets.UTF_8);
        byte[] value = {};
        try (TopicRecords changelog = new TopicRecords(
                config.clients(), new TopicPartition(config.topics().changelog(), 0))) {
            while (changelog.hasNext()) {
                ConsumerRecord<byte[], byte[]> record = changelog.next();
                value = Arrays.equals(record.key(), key) ? record.value() : value;
            }
        }
        value[value.length / 2] ^= 4;
        return new ProducerRecord<>(config.topics().changelog(), 0, key, value);
    }
}
