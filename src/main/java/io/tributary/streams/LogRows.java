package io.tributary.streams;

import io.tributary.source.RowSource;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * The rows of one partition of the learner's log, up to its end when this was opened.
 *
 * <p>Not thread-safe.
 */
public final class LogRows implements RowSource, AutoCloseable {
    private final TopicPartition log;
    private final TopicRecords records;
    private final LogDecoder decoder;
    private long offset = -1;
    private long rowNumber;

    private LogRows(TopicPartition log, TopicRecords records, LogDecoder decoder) {
        this.log = log;
        this.records = records;
        this.decoder = decoder;
    }

    /** Opens a partition of an application's log at its beginning. */
    public static LogRows open(ApplicationConfig application, int partition) {
        return open(application, partition, 0);
    }

    /** Opens a partition of an application's log at an offset. */
    static LogRows open(ApplicationConfig application, int partition, long from) {
        TopicPartition log = new TopicPartition(application.topics().log(), partition);
        return new LogRows(
                log, new TopicRecords(application.clients(), log, from, Long.MAX_VALUE), new LogDecoder(application));
    }

    @Override
    public boolean next(Row row) {
        if (!records.hasNext()) {
            return false;
        }
        ConsumerRecord<byte[], byte[]> record = records.next();
        offset = record.offset();
        rowNumber++;
        try {
            decoder.decode(
                    log, offset, LearnerTopology.timestamp(record.timestamp()), record.key(), record.value(), row);
        } catch (InvalidRowException e) {
            throw new InvalidRowException(e.reason(), log + " offset " + offset + ": " + e.detail());
        }
        return true;
    }

    /** The offset of the record read last. */
    long offset() {
        return offset;
    }

    @Override
    public long rowNumber() {
        return rowNumber;
    }

    @Override
    public void close() {
        records.close();
    }
}
