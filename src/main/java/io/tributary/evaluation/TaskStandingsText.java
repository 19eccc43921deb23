package io.tributary.evaluation;

import static io.tributary.evaluation.Figures.format;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** Tasks for a terminal, two lines each: losses of the model and of each baseline, and the gain against each. */
final class TaskStandingsText {
    private static final String ANSWERS = " *";
    private static final String ANSWERS_NOT = "  ";
    private static final String LEGEND =
            """

            losses fade over %d labels of a task, gains over %,d; ±: half of the 95 %% interval; *: answers.
            Tasks come in the order of the upper end of their gain against the baseline that is best on them
            """;

    private final TextTable table = new TextTable(Set.of(0));
    private final Set<String> baselines = new LinkedHashSet<>();

    private TaskStandingsText(List<TaskStandings.Task> tasks) {
        tasks.forEach(task -> baselines.addAll(task.baselines().keySet()));
        List<String> head = new ArrayList<>(List.of("task", "labels", "model" + ANSWERS_NOT));
        baselines.forEach(name -> head.add(name.replace('_', ' ').replace(" task", "") + ANSWERS_NOT));
        table.add(head);
        tasks.forEach(this::add);
    }

    static String of(TaskStandings standings) {
        if (standings.tasks().isEmpty()) {
            return "no task has been measured against a baseline";
        }
        String count = format("%,d of %,d tasks\n\n", standings.tasks().size(), standings.labelled());
        String legend = format(LEGEND, Standings.TASK_FADING, Standings.PAIRED_FADING);
        return count + new TaskStandingsText(standings.tasks()).table + legend.stripTrailing();
    }

    private void add(TaskStandings.Task task) {
        String model = Figures.loss(task.loss()) + mark(task, "model");
        line(
                List.of(task.id(), format("%,d", task.labels()), model),
                task,
                name -> Figures.loss(against(task, name).loss()) + mark(task, name));
        line(
                List.of(task.detached() ? "  detached" : "", "", "gain" + ANSWERS_NOT),
                task,
                name -> Figures.gain(against(task, name).gain()) + ANSWERS_NOT);
    }

    private static TaskStandings.Against against(TaskStandings.Task task, String baseline) {
        return java.util.Objects.requireNonNull(task.baselines().get(baseline));
    }

    private static String mark(TaskStandings.Task task, String method) {
        return task.servedBy().equals(method) ? ANSWERS : ANSWERS_NOT;
    }

    private void line(List<String> head, TaskStandings.Task task, Function<String, String> shown) {
        List<String> cells = new ArrayList<>(head);
        for (String name : baselines) {
            cells.add(task.baselines().containsKey(name) ? shown.apply(name) : "-" + ANSWERS_NOT);
        }
        table.add(cells);
    }
}
