package io.tributary.streams;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * When the committed records of a topic's first partition were appended, by the broker's clock.
 *
 * <p>The rate counts what was appended after the first batch and before the last one, over the time between: the wait for
 * the last batch to fill up is no work.
 */
final class AppendTimes {
    private static final Duration POLL = Duration.ofMillis(200);

    private long records;
    private long bytes;
    private long first = Long.MIN_VALUE;
    private long last = Long.MIN_VALUE;
    private long lastButOne = Long.MIN_VALUE;
    private long atFirst;
    private long atLast;

    /**
     * Reads so many committed records from the beginning; they must be there.
     *
     * @throws ClientException if the topic keeps its records' own timestamps
     */
    static AppendTimes read(ClientSettings clients, String topic, long records) {
        AppendTimes times = new AppendTimes();
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(clients.consumer(), new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partition = List.of(new TopicPartition(topic, 0));
            consumer.assign(partition);
            consumer.seekToBeginning(partition);
            while (times.records < records) {
                consumer.poll(POLL).forEach(times::add);
            }
        }
        return times;
    }

    private void add(ConsumerRecord<byte[], byte[]> found) {
        if (found.timestampType() != TimestampType.LOG_APPEND_TIME) {
            throw new ClientException("the topic " + found.topic() + " keeps the timestamps that its records came with,"
                    + " expected those of their append: set its message.timestamp.type to LogAppendTime");
        }
        add(found.timestamp(), found.serializedValueSize());
    }

    /** Takes in one record, in the order of the log. */
    void add(long time, int size) {
        records++;
        bytes += size;
        if (time > last) {
            first = records == 1 ? time : first;
            lastButOne = last;
            last = time;
            atLast = 0;
        }
        atLast++;
        atFirst += time == first ? 1 : 0;
    }

    /**
     * Records a second.
     *
     * @throws IllegalStateException if they were too few for a rate
     */
    double recordsPerSecond() {
        if (lastButOne <= first) {
            throw new IllegalStateException("found " + records + " records in fewer than three appends, expected enough"
                    + " of them to tell a rate");
        }
        return (records - atFirst - atLast) * 1000.0 / (lastButOne - first);
    }

    /** The mean length of a value. */
    int bytesPerRecord() {
        return (int) Math.round((double) bytes / records);
    }
}
