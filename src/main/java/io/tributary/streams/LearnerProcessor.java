package io.tributary.streams;

import io.tributary.state.LearnerState;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import io.tributary.v1.Alert;
import io.tributary.v1.SnapshotManifest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Observes each row: one prediction out for every valid one, one dead letter for every other.
 *
 * <p>It sees every record of its log, also those that could not be decoded, because the offset of the next one is part of the
 * state.
 */
final class LearnerProcessor implements Processor<byte[], Inbound, byte[], byte[]> {
    /* Between one look for snapshots that have been written and the next. */
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final PredictionEncoder encoder;
    /* Whether ingest wrote the log, and kept there the keys that events came under. */
    private final boolean ordered;
    private final Originals originals;
    private @Nullable ProcessorContext<byte[], byte[]> context;
    private @Nullable ModelStore store;
    private @Nullable LearnerState state;

    LearnerProcessor(ApplicationConfig application) {
        encoder = new PredictionEncoder(application.learner().families());
        ordered = !application.topics().isKeyed();
        originals = new Originals(
                application.clients(), application.learner().learning().batchSize());
    }

    @Override
    public void init(ProcessorContext<byte[], byte[]> context) {
        this.context = context;
        store = context.getStateStore(Topics.STORE);
        state = store.state();
        store.alerts().hearBy(this::alert);
        if (store.snapshots().isPresent()) {
            context.schedule(BETWEEN_LOOKS, PunctuationType.WALL_CLOCK_TIME, now -> announceSnapshots());
        }
    }

    @Override
    public void process(Record<byte[], Inbound> record) {
        LearnerState open = Objects.requireNonNull(state);
        Objects.requireNonNull(store).alerts().tell();
        Inbound inbound = record.value();
        InvalidRowException rejection = inbound.rejection();
        if (rejection == null) {
            rejection = predict(inbound, open);
        }
        if (rejection != null) {
            open.learner().refuse();
            Record<byte[], byte[]> found =
                    new Record<>(inbound.key(), inbound.payload(), inbound.timestamp(), inbound.headers());
            reject(found, inbound.offset(), rejection);
        }
        open.nextOffset(inbound.offset() + 1);
        rejectAtStep();
        Objects.requireNonNull(store).snapshots().ifPresent(SnapshotTaker::observed);
    }

    /** In whatever transaction is open; what it changes in the state belongs to the same. */
    private void announceSnapshots() {
        ModelStore open = Objects.requireNonNull(store);
        if (open.snapshots().filter(taker -> taker.announce(this::announce)).isPresent()) {
            open.alerts().tell();
            open.persist();
        }
    }

    private void announce(SnapshotManifest manifest) {
        byte[] key = manifest.getVersion().getBytes(StandardCharsets.UTF_8);
        long timestamp = Math.max(0, manifest.getEventTime().toEpochMilli());
        Objects.requireNonNull(context)
                .forward(
                        new Record<>(key, AvroRecords.encode(manifest), timestamp, new RecordHeaders()),
                        LearnerTopology.SNAPSHOTS);
    }

    private void alert(Alert alert) {
        String subject = alert.getEntity().isEmpty() ? alert.getFamily() : alert.getEntity();
        byte[] key = subject.getBytes(StandardCharsets.UTF_8);
        long timestamp = Math.max(0, alert.getTime().toEpochMilli());
        Objects.requireNonNull(context)
                .forward(
                        new Record<>(key, AvroRecords.encode(alert), timestamp, new RecordHeaders()),
                        LearnerTopology.ALERTS);
    }

    private @Nullable InvalidRowException predict(Inbound inbound, LearnerState open) {
        try {
            Row row = inbound.row();
            if (row.examples() > 0) {
                originals.note(inbound);
            }
            byte[] value = answer(row, open);
            Record<byte[], byte[]> answer =
                    new Record<>(inbound.key(), value, inbound.timestamp(), new RecordHeaders());
            Objects.requireNonNull(context).forward(answer, LearnerTopology.PREDICTIONS);
            return null;
        } catch (InvalidRowException e) {
            return e;
        }
    }

    private byte[] answer(Row row, LearnerState open) {
        ModelStore learning = Objects.requireNonNull(store);
        if (learning.snapshots().isPresent()) {
            learning.snapshots().get().before(row.entity());
        }
        boolean halted = open.learner().isHalted();
        Prediction prediction = learning.measured().observe(row);
        if (!halted) {
            return encoder.encode(row, prediction, open.generation());
        }
        StandIn standIn = learning.standIn();
        Prediction other = standIn.answer(row, prediction);
        return encoder.encode(row, other, standIn.generation(open.generation()));
    }

    private void rejectAtStep() {
        RejectedAtStep rejected = Objects.requireNonNull(store).rejectedAtStep();
        if (rejected.isEmpty()) {
            return;
        }
        for (RejectedAtStep.Rejection row : rejected.take()) {
            InvalidRowException reason = new InvalidRowException(
                    Reason.NON_FINITE_GRADIENT,
                    "learning this row would have made the model non-finite; it was predicted, but not learned");
            reject(originals.find(log(), row), row.offset(), reason);
        }
    }

    private void reject(Record<byte[], byte[]> record, long offset, InvalidRowException reason) {
        Record<byte[], byte[]> original =
                ordered ? record.withKey(DeadLetter.takeKey(record.headers(), record.key())) : record;
        Objects.requireNonNull(context)
                .forward(DeadLetter.of(original, reason, log(), offset), LearnerTopology.REJECTED);
    }

    private TopicPartition log() {
        RecordMetadata place = Objects.requireNonNull(context).recordMetadata().orElseThrow();
        return new TopicPartition(place.topic(), place.partition());
    }
}
