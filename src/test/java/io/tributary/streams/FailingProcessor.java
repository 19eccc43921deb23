package io.tributary.streams;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.processor.TaskId;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.ProcessorWrapper;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.WrappedFixedKeyProcessorSupplier;
import org.apache.kafka.streams.processor.api.WrappedProcessorSupplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Decorates the learner so that it fails behind the row at one offset, when that has been learned and answered.
 *
 * <p>Kafka Streams makes it for {@code kafka.processor.wrapper.class}, so that the product has no switch for it.
 */
public final class FailingProcessor implements ProcessorWrapper {
    /** The offset it fails at. */
    public static final String OFFSET = "failing.offset";

    /** What it throws. */
    public static final String ERROR = "failing.error";

    /** What can be thrown. */
    enum Fault {
        EXCEPTION,
        ERROR,
        /** Kafka Streams would revive the stream task and go on. */
        TASK_CORRUPTED;

        void fail() {
            switch (this) {
                case EXCEPTION -> throw new IllegalStateException("injected");
                case ERROR -> throw new AssertionError("injected");
                case TASK_CORRUPTED -> throw new TaskCorruptedException(Set.of(new TaskId(0, 0)));
            }
        }
    }

    private long offset;
    private Fault fault = Fault.EXCEPTION;

    @Override
    public void configure(Map<String, ?> configs) {
        offset = Long.parseLong(String.valueOf(configs.get(OFFSET)));
        fault = Fault.valueOf(String.valueOf(configs.get(ERROR)));
    }

    @Override
    public <I, J, O, P> WrappedProcessorSupplier<I, J, O, P> wrapProcessorSupplier(
            String name, ProcessorSupplier<I, J, O, P> supplier) {
        return ProcessorWrapper.asWrapped(
                name.equals(LearnerTopology.LEARNER)
                        ? new WithStores<>(supplier, () -> new Failing<>(supplier.get()))
                        : supplier);
    }

    @Override
    public <I, J, P> WrappedFixedKeyProcessorSupplier<I, J, P> wrapFixedKeyProcessorSupplier(
            String name, FixedKeyProcessorSupplier<I, J, P> supplier) {
        return ProcessorWrapper.asWrappedFixedKey(supplier);
    }

    private record WithStores<I, J, O, P>(
            ProcessorSupplier<I, J, O, P> supplier, Supplier<Processor<I, J, O, P>> processors)
            implements ProcessorSupplier<I, J, O, P> {
        @Override
        public Processor<I, J, O, P> get() {
            return processors.get();
        }

        @Override
        public Set<StoreBuilder<?>> stores() {
            return supplier.stores();
        }
    }

    private final class Failing<I, J, O, P> implements Processor<I, J, O, P> {
        private final Processor<I, J, O, P> decorated;

        Failing(Processor<I, J, O, P> decorated) {
            this.decorated = decorated;
        }

        @Override
        public void init(ProcessorContext<O, P> context) {
            decorated.init(context);
        }

        @Override
        public void process(Record<I, J> record) {
            decorated.process(record);
            if (record.value() instanceof Inbound inbound
                    && inbound.offset() == offset
                    && inbound.rejection() == null) {
                fault.fail();
            }
        }

        @Override
        public void close() {
            decorated.close();
        }
    }
}
