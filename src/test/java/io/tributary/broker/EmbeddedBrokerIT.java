package io.tributary.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    private static Path directory;
    private static EmbeddedBroker broker;

    @BeforeAll
    static void start(@TempDir Path temporary) {
        directory = temporary;
        broker = open(0);
    }

    private static EmbeddedBroker open(int port) {
        return EmbeddedBroker.start(directory.resolve("broker"), port, Map.of("num.partitions", "3"));
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void createsATopicOnce() throws Exception {
        create("once");

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> create("once"))
                .withCauseInstanceOf(TopicExistsException.class);
    }

    @Test
    void hidesWhatWasNotCommitted() throws Exception {
        create("transactions");
        try (KafkaProducer<String, String> producer = producer(Map.of("transactional.id", "writer"))) {
            producer.initTransactions();
            producer.beginTransaction();
            send(producer, "transactions", "aborted");
            producer.flush();
            producer.abortTransaction();
            producer.beginTransaction();
            send(producer, "transactions", "committed");
            producer.commitTransaction();
        }

        assertThat(read("transactions", "read_committed")).containsExactly("committed");
        assertThat(read("transactions", "read_uncommitted")).containsExactly("aborted", "committed");
    }

    @Test
    void hasWhatTransactionsOfTheSecondVersionNeed() throws Exception {
        try (Admin admin = admin()) {
            assertThat(admin.describeFeatures().featureMetadata().get().finalizedFeatures())
                    .hasEntrySatisfying("transaction.version", level -> assertThat(level.maxVersionLevel())
                            .isEqualTo((short) 2));
        }
    }

    @Test
    void takesExtraProperties() throws Exception {
        try (Admin admin = admin()) {
            var created = admin.createTopics(List.of(new NewTopic("by-default", Optional.empty(), Optional.empty())));

            assertThat(created.numPartitions("by-default").get()).isEqualTo(3);
        }
    }

    @Test
    void listensOnTheLoopbackAddressOnly() throws IOException {
        int port = port();

        assertThat(broker.bootstrapServers()).isEqualTo("127.0.0.1:" + port);
        for (InetAddress address :
                InetAddress.getAllByName(InetAddress.getLocalHost().getHostName())) {
            if (!address.isLoopbackAddress()) {
                assertThatExceptionOfType(IOException.class).isThrownBy(() -> connect(address, port));
            }
        }
    }

    @Test
    void refusesADirectoryThatIsInUse() {
        Path taken = directory.resolve("broker");

        assertThatExceptionOfType(BrokerException.class)
                .isThrownBy(() -> EmbeddedBroker.start(taken, 0))
                .withMessageContaining("another broker uses the directory " + taken);
    }

    @Test
    void refusesTheDirectoryOfAnotherProcess() throws Exception {
        Path printed = directory.resolve("printed");
        Process process = QuietApplication.launch(directory, printed);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(printed).content().contains("another broker uses the directory " + directory.resolve("broker"));
        assertThat(process.exitValue()).isOne();
    }

    @Test
    void refusesAPropertyThatKafkaRefuses() {
        assertThatExceptionOfType(BrokerException.class)
                .isThrownBy(() -> EmbeddedBroker.start(directory.resolve("wrong"), 0, Map.of("num.io.threads", "many")))
                .withMessageContaining("many")
                .withMessageContaining("num.io.threads");
    }

    @Test
    void refusesAPortThatIsInUseAndLeavesTheDirectoryFree() {
        Path other = directory.resolve("other");

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThatExceptionOfType(BrokerException.class)
                    .isThrownBy(() -> EmbeddedBroker.start(other, port()))
                    .withMessageContaining("cannot listen on " + broker.bootstrapServers());
        }
    }

    @Test
    void refusesADirectoryThatCannotBe() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "not a directory");

        assertThatExceptionOfType(BrokerException.class)
                .isThrownBy(() -> EmbeddedBroker.start(file.resolve("broker"), 0))
                .withMessageContaining("cannot use the broker directory " + file);
    }

    @Test
    void findsEverythingAgainOnTheSameDirectoryAndPort() throws Exception {
        create("kept");
        try (KafkaProducer<String, String> producer = producer(Map.of())) {
            for (int i = 0; i < 1000; i++) {
                send(producer, "kept", "record-" + i);
            }
        }
        int port = port();
        broker.close();
        broker.close();

        broker = open(port);

        assertThat(port()).isEqualTo(port);
        assertThat(read("kept", "read_committed"))
                .hasSize(1000)
                .startsWith("record-0")
                .endsWith("record-999");
    }

    private static void create(String topic) throws Exception {
        try (Admin admin = admin()) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static KafkaProducer<String, String> producer(Map<String, Object> extra) {
        Map<String, Object> settings = new HashMap<>(extra);
        settings.put("bootstrap.servers", broker.bootstrapServers());
        return new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer());
    }

    @SuppressWarnings("FutureReturnValueIgnored") // what is missing shows when it is read
    private static void send(KafkaProducer<String, String> producer, String topic, String value) {
        producer.send(new ProducerRecord<>(topic, value));
    }

    private static List<String> read(String topic, String isolation) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "isolation.level", isolation);
        List<String> values = new ArrayList<>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            long end = consumer.endOffsets(partition).values().iterator().next();
            while (consumer.position(partition.get(0)) < end) {
                consumer.poll(Duration.ofMillis(100)).forEach(found -> values.add(found.value()));
            }
        }
        return values;
    }

    private static int port() {
        return URI.create("kafka://" + broker.bootstrapServers()).getPort();
    }

    private static void connect(InetAddress address, int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, port), 1000);
        }
    }
}
