package io.tributary.evaluation;

import static io.tributary.evaluation.FiniteJson.put;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.task.EntityIndex;
import io.tributary.task.Family;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/**
 * How the model stands against the baselines on single tasks, those first that suffer most from sharing.
 *
 * <p>A task suffers by as much as the interval of its gain against its best baseline leaves beyond doubt: tasks come in the
 * order of the upper end of that interval, as a share of the baseline's loss, so that families with losses of different
 * units are comparable. Tasks of which nothing can be said, having one label, come last.
 *
 * @param tasks the first of them
 * @param labelled tasks with a label there are in all
 */
public record TaskStandings(List<Task> tasks, int labelled) {
    /** Those of a model that nothing was measured against. */
    public static final TaskStandings NONE = new TaskStandings(List.of(), 0);

    public TaskStandings {
        tasks = List.copyOf(tasks);
    }

    /**
     * A baseline on one task.
     *
     * @param loss its fading mean loss over the last {@value Standings#TASK_FADING} labels or so
     * @param gain the model's against it over the last {@value Standings#PAIRED_FADING} or so
     */
    public record Against(double loss, Gain gain) {}

    /**
     * One task.
     *
     * @param id its ID, {@code family/entity}
     * @param labels scored
     * @param loss the model's fading mean loss: squared errors in label units, or log losses in nats
     * @param best the name of the baseline that the gain is lowest against
     * @param baselines those that answer the task, by name; of runs of one method the one that does best on it
     * @param servedBy the name of who answers it
     * @param detached whether it no longer moves the trunk
     */
    public record Task(
            String id,
            long labels,
            double loss,
            String best,
            Map<String, Against> baselines,
            String servedBy,
            boolean detached) {
        public Task {
            baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
        }
    }

    /** A task by its numbers, what it suffers, and how many were met before it. */
    private record Candidate(double suffering, int met, int family, int entity) {}

    /** Whoever is listed last is the first to leave; equal ones are listed as they were met. */
    private static final Comparator<Candidate> LAST_FIRST = Comparator.comparingDouble(Candidate::suffering)
            .thenComparing(Comparator.comparingInt(Candidate::met).reversed());

    /**
     * The tasks that suffer most.
     *
     * @param families as the learner has them
     * @param most how many at most; memory is bounded by it
     */
    public static TaskStandings of(Baselines baselines, List<Family> families, int most) {
        EntityIndex entities = baselines.entrants().entities();
        Standings standings = baselines.standings();
        PriorityQueue<Candidate> worst = new PriorityQueue<>(LAST_FIRST);
        int labelled = 0;
        for (int entity : baselines.methods() > 1 ? entities.inNameOrder() : new int[0]) {
            for (int f = 0; f < families.size(); f++) {
                int best = standings.labels(f, entity) == 0 ? 0 : standings.best(f, entity);
                if (best > 0) {
                    labelled++;
                    worst.add(new Candidate(suffering(standings.gain(f, entity, best)), labelled, f, entity));
                    if (worst.size() > most) {
                        worst.poll();
                    }
                }
            }
        }
        List<Task> tasks = new ArrayList<>();
        for (Candidate next = worst.poll(); next != null; next = worst.poll()) {
            tasks.add(0, task(baselines, families.get(next.family), next));
        }
        return new TaskStandings(tasks, labelled);
    }

    private static double suffering(Gain gain) {
        double surely = -gain.relative().high();
        return Double.isNaN(surely) ? Double.NEGATIVE_INFINITY : surely;
    }

    private static Task task(Baselines baselines, Family family, Candidate task) {
        Standings standings = baselines.standings();
        int f = task.family;
        int entity = task.entity;
        Map<String, Against> against = new LinkedHashMap<>();
        for (int m = 1; m < baselines.methods(); m++) {
            Against one = new Against(standings.taskLoss(f, entity, m), standings.gain(f, entity, m));
            if (!Double.isNaN(one.gain.absolute().mean())) {
                against.merge(baselines.method(m), one, TaskStandings::better);
            }
        }
        String name = new String(baselines.entrants().entities().name(entity), StandardCharsets.UTF_8);
        int served = standings.served(f, entity);
        return new Task(
                family.taskId(name),
                standings.labels(f, entity),
                standings.taskLoss(f, entity, 0),
                baselines.method(standings.best(f, entity)),
                against,
                baselines.method(served),
                baselines.detaches() && served > 0);
    }

    private static Against better(Against one, Against other) {
        return other.gain.absolute().mean() < one.gain.absolute().mean() ? other : one;
    }

    /** One JSON object; a number that is not finite is null. */
    public String toJson() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("labelled_tasks", labelled);
        var list = node.putArray("tasks");
        tasks.forEach(task -> putTask(list.addObject(), task));
        return node.toPrettyString();
    }

    private static void putTask(ObjectNode node, Task task) {
        node.put("task", task.id).put("labels", task.labels);
        put(node, "fading_loss", task.loss);
        node.put("served_by", task.servedBy).put("detached", task.detached);
        node.put("best_baseline", task.best);
        ObjectNode baselines = node.putObject("baselines");
        task.baselines.forEach((name, against) -> {
            ObjectNode child = baselines.putObject(name);
            put(child, "fading_loss", against.loss);
            ObjectNode gain = child.putObject("gain");
            put(gain, "absolute", against.gain.absolute());
            put(gain, "relative", against.gain.relative());
        });
    }

    /** A table for a terminal, at most 100 columns wide for names of ordinary length. */
    public String toText() {
        return TaskStandingsText.of(this);
    }
}
