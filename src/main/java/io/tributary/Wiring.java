package io.tributary;

import io.tributary.feature.FeatureEncoder;
import io.tributary.learning.LearnerConfig;
import io.tributary.metrics.Decisions;
import io.tributary.snapshot.Provenance;
import io.tributary.snapshot.SnapshotPlan;
import io.tributary.source.FamilyConfig;
import io.tributary.source.RowMapping;
import io.tributary.streams.ApplicationConfig;
import io.tributary.streams.ClientSettings;
import io.tributary.streams.Topics;
import io.tributary.v1.AlertKind;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What the rooms need, made from one configuration.
 *
 * @param configuration with ranges of features expanded
 * @param effective the same as YAML, secrets masked
 */
record Wiring(Configuration configuration, String effective) {
    private static final String STATE_DIRECTORY = "state.dir";

    /** What the rooms need where nobody asks for the YAML. */
    Wiring(Configuration configuration) {
        this(configuration, "");
    }

    /** How a record becomes a row. */
    RowMapping mapping() {
        return new RowMapping(
                configuration.source(),
                configuration.limits(),
                FeatureEncoder.columns(configuration.features()),
                configuration.families());
    }

    /** What the learner is built from. */
    LearnerConfig learner() {
        return new LearnerConfig(
                configuration.features(),
                configuration.families().stream().map(FamilyConfig::family).toList(),
                configuration.model(),
                configuration.learning(),
                configuration.tasks(),
                configuration.balancing(),
                configuration
                        .source()
                        .id()
                        .map(column -> configuration.source().idWindow())
                        .orElse(0),
                configuration.drift(),
                configuration.intervals());
    }

    Topics topics() {
        return Topics.of(configuration.application(), configuration.source().keyed());
    }

    /** The Kafka settings as they were given, perhaps without an address. */
    ClientSettings clients() {
        return new ClientSettings(configuration.kafka());
    }

    /** The application on the brokers that these settings name. */
    ApplicationConfig application(ClientSettings clients) {
        return new ApplicationConfig(
                configuration.application(),
                topics(),
                clients,
                mapping(),
                learner(),
                configuration.transfer(),
                configuration.commitInterval(),
                Set.copyOf(configuration.skip()),
                snapshots(),
                decisions());
    }

    /** Counters of every kind of alert, all zero. */
    private Decisions decisions() {
        return new Decisions(
                Stream.of(AlertKind.values()).map(AlertKind::name).toList(),
                configuration.families().stream().map(FamilyConfig::name).toList());
    }

    /** When and where the model is kept as snapshots. */
    SnapshotPlan snapshots() {
        String application = configuration.application();
        Path directory = configuration.snapshots().directory().map(Path::of).orElseGet(() -> UserDirectory.path(
                        "snapshots")
                .resolve(application));
        return new SnapshotPlan(
                configuration.snapshots(),
                directory,
                new Provenance(application, topics().log(), effective, Version.number(), Version.revision()));
    }

    /** Where an instance keeps its process ID: {@code kafka.state.dir}, or a folder of the user's. */
    Path stateDirectory() {
        String configured = configuration.kafka().get(STATE_DIRECTORY);
        return configured != null ? Path.of(configured) : UserDirectory.path("state");
    }
}
