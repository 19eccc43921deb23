package io.tributary.streams;

import io.tributary.state.LearnerState;
import io.tributary.state.Restoration;
import io.tributary.state.Standing;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Puts another model in the place of a stopped application's, in one transaction: blocks, tombstones, the place in the log.
 *
 * <p>From its beginning to its end no instance can start. Whatever happens in between, the next instance finds the old model
 * at its place, or the new one at its own. For applications whose log has one partition. Not thread-safe.
 */
final class Replacement implements AutoCloseable {
    private static final String ID = "-replacement";
    private static final long SHORTEST_MS = 60_000;
    /* The broker's own limit, unless it was changed. */
    private static final long LONGEST_MS = 900_000;
    /* Blocks are compressed and sent in batches; slower than this is no network to run brokers on. */
    private static final long BYTES_PER_MS = 5_000;
    private static final byte[] NOTHING = {};

    private final ApplicationConfig application;
    private final LearnerState state;
    private final Set<String> names = new HashSet<>();
    private final GroupState group;
    private final GroupLock lock;
    private final KafkaProducer<byte[], byte[]> producer;
    private final TopicPartition changelog;
    private final TopicPartition log;
    private final Set<String> present = new TreeSet<>();
    private byte[] standing = NOTHING;
    private long bytes;

    /**
     * What was written.
     *
     * @param blocks of the new model
     * @param bytes of these
     * @param tombstones for blocks that it does not have
     */
    record Written(int blocks, long bytes, int tombstones) {}

    /**
     * Keeps every instance out, and reads what is to be replaced.
     *
     * @param state the new model
     * @throws ClientException if an instance runs, a topic is missing, the log has several partitions, or a transaction is
     *     open
     */
    static Replacement begin(ApplicationConfig application, LearnerState state) {
        requireOnePartition(application);
        GroupState group = new GroupState(application);
        try {
            GroupLock lock = GroupLock.take(application, group);
            try {
                return new Replacement(application, state, group, lock);
            } catch (RuntimeException e) {
                lock.close();
                throw e;
            }
        } catch (RuntimeException e) {
            group.close();
            throw e;
        }
    }

    private static void requireOnePartition(ApplicationConfig application) {
        try (TopicAdmin admin = new TopicAdmin(application.clients())) {
            for (String topic :
                    Set.of(application.topics().log(), application.topics().changelog())) {
                int partitions = admin.partitions(topic);
                if (partitions != 1) {
                    throw new ClientException("the topic " + topic + " has " + partitions
                            + " partitions, expected 1: a snapshot holds the model of one");
                }
            }
        }
    }

    private Replacement(ApplicationConfig application, LearnerState state, GroupState group, GroupLock lock) {
        this.application = application;
        this.state = state;
        this.group = group;
        this.lock = lock;
        changelog = new TopicPartition(application.topics().changelog(), 0);
        log = new TopicPartition(application.topics().log(), 0);
        state.writeAll((name, block) -> {
            names.add(name);
            bytes += block.length;
        });
        producer = new KafkaProducer<>(settings(), new ByteArraySerializer(), new ByteArraySerializer());
        try {
            producer.initTransactions(); // Ends what one that was killed has left open.
            requireNoTransaction(changelog);
            requireNoTransaction(new TopicPartition(application.topics().predictions(), 0));
            requireNoTransaction(new TopicPartition(application.topics().rejected(), 0));
            readChangelog();
        } catch (RuntimeException e) {
            producer.close();
            throw e;
        }
    }

    private Map<String, Object> settings() {
        Map<String, Object> settings = application.clients().producer();
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, application.name() + ID);
        settings.putIfAbsent(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int)
                Math.min(LONGEST_MS, SHORTEST_MS + bytes / BYTES_PER_MS));
        return settings;
    }

    private void requireNoTransaction(TopicPartition partition) {
        if (group.hasOpenTransaction(partition)) {
            throw new ClientException("a transaction is open on " + partition
                    + ", left by an instance that died: start one and stop it, or wait for the broker's transaction"
                    + " timeout (a minute)");
        }
    }

    private void readChangelog() {
        try (TopicRecords records = new TopicRecords(application.clients(), changelog)) {
            while (records.hasNext()) {
                ConsumerRecord<byte[], byte[]> record = records.next();
                String name = new String(record.key(), StandardCharsets.UTF_8);
                byte[] block = record.value();
                if (block == null) {
                    present.remove(name);
                } else {
                    present.add(name);
                }
                if (name.equals(Standing.BLOCK)) {
                    standing = block == null ? NOTHING : block;
                }
            }
        }
    }

    /** The block that says where the old model stands; empty if there is no model. */
    Optional<byte[]> standing() {
        return standing.length == 0 ? Optional.empty() : Optional.of(standing);
    }

    /** The offset of the log that the application has committed, if it has. */
    Optional<Long> committed() {
        return Optional.ofNullable(group.committed().get(log));
    }

    /** Where a topic ends. */
    long end(String topic) {
        return group.end(new TopicPartition(topic, 0));
    }

    /** The offset of the first record of the log that is still there, or will be. */
    long beginOfLog() {
        try (TopicRecords records = new TopicRecords(application.clients(), log)) {
            return records.begin();
        }
    }

    /**
     * Writes the new model as it stands, and its place in the log as the group's.
     *
     * @throws ClientException if Kafka does not take it; then nothing has changed
     */
    Written commit() {
        Set<String> gone = new TreeSet<>(present);
        gone.removeAll(names);
        try {
            producer.beginTransaction();
            // First of all, since whoever asks for these offsets waits from now on until the transaction has ended.
            producer.sendOffsetsToTransaction(Map.of(log, new OffsetAndMetadata(state.nextOffset())), lock.identity());
            // Before the blocks, so that a restore needs no more room than the larger of the models.
            gone.forEach(name -> send(name, null));
            state.writeAll(this::send);
            producer.commitTransaction();
        } catch (ProducerFencedException e) {
            throw new ClientException("somebody else is replacing the model of " + application.name() + " too", e);
        } catch (KafkaException e) {
            throw new ClientException(
                    "Kafka did not take the model: " + e.getMessage() + "; nothing has changed, unless this was the"
                            + " answer to the commit itself, which 'doctor' shows. If a transaction timed out, raise"
                            + " kafka.producer.transaction.timeout.ms",
                    e);
        }
        return new Written(names.size(), bytes, gone.size());
    }

    /* What Kafka refuses fails the commit. */
    @SuppressWarnings("FutureReturnValueIgnored")
    private void send(String name, byte @Nullable [] block) {
        producer.send(new ProducerRecord<>(changelog.topic(), changelog.partition(), Restoration.key(name), block));
    }

    @Override
    public void close() {
        producer.close(); // Aborts a transaction that was not committed.
        lock.close();
        group.close();
    }
}
