package io.tributary.state;

import io.tributary.feature.FeatureConfig;
import io.tributary.learning.LearnerConfig;
import io.tributary.task.Family;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What state and configuration must agree on, as readable lines: shapes, features, families, partitions.
 *
 * <p>Rates and penalties are not in it: they may change from one start to the next.
 *
 * @param lines what each name stands for
 */
public record Fingerprint(Map<String, String> lines) {
    private static final String FAMILY = "family ";

    public Fingerprint {
        lines = Map.copyOf(new LinkedHashMap<>(lines));
    }

    /** The fingerprint of a learner on a log of so many partitions. */
    public static Fingerprint of(LearnerConfig config, int partitions) {
        Map<String, String> lines = new LinkedHashMap<>();
        lines.put("model.trunk", config.model().trunk().toString());
        lines.put("model.activation", config.model().activation().toString());
        lines.put("model.wide", String.valueOf(config.model().wide()));
        lines.put("model.deviation-input", config.model().deviationInput().toString());
        lines.put("model.seed", String.valueOf(config.model().seed()));
        lines.put(
                "learning.deviation-optimizer",
                config.learning().deviationOptimizer().toString());
        lines.put("partitions", String.valueOf(partitions));
        lines.put(
                "features", config.features().stream().map(FeatureConfig::name).collect(Collectors.joining(", ")));
        for (FeatureConfig feature : config.features()) {
            lines.put("feature " + feature.name(), feature.toString());
        }
        for (Family family : config.families()) {
            lines.put(FAMILY + family.name(), family.toString());
        }
        return new Fingerprint(lines);
    }

    /** Where a configuration departs from this state, one line each; a new family is no departure. */
    public List<String> differences(Fingerprint configuration) {
        List<String> differences = new ArrayList<>();
        new TreeMap<>(lines).forEach((name, before) -> {
            String now = configuration.lines.get(name);
            if (now == null) {
                differences.add(name + ": the state has it (" + before + "), the configuration does not");
            } else if (!now.equals(before)) {
                differences.add(name + ": the state has " + before + ", the configuration says " + now);
            }
        });
        new TreeMap<>(configuration.lines).forEach((name, now) -> {
            if (!lines.containsKey(name) && !name.startsWith(FAMILY)) {
                differences.add(name + ": the configuration has it (" + now + "), the state does not");
            }
        });
        return differences;
    }

    void write(BlockWriter writer) {
        writer.putInt(lines.size());
        new TreeMap<>(lines).forEach((name, line) -> writer.putText(name).putText(line));
    }

    static Fingerprint read(BlockReader reader) {
        Map<String, String> lines = new LinkedHashMap<>();
        int count = reader.getInt();
        for (int i = 0; i < count; i++) {
            lines.put(reader.getText(), reader.getText());
        }
        return new Fingerprint(lines);
    }
}
