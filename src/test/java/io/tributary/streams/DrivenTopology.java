package io.tributary.streams;

import io.tributary.state.LearnerState;
import java.nio.file.Path;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;

/** The topology of an application without a broker; the driver commits after every record, and no error may be fatal. */
final class DrivenTopology implements AutoCloseable {
    private final TopologyTestDriver driver;
    private final TestInputTopic<byte[], byte[]> events;

    DrivenTopology(ApplicationConfig config, Path directory) {
        var properties = StreamsSettings.of(config, directory);
        CrashOnly crashOnly = new CrashOnly((place, error) -> {
            throw new AssertionError(place, error);
        });
        driver = new TopologyTestDriver(LearnerTopology.build(config, 1, properties, crashOnly), properties);
        events =
                driver.createInputTopic(config.topics().events(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    TestOutputTopic<byte[], byte[]> output(String topic) {
        return driver.createOutputTopic(topic, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void send(ProducerRecord<byte[], byte[]> record) {
        events.pipeInput(new TestRecord<>(record.key(), record.value(), record.headers(), record.timestamp()));
    }

    /** The model as it is in memory. */
    LearnerState live() {
        return ((ModelStore) driver.getStateStore(Topics.STORE)).state();
    }

    @Override
    public void close() {
        driver.close();
    }
}
