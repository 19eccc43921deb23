package io.tributary.streams;

import io.tributary.evaluation.TransferConfig;
import io.tributary.learning.LearnerConfig;
import io.tributary.metrics.Decisions;
import io.tributary.snapshot.SnapshotPlan;
import io.tributary.source.RowMapping;
import java.time.Duration;
import java.util.Set;

/**
 * What one application is: its name, its topics, its clients, how its records are read, and what learns from them.
 *
 * @param name {@code application.id}
 * @param topics where it reads and writes
 * @param clients the Kafka settings
 * @param mapping how a record becomes a row
 * @param learner what the learner is built from
 * @param transfer what is measured beside it
 * @param commitInterval how often offsets, predictions and model are committed together
 * @param skips records that are rejected unread
 * @param snapshots when and where its model is kept
 * @param decisions where its instance in this process counts what it decides
 */
public record ApplicationConfig(
        String name,
        Topics topics,
        ClientSettings clients,
        RowMapping mapping,
        LearnerConfig learner,
        TransferConfig transfer,
        Duration commitInterval,
        Set<Skip> skips,
        SnapshotPlan snapshots,
        Decisions decisions) {
    public ApplicationConfig {
        skips = Set.copyOf(skips);
    }

    /** The same application on the brokers at this address. */
    public ApplicationConfig onBrokers(String servers) {
        return new ApplicationConfig(
                name,
                topics,
                clients.withBootstrapServers(servers),
                mapping,
                learner,
                transfer,
                commitInterval,
                skips,
                snapshots,
                decisions);
    }

    /** Another application, with topics of its own, that reads the same events. */
    public ApplicationConfig onSameEvents(String other) {
        Topics shared = Topics.of(other, topics.isKeyed()).reading(topics);
        return new ApplicationConfig(
                other, shared, clients, mapping, learner, transfer, commitInterval, skips, snapshots, decisions);
    }
}
