package io.tributary.streams;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/**
 * Creates and describes an application's topics.
 *
 * <p>They keep their records for ever: Kafka judges age by the records' own timestamps, so that any finite retention
 * destroys a stream of historical events. Thread-safe.
 */
public final class TopicAdmin implements AutoCloseable {
    private static final Duration UNTIL_VISIBLE = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Admin admin;
    private final String servers;

    /** What happened to a topic that was to be created. */
    public enum Creation {
        CREATED,
        EXISTING
    }

    /** Connects to the brokers of these settings. */
    public TopicAdmin(ClientSettings settings) {
        servers = settings.bootstrapServers();
        admin = Admin.create(settings.admin());
    }

    /** The same with as many partitions of events as of all other topics. */
    public Map<String, Creation> create(Topics topics, int partitions, int replication) {
        return create(topics, partitions, partitions, replication);
    }

    /**
     * Makes sure that the topics are there, and returns once every client can see them. What exists is left as it is.
     *
     * @param inputs partitions of events; the same as {@code partitions} where events are the learner's log
     * @param partitions of the learner's log and of what comes of it
     * @return what was done, topic by topic
     * @throws ClientException if a topic has another number of partitions, before anything is created
     */
    public Map<String, Creation> create(Topics topics, int inputs, int partitions, int replication) {
        Map<String, Integer> wanted = new LinkedHashMap<>();
        topics.all().forEach(topic -> wanted.put(topic, topics.followsEvents(topic) ? inputs : partitions));
        if (wanted.getOrDefault(topics.log(), partitions) != partitions) {
            throw new ClientException("found " + inputs + " partitions for " + topics.events() + " and " + partitions
                    + " for what comes of it, expected the same, since its records are keyed by entity: ask for one"
                    + " number, or set source.keyed to false");
        }
        Map<String, TopicDescription> present = describe(topics.all());
        requirePartitions(present.values(), wanted);
        Map<String, Creation> outcome = new LinkedHashMap<>();
        wanted.forEach((topic, count) -> {
            Map<String, String> settings = TopicSettings.of(topic, topics, replication);
            boolean created = !present.containsKey(topic)
                    && create(new NewTopic(topic, count, (short) replication).configs(settings));
            outcome.put(topic, created ? Creation.CREATED : Creation.EXISTING);
        });
        requirePartitions(awaitVisible(topics.all()), wanted);
        return outcome;
    }

    /** Creates one topic, or returns false if somebody else just did. */
    private boolean create(NewTopic wanted) {
        String topic = wanted.name();
        KafkaFuture<Uuid> made = admin.createTopics(List.of(wanted)).topicId(topic);
        return answerUnless(TopicExistsException.class, "create the topic " + topic, made)
                .isPresent();
    }

    private static void requirePartitions(Collection<TopicDescription> topics, Map<String, Integer> expected) {
        for (TopicDescription topic : topics) {
            int partitions =
                    expected.getOrDefault(topic.name(), topic.partitions().size());
            if (topic.partitions().size() != partitions) {
                throw new ClientException("the topic " + topic.name() + " has "
                        + topic.partitions().size() + " partitions, expected " + partitions
                        + ": ask for as many as it has, or use another application name; the partition of an entity"
                        + " must never change");
            }
        }
    }

    private Collection<TopicDescription> awaitVisible(List<String> topics) {
        long deadline = System.nanoTime() + UNTIL_VISIBLE.toNanos();
        Map<String, TopicDescription> seen = describe(topics);
        while (seen.size() < topics.size()) {
            if (System.nanoTime() - deadline > 0) {
                throw new ClientException(
                        "Kafka at " + servers + " created " + topics + " but after " + UNTIL_VISIBLE.toSeconds()
                                + " s shows only " + seen.keySet() + ": look into the broker's log");
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
            seen = describe(topics);
        }
        return seen.values();
    }

    /** Those of the application's topics that exist, in the order of {@link Topics#all()}. */
    public List<TopicState> list(Topics topics) {
        Map<String, TopicDescription> present = describe(topics.all());
        Map<ConfigResource, Config> configs = answer(
                "describe the settings of " + present.keySet(),
                admin.describeConfigs(present.keySet().stream()
                                .map(TopicAdmin::resource)
                                .toList())
                        .all());
        List<TopicState> states = new ArrayList<>();
        for (String name : topics.all()) {
            TopicDescription topic = present.get(name);
            Config config = configs.get(resource(name));
            if (topic != null && config != null) {
                states.add(new TopicState(name, differences(topics, topic, config), endOffsets(topic)));
            }
        }
        return states;
    }

    private static ConfigResource resource(String topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic);
    }

    private static List<TopicState.Difference> differences(Topics topics, TopicDescription topic, Config config) {
        int replication = topic.partitions().get(0).replicas().size();
        return TopicSettings.of(topic.name(), topics, replication).entrySet().stream()
                .map(expected -> new TopicState.Difference(
                        expected.getKey(), config.get(expected.getKey()).value(), expected.getValue()))
                .filter(difference -> !difference.found().equals(difference.expected()))
                .toList();
    }

    private List<Long> endOffsets(TopicDescription topic) {
        List<TopicPartition> partitions = topic.partitions().stream()
                .map(partition -> new TopicPartition(topic.name(), partition.partition()))
                .toList();
        ListOffsetsResult ends =
                admin.listOffsets(partitions.stream().collect(Collectors.toMap(p -> p, p -> OffsetSpec.latest())));
        return partitions.stream()
                .map(p ->
                        answer("tell the end of " + p, ends.partitionResult(p)).offset())
                .toList();
    }

    /**
     * Makes sure that every topic is there which Kafka Streams does not make itself.
     *
     * @throws ClientException if one is not
     */
    public void requireAll(Topics topics) {
        Map<String, TopicDescription> present = describe(topics.all());
        for (String topic : topics.all()) {
            if (!present.containsKey(topic) && !topics.isChangelog(topic)) {
                throw missing(topic);
            }
        }
    }

    private ClientException missing(String topic) {
        return new ClientException("the topic " + topic + " does not exist on Kafka at " + servers
                + ": create it with 'topics create', or correct the application's name");
    }

    /**
     * The number of partitions of a topic that must be there.
     *
     * @throws ClientException if it is not
     */
    public int partitions(String topic) {
        TopicDescription found = describe(List.of(topic)).get(topic);
        if (found == null) {
            throw missing(topic);
        }
        return found.partitions().size();
    }

    private Map<String, TopicDescription> describe(List<String> topics) {
        Map<String, TopicDescription> known = new TreeMap<>();
        admin.describeTopics(topics).topicNameValues().forEach((name, future) -> answerUnless(
                        UnknownTopicOrPartitionException.class, "describe the topic " + name, future)
                .ifPresent(description -> known.put(name, description)));
        return known;
    }

    private <T> T answer(String asked, KafkaFuture<T> future) {
        try {
            return future.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            String hint = cause instanceof TimeoutException
                    ? "; check kafka.bootstrap.servers, and that a broker runs there"
                    : "";
            throw new ClientException(
                    "Kafka at " + servers + " was asked to " + asked + " and did not: " + cause.getMessage() + hint,
                    cause);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** The answer, or nothing if Kafka failed in the way expected. */
    private <T> Optional<T> answerUnless(Class<? extends Exception> expected, String asked, KafkaFuture<T> future) {
        try {
            return Optional.of(answer(asked, future));
        } catch (ClientException e) {
            if (expected.isInstance(e.getCause())) {
                return Optional.empty();
            }
            throw e;
        }
    }

    @Override
    public void close() {
        admin.close();
    }
}
