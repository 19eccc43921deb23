package io.tributary.streams;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.RangeAssignor;
import org.apache.kafka.common.errors.InconsistentGroupProtocolException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Membership of an application's group, taken while no instance is in it, so that none can join.
 *
 * <p>An instance proposes Kafka Streams' own way of sharing partitions, this member an ordinary one: Kafka lets only members
 * into a group that have a way in common. Not thread-safe.
 */
final class GroupLock implements AutoCloseable {
    /* An instance that was stopped stays in the group until its session has timed out, which takes ten seconds. */
    private static final Duration UNTIL_EMPTY = Duration.ofSeconds(15);
    private static final Duration UNTIL_JOINED = Duration.ofSeconds(30);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);
    private static final String LONGEST_HOLD_MS = String.valueOf(900_000);

    private final KafkaConsumer<byte[], byte[]> member;

    private GroupLock(KafkaConsumer<byte[], byte[]> member) {
        this.member = member;
    }

    /**
     * Joins the group.
     *
     * @throws ClientException if somebody is in it, and does not leave within the time that a session takes to end
     */
    static GroupLock take(ApplicationConfig application, GroupState group) {
        awaitEmpty(application, group);
        GroupLock lock = new GroupLock(
                new KafkaConsumer<>(settings(application), new ByteArrayDeserializer(), new ByteArrayDeserializer()));
        try {
            lock.join(application);
            if (group.members() != 1) {
                throw inUse(application, group.members());
            }
            return lock;
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
    }

    private static void awaitEmpty(ApplicationConfig application, GroupState group) {
        long begin = System.nanoTime();
        for (int members = group.members(); members > 0; members = group.members()) {
            if (System.nanoTime() - begin > UNTIL_EMPTY.toNanos()) {
                throw inUse(application, members);
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static ClientException inUse(ApplicationConfig application, int members) {
        return new ClientException("the group of " + application.name() + " has " + members
                + (members == 1 ? " member" : " members")
                + ", expected none: stop every instance of the application; one that died leaves when its"
                + " session has timed out");
    }

    private static Map<String, Object> settings(ApplicationConfig application) {
        Map<String, Object> settings = application.clients().committedReader();
        settings.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        settings.put(ConsumerConfig.GROUP_ID_CONFIG, application.name());
        settings.put(ConsumerConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, RangeAssignor.class.getName());
        settings.put(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, LONGEST_HOLD_MS);
        settings.put(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, "10000");
        settings.put(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, "3000");
        return settings;
    }

    /** What it would read is of no interest, so that it asks for a topic of which nobody has committed offsets. */
    private void join(ApplicationConfig application) {
        member.subscribe(List.of(application.topics().changelog()));
        long begin = System.nanoTime();
        try {
            while (member.assignment().isEmpty()) {
                if (System.nanoTime() - begin > UNTIL_JOINED.toNanos()) {
                    throw new ClientException("the group of " + application.name()
                            + " could not be joined: is another rollback under way? Wait until it has ended");
                }
                member.poll(BETWEEN_LOOKS);
            }
        } catch (InconsistentGroupProtocolException e) {
            throw new ClientException("an instance of " + application.name() + " has just been started: stop it", e);
        }
    }

    /** Who this is to the group's coordinator, which takes offsets of nobody else now. */
    ConsumerGroupMetadata identity() {
        return member.groupMetadata();
    }

    @Override
    public void close() {
        member.close();
    }
}
