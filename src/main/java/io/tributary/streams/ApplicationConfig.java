package io.tributary.streams;

import io.tributary.learning.LearnerConfig;
import io.tributary.source.RowMapping;
import java.time.Duration;

/**
 * What one application is: its name, its topics, its clients, how its records are read, and what learns from them.
 *
 * @param name {@code application.id}
 * @param topics where it reads and writes
 * @param clients the Kafka settings
 * @param mapping how a record becomes a row
 * @param learner what the learner is built from
 * @param commitInterval how often offsets, predictions and model are committed together
 */
public record ApplicationConfig(
        String name,
        Topics topics,
        ClientSettings clients,
        RowMapping mapping,
        LearnerConfig learner,
        Duration commitInterval) {
    /** An application whose topics are named after it. */
    public ApplicationConfig(
            String name, ClientSettings clients, RowMapping mapping, LearnerConfig learner, Duration commitInterval) {
        this(name, Topics.of(name), clients, mapping, learner, commitInterval);
    }

    /** The same application on the brokers at this address. */
    public ApplicationConfig onBrokers(String servers) {
        return new ApplicationConfig(
                name, topics, clients.withBootstrapServers(servers), mapping, learner, commitInterval);
    }

    /** Another application, with topics of its own, that reads the same events. */
    public ApplicationConfig onSameEvents(String other) {
        Topics own = Topics.of(other);
        Topics shared = new Topics(topics.events(), own.predictions(), own.rejected(), own.changelog());
        return new ApplicationConfig(other, shared, clients, mapping, learner, commitInterval);
    }
}
