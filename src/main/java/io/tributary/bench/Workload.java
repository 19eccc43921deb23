package io.tributary.bench;

import io.tributary.learning.LearnerConfig;
import io.tributary.source.RowMapping;
import io.tributary.task.Row;
import java.util.List;

/**
 * Rows held in memory, and what learns from them.
 *
 * @param rows at least one, in the order of their stream
 */
public record Workload(RowMapping mapping, LearnerConfig learner, List<Row> rows) {
    public Workload {
        rows = List.copyOf(rows);
    }
}
