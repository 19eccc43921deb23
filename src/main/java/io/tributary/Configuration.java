package io.tributary;

import io.tributary.config.Setting;
import io.tributary.evaluation.TransferConfig;
import io.tributary.feature.FeatureConfig;
import io.tributary.learning.BalancingConfig;
import io.tributary.learning.DriftConfig;
import io.tributary.learning.IntervalsConfig;
import io.tributary.learning.LearningConfig;
import io.tributary.learning.TasksConfig;
import io.tributary.metrics.MetricsConfig;
import io.tributary.model.ModelConfig;
import io.tributary.snapshot.SnapshotConfig;
import io.tributary.source.FamilyConfig;
import io.tributary.source.LimitsConfig;
import io.tributary.source.SourceConfig;
import io.tributary.streams.Skip;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Everything that an application is told: what it reads, asks and learns, and how it talks to Kafka. */
public record Configuration(
        @Setting("The application's ID and the prefix of all its topics: letters, digits, '.', '_' and '-'.")
                String application,
        @Setting(
                        "Passed to the Kafka clients word for word; without bootstrap.servers a broker is embedded in the process.")
                Map<String, String> kafka,
        @Setting("How one record is read.") SourceConfig source,
        @Setting("How much one record may hold; what holds more is rejected.") LimitsConfig limits,
        @Setting("What the trunk sees; at least one.") List<FeatureConfig> features,
        @Setting("The questions asked of every entity; at least one.") List<FamilyConfig> families,
        @Setting("The shape of the network; any change of it needs a new application.") ModelConfig model,
        @Setting("How the parameters move; all of it may change from one start to the next.") LearningConfig learning,
        @Setting("Which entities have deviations of their own; all of it may change from one start to the next.")
                TasksConfig tasks,
        @Setting("How much each family weighs in what is shared; all of it may change from one start to the next.")
                BalancingConfig balancing,
        @Setting("What the model is measured against, and what becomes of tasks that gain nothing from it.")
                TransferConfig transfer,
        @Setting(
                        "How changes of the stream are found, and what is done about them; all of it may change from one start to the next.")
                DriftConfig drift,
        @Setting("What is told of an answer's certainty; all of it may change from one start to the next.")
                IntervalsConfig intervals,
        @Setting(
                        "When the model is kept as a snapshot, where, and for how long; all of it may change from one start to the next.")
                SnapshotConfig snapshots,
        @Setting("What may be watched from outside.") MetricsConfig metrics,
        @Setting(
                        value = "How often offsets, predictions and the state that changed are committed, together.",
                        byDefault = "500ms")
                Duration commitInterval,
        @Setting(
                        value =
                                "Records that are rejected unread, as topic-partition-offset, because the application ends at them.",
                        byDefault = "[]")
                List<Skip> skip) {

    /** The same with one feature a column where a feature is a range of columns. */
    Configuration expanded() {
        return withFeatures(
                features.stream().flatMap(feature -> feature.expand().stream()).toList());
    }

    /** The same with other features. */
    Configuration withFeatures(List<FeatureConfig> others) {
        return new Configuration(
                application,
                kafka,
                source,
                limits,
                others,
                families,
                model,
                learning,
                tasks,
                balancing,
                transfer,
                drift,
                intervals,
                snapshots,
                metrics,
                commitInterval,
                skip);
    }
}
