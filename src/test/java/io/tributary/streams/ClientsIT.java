package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.broker.EmbeddedBroker;
import io.tributary.streams.TopicAdmin.Creation;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientsIT {
    private static final List<Family> FAMILIES = List.of(new Family("late", Kind.BINARY, 1, LossName.LOGISTIC, 0));

    private static EmbeddedBroker broker;
    private static ClientSettings settings;
    private static TopicAdmin admin;

    @BeforeAll
    static void start(@TempDir Path directory) {
        broker = EmbeddedBroker.start(directory, 0);
        settings = new ClientSettings(Map.of()).withBootstrapServers(broker.bootstrapServers());
        admin = new TopicAdmin(settings);
    }

    @AfterAll
    static void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void createsTopicsOnce() {
        Topics topics = Topics.of("once", true);

        assertThat(admin.create(topics, 2, 1))
                .containsExactly(
                        Map.entry("once.events", Creation.CREATED),
                        Map.entry("once.predictions", Creation.CREATED),
                        Map.entry("once.rejected", Creation.CREATED),
                        Map.entry("once.alerts", Creation.CREATED),
                        Map.entry("once.snapshots", Creation.CREATED),
                        Map.entry("once-model-changelog", Creation.CREATED));
        assertThat(admin.create(topics, 2, 1))
                .hasSize(6)
                .containsValue(Creation.EXISTING)
                .doesNotContainValue(Creation.CREATED);
    }

    @Test
    void givesEventsThatAreNoLogPartitionsOfTheirOwn() {
        Topics topics = Topics.of("ingested", false);

        admin.create(topics, 3, 1, 1);

        assertThat(admin.list(topics))
                .extracting(TopicState::name, TopicState::partitions)
                .containsExactly(
                        tuple("ingested.events", 3),
                        tuple("ingested.ordered", 1),
                        tuple("ingested.predictions", 1),
                        tuple("ingested.rejected", 1),
                        tuple("ingested.alerts", 1),
                        tuple("ingested.snapshots", 1),
                        tuple("ingested-place-changelog", 3),
                        tuple("ingested-model-changelog", 1));
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> admin.create(Topics.of("keyed", true), 3, 1, 1))
                .withMessageContaining("found 3 partitions for keyed.events and 1")
                .withMessageContaining("source.keyed");
    }

    @Test
    void refusesAnotherNumberOfPartitionsBeforeItCreatesAnything() throws Exception {
        Topics topics = Topics.of("split", true);
        create(new NewTopic(topics.predictions(), 3, (short) 1));

        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> admin.create(topics, 2, 1))
                .withMessageContaining("split.predictions has 3 partitions, expected 2");
        assertThat(admin.list(topics)).extracting(TopicState::name).containsExactly("split.predictions");
    }

    @Test
    void saysWhyATopicCannotBeCreated() {
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> admin.create(Topics.of("replicated", true), 1, 3))
                .withMessageContaining(broker.bootstrapServers())
                .withMessageContaining("replicated.events")
                .withMessageContaining("Unable to replicate");
    }

    @Test
    void listsWhatDiffersFromOurSettings() throws Exception {
        Topics topics = Topics.of("foreign", true);
        create(new NewTopic(topics.events(), 1, (short) 1).configs(Map.of("max.message.bytes", "8388608")));
        admin.create(topics, 1, 1);

        List<TopicState> states = admin.list(topics);

        assertThat(states).extracting(TopicState::name).containsExactlyElementsOf(topics.all());
        assertThat(states.get(0).differences())
                .containsExactly(
                        new TopicState.Difference("message.timestamp.type", "CreateTime", "LogAppendTime"),
                        new TopicState.Difference("retention.ms", "604800000", "-1"));
        assertThat(states)
                .extracting(TopicState::differences)
                .filteredOn(List::isEmpty)
                .hasSize(5);
    }

    @Test
    void sendsEveryEventToThePartitionOfItsKey() {
        Topics topics = Topics.of("sent", true);
        admin.create(topics, 2, 1);

        try (EventProducer producer = new EventProducer(settings, topics.events(), Double.POSITIVE_INFINITY)) {
            for (int i = 0; i < 1000; i++) {
                producer.send(utf8("entity-" + i % 7), utf8("event-" + i));
            }
            producer.flush();
            assertThat(producer.acknowledged()).isEqualTo(1000);
        }

        TopicState events = admin.list(topics).get(0);
        assertThat(events.partitions()).isEqualTo(2);
        assertThat(events.endOffsets()).allMatch(end -> end > 0).satisfies(ends -> assertThat(
                        ends.stream().mapToLong(end -> end).sum())
                .isEqualTo(1000));
    }

    @Test
    void sendsNoFasterThanAsked() {
        Topics topics = Topics.of("paced", true);
        admin.create(topics, 1, 1);

        long start = System.nanoTime();
        try (EventProducer producer = new EventProducer(settings, topics.events(), 200)) {
            for (int i = 0; i <= 100; i++) {
                producer.send(utf8("e"), utf8("v"));
            }
        }

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isGreaterThanOrEqualTo(Duration.ofMillis(500));
    }

    @Test
    void tellsOfARefusedEvent() {
        Topics topics = Topics.of("refused", true);
        admin.create(topics, 1, 1);
        EventProducer producer = new EventProducer(settings, topics.events(), Double.POSITIVE_INFINITY);
        producer.send(utf8("e"), new byte[9 << 20]);

        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(producer::flush)
                .withMessageContaining("refused.events took 0 records and refused one");
        assertThatExceptionOfType(ClientException.class).isThrownBy(() -> producer.send(utf8("e"), utf8("v")));
        assertThatExceptionOfType(ClientException.class).isThrownBy(producer::close);
    }

    @Test
    void saysThatATopicIsMissing() {
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> new EventProducer(settings, "no.events", Double.POSITIVE_INFINITY))
                .withMessageContaining("no.events does not exist on Kafka at " + broker.bootstrapServers());
        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> new PredictionReader(settings, "no.predictions"))
                .withMessageContaining("topics create");
    }

    @Test
    void saysThatNoBrokerAnswers() {
        ClientSettings nobody = new ClientSettings(Map.of("default.api.timeout.ms", "300", "request.timeout.ms", "300"))
                .withBootstrapServers("127.0.0.1:1");

        assertThatExceptionOfType(ClientException.class)
                .isThrownBy(() -> new PredictionReader(nobody, "any"))
                .withMessageContaining("Kafka at 127.0.0.1:1")
                .withMessageContaining("check kafka.bootstrap.servers");
    }

    @Test
    void readsCommittedPredictionsUpToTheMarkedEnd() {
        Topics topics = Topics.of("read", true);
        admin.create(topics, 2, 1);
        write(topics.predictions(), true, 0, 300);
        write(topics.predictions(), false, 300, 400);
        write(topics.predictions(), true, 400, 500);
        write(topics.predictions(), false, 600, 610);

        try (PredictionReader reader = new PredictionReader(settings, topics.predictions())) {
            assertThat(reader.atEnd()).isFalse();
            reader.markEnd();
            List<PredictionReader.Received> received = readToEnd(reader);

            assertThat(received)
                    .extracting(r -> r.prediction().getModelVersion().getLearned())
                    .hasSize(400)
                    .doesNotContain(300L, 399L, 600L);
            assertThat(received)
                    .extracting(PredictionReader.Received::partition)
                    .contains(0, 1);
            assertThat(received)
                    .filteredOn(r -> r.partition() == 0)
                    .extracting(PredictionReader.Received::offset)
                    .isSorted()
                    .doesNotHaveDuplicates();

            write(topics.predictions(), true, 500, 510);
            assertThat(reader.atEnd()).isTrue();
            reader.markEnd();
            assertThat(reader.atEnd()).isFalse();
            assertThat(readToEnd(reader)).hasSize(10);
        }
    }

    @Test
    void saysWhereARecordIsNoPrediction() {
        Topics topics = Topics.of("garbled", true);
        admin.create(topics, 1, 1);
        try (EventProducer producer = new EventProducer(settings, topics.predictions(), Double.POSITIVE_INFINITY)) {
            producer.send(utf8("e"), utf8("{}"));
        }

        try (PredictionReader reader = new PredictionReader(settings, topics.predictions())) {
            reader.markEnd();
            assertThatExceptionOfType(ClientException.class)
                    .isThrownBy(() -> readToEnd(reader))
                    .withMessageContaining("garbled.predictions-0 offset 0");
        }
    }

    private static List<PredictionReader.Received> readToEnd(PredictionReader reader) {
        List<PredictionReader.Received> received = new ArrayList<>();
        while (!reader.atEnd()) {
            received.addAll(reader.poll(Duration.ofMillis(100)));
        }
        return received;
    }

    /** Writes predictions in one transaction. */
    @SuppressWarnings("FutureReturnValueIgnored") // what is missing shows when it is read
    private static void write(String topic, boolean commit, int from, int to) {
        Map<String, Object> transactional = settings.producer();
        transactional.put("transactional.id", topic);
        PredictionEncoder encoder = new PredictionEncoder(FAMILIES);
        Row row = new Row(0, FAMILIES.size());
        Prediction prediction = new Prediction(FAMILIES);
        prediction.answer(0, false);
        try (var producer = new KafkaProducer<>(transactional, new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            for (int i = from; i < to; i++) {
                row.entity().set("entity-" + i % 7);
                prediction.learned(i);
                producer.send(
                        new ProducerRecord<>(topic, row.entity().toByteArray(), encoder.encode(row, prediction, 0)));
            }
            producer.flush();
            if (commit) {
                producer.commitTransaction();
            } else {
                producer.abortTransaction();
            }
        }
    }

    private static void create(NewTopic topic) throws Exception {
        try (Admin kafka = Admin.create(settings.admin())) {
            kafka.createTopics(List.of(topic)).all().get();
        }
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
