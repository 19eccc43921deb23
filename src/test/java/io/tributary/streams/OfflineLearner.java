package io.tributary.streams;

import io.tributary.learning.Learner;
import io.tributary.source.LabelledEventDecoder;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A plain learner over the records of a log, without any stream: what every run has to be equal to. */
final class OfflineLearner implements AutoCloseable {
    private final Set<Long> rejectedAtStep = new TreeSet<>();
    private final Learner learner;
    private final LabelledEventDecoder decoder;
    private final Row row;

    OfflineLearner(ApplicationConfig config) {
        learner = new Learner(config.learner(), (rows, rejected) -> rejectedAtStep.add(rows.position(rejected)));
        decoder = new LabelledEventDecoder(config.mapping());
        row = config.mapping().newRow();
    }

    /** {@code model_sha256} after records that are all valid. */
    static String digest(ApplicationConfig config, Iterable<byte[]> values) {
        try (OfflineLearner offline = new OfflineLearner(config)) {
            for (byte[] value : values) {
                offline.decoder.decode(value, offline.row);
                offline.learner.observe(offline.row);
            }
            return offline.digest();
        }
    }

    /**
     * Observes the next record of the log.
     *
     * @throws InvalidRowException if it has to be rejected
     */
    Prediction observe(long offset, byte @Nullable [] key, byte @Nullable [] value) {
        byte[] payload = value == null ? new byte[0] : value;
        decoder.decode(payload, row);
        if (!Arrays.equals(key, row.entity().toByteArray())) {
            throw new InvalidRowException(Reason.WRONG_KEY, "the key is not the entity");
        }
        row.origin(offset, payload);
        return learner.observe(row);
    }

    /** The row observed last. */
    Row row() {
        return row;
    }

    /** Offsets of the rows that were predicted, but could not be learned. */
    Set<Long> rejectedAtStep() {
        return rejectedAtStep;
    }

    String digest() {
        return ModelDigest.of(new LearnerState(learner, 1));
    }

    @Override
    public void close() {
        learner.close();
    }
}
