package io.tributary.streams;

import io.tributary.evaluation.MeasuredLearner;
import io.tributary.state.LearnerState;
import io.tributary.state.Restoration;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.common.TopicPartition;

/** Rebuilds the model of a partition from its changelog, read-only, also while the application runs. */
public final class ModelReader {
    private ModelReader() {}

    /**
     * The model as it was last committed when this was called; the caller closes its learner.
     *
     * @throws io.tributary.state.FingerprintMismatchException if the configuration asks for another model
     */
    public static LearnerState read(ApplicationConfig application, int partition) {
        int partitions;
        try (TopicAdmin admin = new TopicAdmin(application.clients())) {
            partitions = admin.partitions(application.topics().log());
        }
        Restoration restoration = new Restoration(new LearnerState(
                MeasuredLearner.of(application.learner(), application.transfer()),
                partitions,
                application.topics().logRole()));
        TopicPartition changelog = new TopicPartition(application.topics().changelog(), partition);
        try (TopicRecords blocks = new TopicRecords(application.clients(), changelog)) {
            blocks.forEachRemaining(
                    block -> restoration.read(new String(block.key(), StandardCharsets.UTF_8), block.value()));
            return restoration.finish();
        } catch (RuntimeException e) {
            restoration.abandon();
            throw e;
        }
    }
}
