package io.tributary.evaluation;

import java.util.List;

/**
 * The scores of a run beside those of its baselines: the answer of {@code replay}.
 *
 * @param run counts, time and the model's identity
 * @param families one report per family, in the order of the configuration
 */
public record Report(RunSummary run, List<FamilyReport> families) {
    public Report {
        families = List.copyOf(families);
    }

    /** One JSON object on one line; a number that is not finite is null. */
    public String toJson() {
        return ReportJson.of(this).toString();
    }

    /** A table for a terminal, at most 100 columns wide for names and counts of ordinary length. */
    public String toText() {
        return ReportText.of(this);
    }
}
