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
        TopicPartition log = new TopicPartition(application.topics().log(), partition);
        return new LogRows(log, new TopicRecords(application.clients(), log), new LogDecoder(application));
    }

    /**
     * Opens a partition of an application's log at an offset.
     *
     * @throws ClientException if the log does not reach to there, or begins behind it
     */
    public static LogRows open(ApplicationConfig application, int partition, long from) {
        TopicPartition log = new TopicPartition(application.topics().log(), partition);
        TopicRecords records = new TopicRecords(application.clients(), log, from, Long.MAX_VALUE);
        if (from < records.begin() || from > records.end()) {
            records.close();
            throw new ClientException(log + " holds offsets from " + records.begin() + " to " + records.end()
                    + ", expected " + from + " among them: it is another log, or its records were deleted");
        }
        return new LogRows(log, records, new LogDecoder(application));
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
