package io.tributary.evaluation;

import io.tributary.task.EntityIndex;
import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Scores the model's answers and, on the same rows, those of the baselines.
 *
 * <p>Stands beside the learner: nothing here flows back into it. Not thread-safe.
 */
public final class Evaluation {
    private final List<Family> families;
    private final PrequentialScores model;
    private final List<ScoredBaseline> baselines;

    private record ScoredBaseline(Baseline baseline, PrequentialScores scores) {}

    /**
     * An evaluation of no rows yet.
     *
     * @param entities numbers the entities that are scored
     * @param baselines in the order they are reported; those of one name are reported as one
     */
    public Evaluation(List<Family> families, EntityIndex entities, List<Baseline> baselines) {
        this.families = List.copyOf(families);
        this.model = new PrequentialScores(families, entities);
        this.baselines = baselines.stream()
                .map(baseline -> new ScoredBaseline(baseline, new PrequentialScores(families, entities)))
                .toList();
    }

    /** Scores the model's answers to this row, and those that the baselines have just given to it. */
    public void observe(Row row, Prediction modelPrediction) {
        model.add(row, modelPrediction);
        for (int b = 0; b < baselines.size(); b++) {
            ScoredBaseline scored = baselines.get(b);
            scored.scores().add(row, scored.baseline().prediction());
        }
    }

    /** The scores so far, for a run of which the caller knows the rest. */
    public Report report(RunSummary run) {
        List<Score> modelScores = model.scores();
        Map<String, List<Score>> baselineScores = new LinkedHashMap<>();
        baselines.forEach(scored ->
                baselineScores.merge(scored.baseline().name(), scored.scores().scores(), Score::better));
        List<FamilyReport> reports = new ArrayList<>();
        for (int f = 0; f < families.size(); f++) {
            reports.add(new FamilyReport(families.get(f), modelScores.get(f), ofFamily(f, baselineScores)));
        }
        return new Report(run, reports);
    }

    private static Map<String, Score> ofFamily(int family, Map<String, List<Score>> scores) {
        Map<String, Score> present = new LinkedHashMap<>();
        scores.forEach((name, byFamily) -> {
            if (byFamily.get(family).isPresent()) {
                present.put(name, byFamily.get(family));
            }
        });
        return present;
    }
}
