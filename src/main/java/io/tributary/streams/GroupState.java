package io.tributary.streams;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.InterruptException;

/** What Kafka knows of an application's instances: who is there, how far they have committed, what stays open. */
final class GroupState implements AutoCloseable {
    private final ApplicationConfig application;
    private final Admin admin;

    GroupState(ApplicationConfig application) {
        this.application = application;
        admin = Admin.create(application.clients().admin());
    }

    /** The members of the application's group; 0 if there is no such group. */
    int members() {
        try {
            ConsumerGroupDescription group = admin.describeConsumerGroups(List.of(application.name()))
                    .all()
                    .get()
                    .get(application.name());
            return group == null ? 0 : group.members().size();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof GroupIdNotFoundException) {
                return 0;
            }
            throw failed("describe the group " + application.name(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** The offsets that the application has committed, by partition. */
    Map<TopicPartition, Long> committed() {
        try {
            Map<TopicPartition, Long> offsets = new TreeMap<>(Comparator.comparing(TopicPartition::toString));
            Map<TopicPartition, OffsetAndMetadata> found = admin.listConsumerGroupOffsets(application.name())
                    .partitionsToOffsetAndMetadata()
                    .get();
            found.forEach((partition, offset) -> offsets.put(partition, offset.offset()));
            return offsets;
        } catch (ExecutionException e) {
            throw failed("tell the offsets of " + application.name(), e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    /** Whether a transaction is open on a partition: it hides from every reader what comes behind it. */
    boolean hasOpenTransaction(TopicPartition partition) {
        // In this order, so that what is written meanwhile is no open transaction.
        long end = end(partition, IsolationLevel.READ_UNCOMMITTED);
        return end(partition, IsolationLevel.READ_COMMITTED) < end;
    }

    /** The offset behind the last committed record. */
    long end(TopicPartition partition) {
        return end(partition, IsolationLevel.READ_COMMITTED);
    }

    private long end(TopicPartition partition, IsolationLevel level) {
        try {
            return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(level))
                    .partitionResult(partition)
                    .get()
                    .offset();
        } catch (ExecutionException e) {
            throw failed("tell the end of " + partition, e);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private static ClientException failed(String asked, ExecutionException e) {
        Throwable cause = e.getCause() == null ? e : e.getCause();
        return new ClientException("Kafka was asked to " + asked + " and did not: " + cause.getMessage(), cause);
    }

    @Override
    public void close() {
        admin.close();
    }
}
