package io.tributary.streams;

import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a reader of one partition where its state says that it stands: records that Kafka has passed over are read again,
 * and one that was seen before ends the process.
 *
 * <p>There is nothing to read again when all is well, only markers of transactions. If Kafka Streams has lost records of a
 * stream task that it revived, or somebody has moved the application's offsets, they are found here. Not thread-safe.
 */
final class PlaceGuard {
    private static final Logger LOG = LoggerFactory.getLogger(PlaceGuard.class);
    /* What can be read again within one transaction, long before its timeout. */
    private static final long MOST_PASSED_OVER = 500_000;

    private final ClientSettings clients;
    private boolean aligned;

    PlaceGuard(ClientSettings clients) {
        this.clients = clients;
    }

    /** The next record is the first one after a start. */
    void begin() {
        aligned = false;
    }

    /** Whether a record may come as it does: it is new, and not the first one after a start. */
    boolean isInPlace(long expected, long found) {
        return aligned && found >= expected;
    }

    /**
     * Lets a record come.
     *
     * @param expected the offset of the next record by the state
     * @param found the offset of the record
     * @param passed takes every record that has to come before it
     * @throws IllegalStateException if the state has seen it already, or too many have to come before it
     */
    void align(TopicPartition partition, long expected, long found, Consumer<ConsumerRecord<byte[], byte[]>> passed) {
        if (found < expected) {
            throw new IllegalStateException("the state has seen " + partition + " up to offset " + expected
                    + ", expected no earlier record than that but found " + found
                    + "; if the application's offsets were set back, set them to " + expected
                    + ", or begin anew under another application name");
        }
        if (!aligned && found > expected) {
            readAgain(partition, expected, found, passed);
        }
        aligned = true;
    }

    private void readAgain(
            TopicPartition partition, long expected, long found, Consumer<ConsumerRecord<byte[], byte[]>> passed) {
        long count = 0;
        try (TopicRecords records = new TopicRecords(clients, partition, expected, found)) {
            if (records.begin() > expected) {
                LOG.warn(
                        "{} begins at offset {}, expected {}: what lay between was deleted before it was read",
                        partition,
                        records.begin(),
                        expected);
            }
            for (; records.hasNext(); count++) {
                if (count == MOST_PASSED_OVER) {
                    throw new IllegalStateException("more than " + MOST_PASSED_OVER + " records of " + partition
                            + " were passed over: found offset " + found + ", expected " + expected
                            + "; set the application's offsets to " + expected);
                }
                passed.accept(records.next());
            }
        }
        if (count > 0) {
            LOG.warn(
                    "{} went on at offset {}, expected {}: {} records between were read again",
                    partition,
                    found,
                    expected,
                    count);
        }
    }
}
