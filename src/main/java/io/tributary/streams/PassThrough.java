package io.tributary.streams;

import java.util.Arrays;
import java.util.Objects;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Stands in the learner's place and learns nothing: one record out for every record in. For measurement only. */
final class PassThrough implements Processor<byte[], Inbound, byte[], byte[]> {
    private final int length;
    private @Nullable ProcessorContext<byte[], byte[]> context;

    /**
     * @param length of every value that goes out, in bytes
     */
    PassThrough(int length) {
        this.length = length;
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
    }

    @Override
    public void process(Record<byte[], Inbound> record) {
        byte[] value = Arrays.copyOf(record.value().payload(), length);
        Objects.requireNonNull(context)
                .forward(
                        new Record<>(record.key(), value, record.timestamp(), new RecordHeaders()),
                        LearnerTopology.PREDICTIONS);
    }
}
