package io.tributary.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Grouped;
import org.apache.kafka.streams.kstream.Materialized;
import org.apache.kafka.streams.state.KeyValueStore;

/** A whole life of broker and Kafka Streams application in a process of its own, for {@link QuietIT}. */
final class QuietApplication {
    private QuietApplication() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("broker"), 0)) {
            Properties settings = new Properties();
            settings.put("bootstrap.servers", broker.bootstrapServers());
            settings.put("application.id", "quiet");
            settings.put("processing.guarantee", "exactly_once_v2");
            settings.put("processing.exception.handler.global.enabled", "true");
            settings.put("ensure.explicit.internal.resource.naming", "true");
            settings.put("commit.interval.ms", "100");
            settings.put("state.dir", directory.resolve("state").toString());
            run(settings);
        }
    }

    /** Starts this program on a directory, with all that it prints going to {@code printed}. */
    static Process launch(Path directory, Path printed) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + Files.createTempDirectory(printed.getParent(), "tmp"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        QuietApplication.class.getName(),
                        directory.toString())
                .redirectErrorStream(true)
                .redirectOutput(printed.toFile())
                .start();
    }

    private static void run(Properties settings) throws Exception {
        Properties clients = new Properties();
        clients.put("bootstrap.servers", settings.get("bootstrap.servers"));
        try (Admin admin = Admin.create(clients)) {
            admin.createTopics(List.of(new NewTopic("in", 1, (short) 1))).all().get();
        }
        try (var producer = new KafkaProducer<>(clients, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>("in", new byte[1], new byte[1])).get();
        }
        CountDownLatch seen = new CountDownLatch(1);
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream("in", Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()))
                .groupByKey(Grouped.with("by-key", Serdes.ByteArray(), Serdes.ByteArray()))
                .count(Materialized.<byte[], Long, KeyValueStore<Bytes, byte[]>>as("count")
                        .withKeySerde(Serdes.ByteArray()))
                .toStream()
                .foreach((key, count) -> seen.countDown());
        try (KafkaStreams streams = new KafkaStreams(builder.build(), settings)) {
            streams.start();
            if (!seen.await(30, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the record was not processed: " + streams.state());
            }
        }
    }
}
