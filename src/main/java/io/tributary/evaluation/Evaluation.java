package io.tributary.evaluation;

import io.tributary.task.EntityIndex;
import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
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
    private final EntityIndex entities;
    private final PrequentialScores model;
    private final List<ScoredBaseline> baselines;
    private final AnswerListener listener;

    private record ScoredBaseline(Baseline baseline, PrequentialScores scores, PairedDifferences differences) {}

    /**
     * An evaluation of no rows yet.
     *
     * @param entities numbers the entities that are scored
     * @param baselines in the order they are reported; those of one name are reported as one
     */
    public Evaluation(List<Family> families, EntityIndex entities, List<Baseline> baselines) {
        this(families, entities, baselines, AnswerListener.NONE);
    }

    /**
     * @param listener hears of every answer
     */
    public Evaluation(List<Family> families, EntityIndex entities, List<Baseline> baselines, AnswerListener listener) {
        this.families = List.copyOf(families);
        this.entities = entities;
        this.listener = listener;
        this.model = new PrequentialScores(families, entities);
        this.baselines = baselines.stream()
                .map(baseline -> new ScoredBaseline(
                        baseline, new PrequentialScores(families, entities), new PairedDifferences(families, entities)))
                .toList();
    }

    /** Scores the model's answers to this row, and those that the baselines have just given to it. */
    public void observe(Row row, Prediction modelPrediction) {
        model.add(row, modelPrediction);
        listener.answered(0, row, modelPrediction);
        for (int b = 0; b < baselines.size(); b++) {
            ScoredBaseline scored = baselines.get(b);
            Prediction answers = scored.baseline().prediction();
            scored.scores().add(row, answers);
            scored.differences().add(row, modelPrediction, answers);
            listener.answered(b + 1, row, answers);
        }
    }

    /** The scores so far, for a run of which the caller knows the rest. */
    public Report report(RunSummary run) {
        List<FamilyReport> reports = new ArrayList<>();
        List<TaskReport> tasks = new ArrayList<>();
        for (int f = 0; f < families.size(); f++) {
            Map<String, ScoredBaseline> best = best(f);
            reports.add(family(f, best));
            for (int entity : entities.numbers()) {
                if (model.task(f, entity).examples() > 0) {
                    tasks.add(task(f, entity, best));
                }
            }
        }
        tasks.sort(Comparator.comparingLong((TaskReport task) -> -task.model().examples()));
        return new Report(run, reports, tasks);
    }

    /** Of the baselines of each name the one with the lowest micro loss; those without an answer are left out. */
    private Map<String, ScoredBaseline> best(int family) {
        Map<String, ScoredBaseline> best = new LinkedHashMap<>();
        for (ScoredBaseline scored : baselines) {
            if (scored.scores().score(family).isPresent()) {
                best.merge(
                        scored.baseline().name(),
                        scored,
                        (one, other) -> other.scores()
                                        .score(family)
                                        .isBetterThan(one.scores().score(family))
                                ? other
                                : one);
            }
        }
        return best;
    }

    private FamilyReport family(int family, Map<String, ScoredBaseline> best) {
        Map<String, Score> scores = new LinkedHashMap<>();
        Map<String, Gain> gains = new LinkedHashMap<>();
        best.forEach((name, scored) -> {
            Score score = scored.scores().score(family);
            scores.put(name, score);
            gains.put(name, new Gain(scored.differences().ofFamily(family), score.micro()));
        });
        return new FamilyReport(families.get(family), model.score(family), scores, gains);
    }

    private TaskReport task(int family, int entity, Map<String, ScoredBaseline> best) {
        Map<String, TaskReport.Losses> losses = new LinkedHashMap<>();
        Map<String, Gain> gains = new LinkedHashMap<>();
        best.forEach((name, scored) -> {
            TaskReport.Losses ofTask = scored.scores().task(family, entity);
            losses.put(name, ofTask);
            gains.put(name, new Gain(scored.differences().ofTask(family, entity), ofTask.mean()));
        });
        String entityName = new String(entities.name(entity), StandardCharsets.UTF_8);
        return new TaskReport(families.get(family).taskId(entityName), model.task(family, entity), losses, gains);
    }
}
