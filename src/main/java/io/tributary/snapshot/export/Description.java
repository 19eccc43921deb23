package io.tributary.snapshot.export;

import io.tributary.feature.RunningStatistics;
import io.tributary.learning.Learner;
import io.tributary.model.ModelConfig;
import io.tributary.task.EntityIndex;
import io.tributary.task.Family;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Parts of a model as plain values, under the names that all formats use. */
final class Description {
    private Description() {}

    /** The settings that say how parameters become outputs. */
    static Map<String, Object> model(ModelConfig config) {
        Map<String, Object> model = new LinkedHashMap<>();
        model.put("trunk", config.trunk());
        model.put("experts", config.experts());
        model.put("activation", word(config.activation()));
        model.put("slope", config.activation().slope());
        model.put("wide", config.wide());
        model.put("deviation_input", word(config.deviationInput()));
        return model;
    }

    /** What a family asks. */
    static Map<String, Object> family(Family family) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("name", family.name());
        description.put("kind", word(family.kind()));
        description.put("loss", word(family.loss()));
        description.put("outputs", family.outputs());
        description.put("standardised", family.standardised());
        return description;
    }

    static List<Map<String, Object>> families(Learner learner) {
        return learner.families().stream().map(Description::family).toList();
    }

    /** One series: values seen, their mean, and the deviation by which values are scaled. */
    static Map<String, Object> series(RunningStatistics statistics, int series) {
        Map<String, Object> description = new LinkedHashMap<>();
        description.put("count", statistics.count(series));
        description.put("mean", statistics.mean(series));
        description.put("deviation", statistics.deviation(series));
        return description;
    }

    /** A constant as it is written in configurations. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String entity(EntityIndex entities, int number) {
        return new String(entities.name(number), StandardCharsets.UTF_8);
    }
}
