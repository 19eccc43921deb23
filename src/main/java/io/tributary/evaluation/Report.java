package io.tributary.evaluation;

import java.util.List;

/**
 * The scores of a run beside those of its baselines: the answer of {@code replay}.
 *
 * @param run counts, time and the model's identity
 * @param families one report per family, in the order of the configuration
 * @param tasks one report per task with examples, the busiest first
 */
public record Report(RunSummary run, List<FamilyReport> families, List<TaskReport> tasks) {
    public Report {
        families = List.copyOf(families);
        tasks = List.copyOf(tasks);
    }

    /** One JSON object on one line, without the tasks; a number that is not finite is null. */
    public String toJson() {
        return ReportJson.of(this).toString();
    }

    /** The same with the tasks. */
    public String toJsonWithTasks() {
        return ReportJson.withTasks(this).toString();
    }

    /** A table for a terminal, at most 100 columns wide for names and counts of ordinary length. */
    public String toText() {
        return ReportText.of(this);
    }
}
