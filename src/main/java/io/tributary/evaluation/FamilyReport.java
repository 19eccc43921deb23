package io.tributary.evaluation;

import io.tributary.task.Family;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/**
 * How the model and the baselines did on one family.
 *
 * @param family the family
 * @param model the model's score
 * @param baselines the scores of the baselines that answered it, by name, in the order they are reported
 * @param gains the model's gain against each of them
 */
public record FamilyReport(Family family, Score model, Map<String, Score> baselines, Map<String, Gain> gains) {
    public FamilyReport {
        baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
        gains = Map.copyOf(gains);
    }

    /** The score of the baseline of this name, if it answered this family. */
    public Optional<Score> baseline(String name) {
        return Optional.ofNullable(baselines.get(name));
    }

    /** The model's gain against the baseline of this name, if it answered this family. */
    public Optional<Gain> gain(String name) {
        return Optional.ofNullable(gains.get(name));
    }

    /**
     * A mean loss as a share of the prior baseline's.
     *
     * @param score the model's or a baseline's
     * @param mean which of its means
     * @return NaN when the prior was not run
     */
    public double relative(Score score, ToDoubleFunction<Score> mean) {
        return mean.applyAsDouble(score)
                / baseline(PriorBaseline.NAME).map(mean::applyAsDouble).orElse(Double.NaN);
    }

    /** The share by which the model's micro loss is below a baseline's; NaN where the baseline gave no answer. */
    public double transferGain(String baseline) {
        return 1 - model.micro() / baseline(baseline).map(Score::micro).orElse(Double.NaN);
    }
}
