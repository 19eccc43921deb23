package io.tributary.streams;

import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.task.Family;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Kind;
import io.tributary.task.Row;
import io.tributary.v1.Answer;
import io.tributary.v1.ModelVersion;
import io.tributary.v1.Prediction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;

/**
 * Decides from an application's topics alone whether its promises hold: it learns the log offline, and then every
 * record of predictions and rejected, and the model in the changelog, must be what came of that, to the bit.
 *
 * <p>For one partition and one configuration since the log began. It must be at rest: nothing is produced or learned.
 */
public final class PredictionChecker implements AutoCloseable {
    private static final int MOST_FAULTS = 20;

    private final ApplicationConfig application;
    private final List<Family> families;
    private final TopicRecords log;
    private final TopicRecords predictions;
    private final Map<Long, ConsumerRecord<byte[], byte[]>> letters = new TreeMap<>();
    private final OfflineLearner offline;
    private final List<String> faults = new ArrayList<>();
    private long rows;
    private long answered;
    private long rejected;

    /**
     * What was found.
     *
     * @param rows records of the log
     * @param predictions records among them that were answered
     * @param deadLetters records among them that came back as they were
     * @param replayed {@code model_sha256} of a plain learner over the log
     * @param rebuilt {@code model_sha256} of the model in the changelog
     * @param faults every promise that is broken; empty if all hold
     */
    public record Verdict(
            long rows, long predictions, long deadLetters, String replayed, String rebuilt, List<String> faults) {}

    private PredictionChecker(ApplicationConfig application) {
        this.application = application;
        families = application.learner().families();
        log = new TopicRecords(application.clients(), application.topics().log());
        predictions =
                new TopicRecords(application.clients(), application.topics().predictions());
        offline = new OfflineLearner(application);
    }

    /** Reads all topics of an application. */
    public static Verdict check(ApplicationConfig application) {
        try (PredictionChecker checker = new PredictionChecker(application)) {
            return checker.check();
        }
    }

    private Verdict check() {
        application.topics().all().forEach(this::requireNoOpenTransaction);
        readLetters();
        while (log.hasNext() && faults.size() < MOST_FAULTS) {
            compare(log.next());
        }
        for (long offset : offline.rejectedAtStep()) {
            requireLetter(offset, InvalidRowException.Reason.NON_FINITE_GRADIENT);
        }
        while (predictions.hasNext() && faults.size() < MOST_FAULTS) {
            fault("prediction at offset " + predictions.next().offset() + " answers no row");
        }
        letters.forEach((offset, letter) -> fault("offset " + offset + " was rejected for no reason"));
        return new Verdict(rows, answered, rejected, offline.digest(), rebuilt(), List.copyOf(faults));
    }

    private void fault(String found) {
        faults.add(found);
    }

    /** A transaction that stays open hides from every reader what comes behind it. */
    private void requireNoOpenTransaction(String topic) {
        try (Admin admin = Admin.create(application.clients().admin())) {
            long stable = end(admin, topic, IsolationLevel.READ_COMMITTED);
            long end = end(admin, topic, IsolationLevel.READ_UNCOMMITTED);
            if (stable < end) {
                fault(topic + " has an open transaction: stable up to " + stable + " of " + end);
            }
        } catch (ExecutionException | InterruptedException e) {
            throw new IllegalStateException("cannot tell the end of " + topic, e);
        }
    }

    private static long end(Admin admin, String topic, IsolationLevel level)
            throws ExecutionException, InterruptedException {
        TopicPartition partition = new TopicPartition(topic, 0);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), new ListOffsetsOptions(level))
                .partitionResult(partition)
                .get()
                .offset();
    }

    private void readLetters() {
        try (TopicRecords records =
                new TopicRecords(application.clients(), application.topics().rejected())) {
            while (records.hasNext()) {
                ConsumerRecord<byte[], byte[]> letter = records.next();
                long offset = Long.parseLong(header(letter, DeadLetter.OFFSET));
                if (letters.put(offset, letter) != null) {
                    fault("offset " + offset + " was rejected twice");
                }
            }
        }
    }

    static String header(ConsumerRecord<byte[], byte[]> letter, String name) {
        Header header = Objects.requireNonNull(letter.headers().lastHeader(name), name);
        return new String(header.value(), StandardCharsets.UTF_8);
    }

    private void compare(ConsumerRecord<byte[], byte[]> record) {
        rows++;
        try {
            requireAnswer(record.offset(), offline.observe(record.offset(), record.key(), record.value()));
        } catch (InvalidRowException e) {
            requireLetter(record.offset(), e.reason());
            rejected++;
        }
    }

    private void requireAnswer(long offset, io.tributary.task.Prediction made) {
        if (!predictions.hasNext()) {
            fault("the row at offset " + offset + " has no prediction");
            return;
        }
        Prediction expected = expected(made);
        Prediction found = decode(predictions.next().value());
        if (!found.equals(expected)) {
            fault("the row at offset " + offset + " was answered by " + found + ", expected " + expected);
        }
        answered++;
    }

    private static Prediction decode(byte[] value) {
        try {
            return AvroRecords.predictionDecoder().decode(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Prediction expected(io.tributary.task.Prediction made) {
        Row row = offline.row();
        List<Answer> answers = new ArrayList<>();
        for (int f = 0; f < families.size(); f++) {
            if (row.isAsked(f)) {
                answers.add(answer(row, made, f));
            }
        }
        return new Prediction(
                row.id().toString(),
                row.entity().toString(),
                Instant.ofEpochMilli(row.time()),
                new ModelVersion(0, made.learned()),
                answers);
    }

    private Answer answer(Row row, io.tributary.task.Prediction made, int f) {
        Family family = families.get(f);
        List<Float> probabilities = new ArrayList<>();
        int best = 0;
        if (family.kind() == Kind.MULTICLASS) {
            for (int c = 0; c < family.outputs(); c++) {
                probabilities.add((float) made.values()[made.offset(f) + c]);
                best = made.values()[made.offset(f) + c] > made.values()[made.offset(f) + best] ? c : best;
            }
        }
        return new Answer(
                family.taskId(row.entity().toString()),
                family.kind() == Kind.MULTICLASS ? (double) best : made.value(f),
                probabilities,
                row.isLabelled(f) ? row.label(f) : null,
                row.isLabelled(f) ? made.loss(f) : null,
                made.isUnseen(f));
    }

    private void requireLetter(long offset, InvalidRowException.Reason reason) {
        ConsumerRecord<byte[], byte[]> letter = letters.remove(offset);
        if (letter == null) {
            fault("offset " + offset + " is missing among the rejected, expected " + reason.code());
        } else if (!header(letter, DeadLetter.REASON).equals(reason.code())) {
            fault("offset " + offset + " was rejected as " + header(letter, DeadLetter.REASON) + ", expected "
                    + reason.code());
        }
    }

    private String rebuilt() {
        LearnerState model = ModelReader.read(application, 0);
        try {
            String digest = ModelDigest.of(model);
            if (!digest.equals(offline.digest())) {
                fault("the changelog holds model " + digest + ", expected " + offline.digest());
            }
            if (model.nextOffset() != log.end()) {
                fault("the model has seen the log up to " + model.nextOffset() + " of " + log.end());
            }
            return digest;
        } finally {
            model.learner().close();
        }
    }

    @Override
    public void close() {
        log.close();
        predictions.close();
        offline.close();
    }
}
