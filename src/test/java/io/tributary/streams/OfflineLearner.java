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
import org.jspecify.annotations.Nullable;

/** A plain learner over the records of a log, without any stream: what every run has to be equal to. */
final class OfflineLearner implements AutoCloseable {
    private final Learner learner;
    private final LabelledEventDecoder decoder;
    private final Row row;

    OfflineLearner(ApplicationConfig config) {
        learner = new Learner(config.learner());
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
    Prediction observe(byte @Nullable [] key, byte @Nullable [] value) {
        decoder.decode(value == null ? new byte[0] : value, row);
        if (!Arrays.equals(key, row.entity().toByteArray())) {
            throw new InvalidRowException(Reason.WRONG_KEY, "the key is not the entity");
        }
        return learner.observe(row);
    }

    /** The row observed last. */
    Row row() {
        return row;
    }

    String digest() {
        return ModelDigest.of(new LearnerState(learner, 1));
    }

    @Override
    public void close() {
        learner.close();
    }
}
