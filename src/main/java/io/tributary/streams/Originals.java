package io.tributary.streams;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/**
 * What the records of the latest rows looked like when they came, should one of them have to go back.
 *
 * <p>A row's key in the log is its entity. Holds references to as many records as there can be pending rows, in a ring, and copies nothing. A row that was pending
 * before the last start is not among them: its record is read from the log again. Not thread-safe.
 */
final class Originals {
    private final ClientSettings clients;
    private final long[] offsets;
    private final Headers[] headers;
    private final long[] timestamps;
    private int next;

    /**
     * @param rows how many may be pending at a time, predicted rows between them included as far as they are noted
     */
    Originals(ClientSettings clients, int rows) {
        this.clients = clients;
        offsets = new long[rows];
        headers = new Headers[rows];
        timestamps = new long[rows];
        Arrays.fill(offsets, -1);
    }

    /** Notes the record of a row that is pending from now on. */
    void note(Inbound inbound) {
        offsets[next] = inbound.offset();
        headers[next] = inbound.headers();
        timestamps[next] = inbound.timestamp();
        next = next + 1 == offsets.length ? 0 : next + 1;
    }

    /** The record as it came; if the log has lost it, what the row itself has kept. */
    Record<byte[], byte[]> find(TopicPartition log, RejectedAtStep.Rejection row) {
        if (row.offset() < 0) { // It came with an imported model, from another log.
            return new Record<>(row.entity().get(), row.payload().get(), 0, new RecordHeaders());
        }
        for (int i = 0; i < offsets.length; i++) {
            if (offsets[i] == row.offset()) {
                return new Record<>(row.entity().get(), row.payload().get(), timestamps[i], headers[i]);
            }
        }
        try (TopicRecords records = new TopicRecords(clients, log, row.offset(), row.offset() + 1)) {
            if (records.hasNext()) {
                ConsumerRecord<byte[], byte[]> found = records.next();
                long timestamp = LearnerTopology.timestamp(found.timestamp());
                return new Record<>(found.key(), found.value(), timestamp, found.headers());
            }
        }
        return new Record<>(row.entity().get(), row.payload().get(), 0, new RecordHeaders());
    }
}
