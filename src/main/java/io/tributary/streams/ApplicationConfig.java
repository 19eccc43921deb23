package io.tributary.streams;

import io.tributary.learning.LearnerConfig;
import io.tributary.source.RowMapping;
import java.time.Duration;

/**
 * What one application is: its name, its clients, how its records are read, and what learns from them.
 *
 * @param name {@code application.id} and prefix of all topics
 * @param clients the Kafka settings
 * @param mapping how a record becomes a row
 * @param learner what the learner is built from
 * @param commitInterval how often offsets, predictions and model are committed together
 */
public record ApplicationConfig(
        String name, ClientSettings clients, RowMapping mapping, LearnerConfig learner, Duration commitInterval) {
    public Topics topics() {
        return Topics.of(name);
    }
}
