package io.tributary.state;

import io.tributary.feature.FeatureConfig;
import io.tributary.learning.LearnerConfig;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What state and configuration must agree on, one line a setting: shapes, features and their order, families, partitions.
 *
 * <p>Rates and penalties are not in it: they may change from one start to the next. A setting that is absent has no line.
 *
 * @param lines what each setting says, as it is written in YAML, in the order of the features
 */
public record Fingerprint(Map<String, String> lines) {
    private static final String FEATURE = "feature ";
    private static final String FAMILY = "family ";
    /* Where a model is learned, and not what it is. */
    private static final Set<String> PLACE = Set.of("partitions", "log");

    public Fingerprint {
        lines = Collections.unmodifiableMap(new LinkedHashMap<>(lines));
    }

    /** The fingerprint of a learner on a log of so many partitions. */
    public static Fingerprint of(LearnerConfig config, int partitions) {
        Map<String, String> lines = new LinkedHashMap<>();
        WrittenSettings.of(config.model()).forEach((setting, value) -> lines.put("model." + setting, value));
        lines.remove("model.experts", "1"); // No gate: the state of a model that was never asked.
        lines.put(
                "learning.deviation-optimizer",
                WrittenSettings.word(config.learning().deviationOptimizer()));
        lines.put("partitions", WrittenSettings.word(partitions));
        for (FeatureConfig feature : config.features()) {
            Map<String, String> settings = WrittenSettings.of(feature);
            settings.remove("name");
            settings.forEach((setting, value) -> lines.put(FEATURE + feature.name() + " " + setting, value));
        }
        config.families().forEach(family -> put(family, lines));
        return new Fingerprint(lines);
    }

    /** The same wherever the log is, and however many partitions it has. */
    Fingerprint anywhere() {
        Map<String, String> fewer = new LinkedHashMap<>(lines);
        fewer.keySet().removeAll(PLACE);
        return new Fingerprint(fewer);
    }

    private boolean isAnywhere() {
        return lines.keySet().stream().noneMatch(PLACE::contains);
    }

    /** The same on a log of this name. */
    Fingerprint withLog(String log) {
        Map<String, String> more = new LinkedHashMap<>(lines);
        more.put("log", log);
        return new Fingerprint(more);
    }

    private static void put(Family family, Map<String, String> lines) {
        String subject = FAMILY + family.name();
        lines.put(subject + " kind", WrittenSettings.word(family.kind()));
        lines.put(subject + " loss", WrittenSettings.word(family.loss()));
        if (family.kind() == Kind.MULTICLASS) {
            lines.put(subject + " outputs", WrittenSettings.word(family.outputs()));
        }
        if (family.loss() == LossName.HUBER) {
            lines.put(subject + " delta", WrittenSettings.word(family.lossParameter()));
        }
        if (family.loss() == LossName.QUANTILE) {
            lines.put(subject + " tau", WrittenSettings.word(family.lossParameter()));
        }
    }

    /**
     * Where a configuration departs from this state, one line for each setting, and one for each feature and family that
     * only one of them has; a new family is no departure.
     */
    public List<String> differences(Fingerprint configuration) {
        if (configuration.isAnywhere() && !isAnywhere()) {
            return anywhere().differences(configuration);
        }
        List<String> differences = new ArrayList<>();
        Set<String> before = subjects();
        Set<String> now = configuration.subjects();
        for (String subject : union(before, now)) {
            if (!now.contains(subject)) {
                differences.add(subject + ": the state has it, the configuration does not");
            } else if (!before.contains(subject) && !subject.startsWith(FAMILY)) {
                differences.add(subject + ": the configuration has it, the state does not");
            }
        }
        for (String name : union(lines.keySet(), configuration.lines.keySet())) {
            String subject = subject(name);
            boolean shared = subject.isEmpty() || (before.contains(subject) && now.contains(subject));
            if (shared) {
                compare(name, lines.get(name), configuration.lines.get(name), differences);
            }
        }
        addOrder(configuration, differences);
        return differences;
    }

    private static void compare(String name, @Nullable String before, @Nullable String now, List<String> differences) {
        String found = before == null ? "nothing" : before;
        String expected = now == null ? "nothing" : now;
        if (before == null || !before.equals(now)) {
            differences.add(name + ": the state has " + found + ", the configuration says " + expected);
        }
    }

    /** The first place where the same features stand in another order: inputs are numbered by it. */
    private void addOrder(Fingerprint configuration, List<String> differences) {
        List<String> before = features();
        List<String> now = configuration.features();
        if (Set.copyOf(before).equals(Set.copyOf(now))) {
            for (int i = 0; i < before.size(); i++) {
                if (!before.get(i).equals(now.get(i))) {
                    differences.add("features, number " + (i + 1) + ": the state has " + name(before.get(i))
                            + ", the configuration says " + name(now.get(i)));
                    return;
                }
            }
        }
    }

    private static String name(String feature) {
        return feature.substring(FEATURE.length());
    }

    private List<String> features() {
        return subjects().stream()
                .filter(subject -> subject.startsWith(FEATURE))
                .toList();
    }

    /** The features and families, in their order. */
    private Set<String> subjects() {
        return lines.keySet().stream()
                .map(Fingerprint::subject)
                .filter(subject -> !subject.isEmpty())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** The feature or family that a setting belongs to, whose name may have spaces; empty if to neither. */
    private static String subject(String name) {
        boolean belongs = name.startsWith(FEATURE) || name.startsWith(FAMILY);
        return belongs ? name.substring(0, name.lastIndexOf(' ')) : "";
    }

    private static Set<String> union(Set<String> some, Set<String> others) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(others);
        return all;
    }

    void write(BlockWriter writer) {
        writer.putInt(lines.size());
        lines.forEach((name, line) -> writer.putText(name).putText(line));
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
