package io.tributary;

import io.tributary.config.Complaints;
import io.tributary.evaluation.TransferConfig;
import io.tributary.feature.FeatureConfig;
import io.tributary.feature.FeatureConfig.Kind;
import io.tributary.feature.FeatureConfig.Standardise.Mode;
import io.tributary.feature.FeatureConfig.Transform;
import io.tributary.learning.BalancingConfig;
import io.tributary.learning.DriftConfig;
import io.tributary.learning.LearningConfig;
import io.tributary.learning.TasksConfig;
import io.tributary.model.ModelConfig;
import io.tributary.source.SourceConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** The rules of the configuration that no single key can state, those of families apart. */
final class ConfigurationChecks {
    /* Kafka's own rule for topics, which may have 249 characters; the longest of our suffixes fits into the rest. */
    private static final Pattern APPLICATION = Pattern.compile("(?!\\.{1,2}$)[A-Za-z0-9._-]{1,180}");

    private ConfigurationChecks() {}

    static void application(Configuration configuration, Complaints complaints) {
        if (!APPLICATION.matcher(configuration.application()).matches()) {
            complaints.at(
                    "application",
                    "found '" + configuration.application()
                            + "', expected up to 180 letters, digits, '.', '_' and '-', as in a Kafka topic");
        }
        if (configuration.commitInterval().isZero()) {
            complaints.at("commit-interval", "found no time at all, expected at least 1ms");
        }
        idle(configuration, complaints);
        balancing(configuration, complaints);
        atLeastOne("features", configuration.features(), complaints);
        atLeastOne("families", configuration.families(), complaints);
        unique(
                "features",
                configuration.features().stream()
                        .map(ConfigurationChecks::names)
                        .toList(),
                complaints);
        unique(
                "families",
                configuration.families().stream().map(f -> List.of(f.name())).toList(),
                complaints);
    }

    /* Else one clock that runs ahead, by as much as is let in, could make every entity leave. */
    private static void idle(Configuration configuration, Complaints complaints) {
        Duration idle = configuration.tasks().idle().orElse(Duration.ZERO);
        Duration future = configuration.limits().future().orElse(Duration.ZERO);
        if (!idle.isZero() && idle.compareTo(future) <= 0) {
            complaints.at(
                    "tasks.idle",
                    "found " + idle.toMillis() + " ms, expected more than limits.future, which is " + future.toMillis()
                            + " ms, since event times so far ahead are let in and would make every entity leave;"
                            + " raise tasks.idle or lower limits.future");
        }
    }

    private static void balancing(Configuration configuration, Complaints complaints) {
        BalancingConfig balancing = configuration.balancing();
        if (balancing.method().needsTrunk() && configuration.model().trunk().isEmpty()) {
            complaints.at(
                    "balancing.method",
                    "found " + balancing.method().name().toLowerCase(Locale.ROOT)
                            + ", which looks at gradients at the trunk's last layer, and model.trunk has no layer;"
                            + " expected equal, fixed or uncertainty, or a trunk");
        }
        int families = configuration.families().size();
        boolean fixed = balancing.method() == BalancingConfig.Method.FIXED;
        List<Double> weights = balancing.weights();
        if (fixed ? weights.size() != families || !balancing.hasBoundedWeights() : !weights.isEmpty()) {
            complaints.at(
                    "balancing.weights",
                    "found " + weights + ", expected "
                            + (fixed
                                    ? families + " numbers from 0.1 to 10, one for each family"
                                    : "none, or method: fixed"));
        }
    }

    static void source(SourceConfig source, Complaints complaints) {
        if (source.entity().isEmpty() || source.entity().stream().anyMatch(String::isBlank)) {
            complaints.at("entity", "found " + source.entity() + ", expected the names of one or more columns");
        }
    }

    static void model(ModelConfig model, Complaints complaints) {
        if (model.trunk().stream().anyMatch(width -> width < 1)) {
            complaints.at("trunk", "found " + model.trunk() + ", expected widths of at least 1");
        }
        if (model.trunk().isEmpty() && model.experts() > 1) {
            complaints.at(
                    "experts",
                    "found " + model.experts()
                            + " of no layer, expected 1; give model.trunk the widths of an expert's layers");
        }
        if (model.trunk().isEmpty() && !model.wide()) {
            complaints.at("trunk", "found no layer, expected at least one, or wide: true so that heads see the inputs");
        }
    }

    static void learning(LearningConfig learning, Complaints complaints) {
        if (learning.rateDecay() == 0) {
            complaints.at("rate-decay", "found 0, expected a number above 0; for constant rates set rate-floor to 1");
        }
    }

    static void tasks(TasksConfig tasks, Complaints complaints) {
        if (tasks.idle().filter(Duration::isZero).isPresent()) {
            complaints.at("idle", "found no time at all, expected at least 1ms, or off");
        }
    }

    static void drift(DriftConfig drift, Complaints complaints) {
        onlyWatched("reset-rates", drift.resetRates(), drift, complaints);
        onlyWatched("clear-task", drift.clearTask(), drift, complaints);
        onlyWatched("halt-sigmas", drift.haltSigmas() > 0, drift, complaints);
        onlyWatched("label-jump", drift.labelJump() != DriftConfig.LabelJump.OFF, drift, complaints);
    }

    private static void onlyWatched(String key, boolean given, DriftConfig drift, Complaints complaints) {
        if (given && !drift.detect()) {
            complaints.at(
                    key,
                    "found beside detect: false, expected detect: true, since only what is watched is found to change;"
                            + " remove it or watch");
        }
    }

    static void transfer(TransferConfig transfer, Complaints complaints) {
        if (Set.copyOf(transfer.baselines()).size() < transfer.baselines().size()) {
            complaints.at("baselines", "found " + transfer.baselines() + ", expected each method once");
        }
        if (transfer.detach() && !transfer.serve()) {
            complaints.at(
                    "detach",
                    "found true beside serve: false, expected serve: true, since it is the tasks served by a baseline"
                            + " that are detached");
        }
    }

    static void feature(FeatureConfig feature, Complaints complaints) {
        if (feature.name().isBlank()) {
            complaints.at("name", "found an empty name, expected that of the feature");
        }
        try {
            feature.expand();
        } catch (IllegalArgumentException e) {
            complaints.at("name", String.valueOf(e.getMessage()));
        }
        if (feature.kind() == Kind.CATEGORICAL
                && feature.values().isEmpty() == feature.buckets().isEmpty()) {
            complaints.at(
                    "kind",
                    "found categorical with " + (feature.values().isEmpty() ? "neither" : "both")
                            + " of values and buckets, expected exactly one of them");
        }
        if (Set.copyOf(feature.values()).size() < feature.values().size()) {
            complaints.at("values", "found " + feature.values() + ", expected each value once");
        }
        onlyFor(Kind.CATEGORICAL, "values", !feature.values().isEmpty(), feature, complaints);
        onlyFor(Kind.CATEGORICAL, "buckets", feature.buckets().isPresent(), feature, complaints);
        onlyFor(Kind.NUMERIC, "min", feature.min().isPresent(), feature, complaints);
        onlyFor(Kind.NUMERIC, "max", feature.max().isPresent(), feature, complaints);
        onlyFor(Kind.NUMERIC, "transform", feature.transform() != Transform.NONE, feature, complaints);
        onlyFor(Kind.NUMERIC, "standardise", feature.standardise().mode() == Mode.FIXED, feature, complaints);
        range(feature, complaints);
    }

    private static void onlyFor(Kind kind, String key, boolean given, FeatureConfig feature, Complaints complaints) {
        if (given && feature.kind() != kind) {
            complaints.at(
                    key,
                    "found in a feature that is not " + kind.name().toLowerCase(Locale.ROOT)
                            + ", expected only in one that is; remove it or change the kind");
        }
    }

    private static void range(FeatureConfig feature, Complaints complaints) {
        double min = feature.min().orElse(Double.NEGATIVE_INFINITY);
        double max = feature.max().orElse(Double.POSITIVE_INFINITY);
        if (min > max) {
            complaints.at("min", "found " + min + " above max " + max + ", expected min up to max");
        }
        if (feature.transform() == Transform.LOG && max <= 0) {
            complaints.at("max", "found " + max + ", expected a number above 0, which has a logarithm");
        }
    }

    private static void atLeastOne(String key, List<?> list, Complaints complaints) {
        if (list.isEmpty()) {
            complaints.at(key, "found none, expected at least one");
        }
    }

    private static void unique(String key, List<List<String>> names, Complaints complaints) {
        Map<String, Integer> first = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            for (String name : names.get(i)) {
                Integer earlier = first.putIfAbsent(name, i);
                if (earlier != null) {
                    complaints.at(
                            key + "." + i + ".name",
                            "found '" + name + "', which " + key + "." + earlier
                                    + " has already, expected unique names");
                    break;
                }
            }
        }
    }

    private static List<String> names(FeatureConfig feature) {
        try {
            return feature.expand().stream().map(FeatureConfig::name).toList();
        } catch (IllegalArgumentException reportedByTheFeature) {
            return List.of();
        }
    }
}
