package io.tributary.streams;

import io.tributary.evaluation.MeasuredLearner;
import io.tributary.evaluation.TransferListener;
import io.tributary.learning.AlertListener;
import io.tributary.snapshot.SnapshotReader;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.state.Origin;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.function.ToLongFunction;
import org.apache.avro.AvroRuntimeException;
import org.apache.kafka.common.TopicPartition;

/**
 * Decides from an application's topics alone whether its promises hold: it learns the log offline, and then every
 * record of predictions and rejected, and the model in the changelog, must be what came of that, to the bit.
 *
 * <p>A model that was rolled back, or imported, is audited from there on: what came before was another generation's.
 *
 * <p>For one partition, and one configuration since the log began. The application must be at rest: nothing is produced or
 * learned. Not thread-safe.
 */
public final class Audit implements AutoCloseable {
    private static final int MOST_FAULTS = 20;

    private final LogRows log;
    private final TopicRecords predictions;
    private final Letters letters;
    private final LearnerState model;
    private final Optional<Origin> origin;
    private final Set<Long> rejectedAtStep = new TreeSet<>();
    private final MeasuredLearner learner;
    private final PredictionEncoder encoder;
    private final Row row;
    private final List<String> faults = new ArrayList<>();
    private long answered;
    private long refused;

    /**
     * What was found.
     *
     * @param origin where the model began, and so the audit; empty if with the log
     * @param rows records of the log from there on
     * @param predictions records among them that were answered
     * @param deadLetters records among them that came back as they were, unanswered
     * @param replayed {@code model_sha256} of a plain learner over the log
     * @param rebuilt {@code model_sha256} of the model in the changelog
     * @param faults every promise that is broken, up to some number; empty if all hold
     */
    public record Verdict(
            Optional<Origin> origin,
            long rows,
            long predictions,
            long deadLetters,
            String replayed,
            String rebuilt,
            List<String> faults) {
        public Verdict {
            faults = List.copyOf(faults);
        }
    }

    private Audit(ApplicationConfig application, int partition, int partitions, LearnerState model) {
        this.model = model;
        origin = model.origin();
        learner = MeasuredLearner.of(
                application.learner(),
                application.transfer(),
                (rows, rejected) -> rejectedAtStep.add(rows.position(rejected)),
                AlertListener.NONE,
                TransferListener.NONE);
        origin.ifPresent(
                began -> SnapshotReader.read(application.snapshots().snapshots().folder(began.snapshot()), learner));
        log = origin.isPresent()
                ? LogRows.open(application, partition, from(Origin::place))
                : LogRows.open(application, partition);
        predictions = new TopicRecords(
                application.clients(),
                new TopicPartition(application.topics().predictions(), partition),
                from(Origin::predictions),
                Long.MAX_VALUE);
        letters = Letters.of(
                application,
                new TopicPartition(application.topics().log(), partition),
                partitions,
                from(Origin::rejected));
        encoder = new PredictionEncoder(application.learner().families());
        row = application.mapping().newRow();
    }

    /** The offset where something of the model's begins. */
    private long from(ToLongFunction<Origin> offset) {
        return origin.map(offset::applyAsLong).orElse(0L);
    }

    /** Audits the first partition. */
    public static Verdict of(ApplicationConfig application) {
        return of(application, 0, rows -> {});
    }

    /**
     * Audits a partition of the log.
     *
     * @param progress hears how many records have been compared
     * @throws io.tributary.snapshot.SnapshotException if the snapshot that the model began from is gone or damaged
     */
    public static Verdict of(ApplicationConfig application, int partition, LongConsumer progress) {
        int partitions;
        try (TopicAdmin admin = new TopicAdmin(application.clients())) {
            partitions = admin.partitions(application.topics().log());
        }
        LearnerState model = ModelReader.read(application, partition);
        try (Audit audit = new Audit(application, partition, partitions, model)) {
            return audit.compare(progress);
        }
    }

    private Verdict compare(LongConsumer progress) {
        while (faults.size() < MOST_FAULTS && compareNext()) {
            progress.accept(log.rowNumber());
        }
        String replayed = ModelDigest.of(new LearnerState(learner.learner(), 1));
        String rebuilt = ModelDigest.of(model);
        if (faults.size() < MOST_FAULTS) {
            compareWhatIsLeft(replayed, rebuilt);
        }
        return new Verdict(origin, log.rowNumber(), answered, refused, replayed, rebuilt, faults);
    }

    private void compareWhatIsLeft(String replayed, String rebuilt) {
        for (long offset : rejectedAtStep) {
            requireLetter(offset, InvalidRowException.Reason.NON_FINITE_GRADIENT);
        }
        while (faults.size() < MOST_FAULTS && predictions.hasNext()) {
            faults.add("the prediction at offset " + predictions.next().offset() + " answers no row");
        }
        letters.left().forEach(offset -> faults.add("offset " + offset + " was rejected for no reason"));
        letters.repeated().forEach(offset -> faults.add("offset " + offset + " was rejected twice"));
        if (!rebuilt.equals(replayed)) {
            faults.add("the changelog holds model " + rebuilt + ", expected " + replayed);
        }
    }

    private boolean compareNext() {
        try {
            if (!log.next(row)) {
                return false;
            }
            boolean halted = learner.learner().isHalted();
            requireAnswer(learner.observe(row), halted);
        } catch (InvalidRowException e) {
            requireLetter(log.offset(), e.reason());
            refused++;
        }
        if (log.offset() >= model.nextOffset()) {
            faults.add("the model has seen the log up to offset " + model.nextOffset() + ", which goes on with "
                    + log.offset());
        }
        return true;
    }

    /** Of a model that is halted the live snapshot answers, which this knows nothing of. */
    private void requireAnswer(Prediction made, boolean halted) {
        if (!predictions.hasNext()) {
            faults.add("the row at offset " + log.offset() + " has no prediction");
            return;
        }
        byte[] expected = encoder.encode(row, made, model.generation());
        byte[] found = predictions.next().value();
        if (!halted && !Arrays.equals(found, expected)) {
            faults.add("the row at offset " + log.offset() + " was answered by " + text(found) + ", expected "
                    + text(expected));
        }
        answered++;
    }

    private static String text(byte[] prediction) {
        try {
            return PredictionReader.json(AvroRecords.predictionDecoder().decode(prediction));
        } catch (IOException | AvroRuntimeException e) {
            return "what cannot be read (" + e.getMessage() + ")";
        }
    }

    private void requireLetter(long offset, InvalidRowException.Reason reason) {
        String found = letters.take(offset);
        if (!found.equals(reason.code())) {
            faults.add("offset " + offset + (found.isEmpty() ? " was not rejected" : " was rejected as " + found)
                    + ", expected " + reason.code());
        }
    }

    @Override
    public void close() {
        log.close();
        predictions.close();
        model.learner().close();
        learner.close();
    }
}
