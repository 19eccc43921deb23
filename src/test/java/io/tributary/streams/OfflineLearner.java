package io.tributary.streams;

import io.tributary.learning.Learner;
import io.tributary.source.LabelledEventDecoder;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.task.Row;

/** A plain learner over records that are all valid, without any stream: what every run has to be equal to. */
final class OfflineLearner {
    private OfflineLearner() {}

    /** {@code model_sha256} after these records. */
    static String digest(ApplicationConfig config, Iterable<byte[]> values) {
        LabelledEventDecoder decoder = new LabelledEventDecoder(config.mapping());
        Row row = config.mapping().newRow();
        try (Learner learner = new Learner(config.learner())) {
            for (byte[] value : values) {
                decoder.decode(value, row);
                learner.observe(row);
            }
            return ModelDigest.of(new LearnerState(learner, 1));
        }
    }
}
