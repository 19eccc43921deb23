package io.tributary.evaluation;

import io.tributary.task.EntityIndex;
import io.tributary.task.EntityTable;
import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.Arrays;
import java.util.List;

/**
 * What a baseline's answers cost more than the model's to the same examples: baseline − model, so that a gain is positive.
 *
 * <p>Losses that follow one another are alike, so a family's interval is that of the means of 30 batches of consecutive
 * examples by Student's t (method of batch means; Schmeiser, "Batch size effects in the analysis of simulation output",
 * 1982). A task's examples lie far apart; its interval takes them one by one. Adding a row of a known entity allocates
 * nothing. Not thread-safe.
 */
final class PairedDifferences {
    private static final int BATCHES = 30;

    private final LossHistory[] histories;

    /** Counts of every family, then sums, then sums of squares. */
    private final EntityTable tasks;

    private final EntityIndex entities;

    PairedDifferences(List<Family> families, EntityIndex entities) {
        this.entities = entities;
        histories = new LossHistory[families.size()];
        Arrays.setAll(histories, f -> new LossHistory());
        tasks = new EntityTable("differences", 3 * histories.length, 0);
    }

    void add(Row row, Prediction model, Prediction baseline) {
        int families = histories.length;
        int line = tasks.line(entities.findOrAdd(row.entity()));
        double[] cells = tasks.cells();
        for (int f = 0; f < families; f++) {
            if (row.isLabelled(f) && model.isAnswered(f) && baseline.isAnswered(f)) {
                double difference = baseline.loss(f) - model.loss(f);
                histories[f].add(difference);
                cells[line + f]++;
                cells[line + families + f] += difference;
                cells[line + 2 * families + f] += difference * difference;
            }
        }
    }

    /** The mean over a family's examples. */
    Estimate ofFamily(int family) {
        LossHistory history = histories[family];
        double mean = history.mean();
        return Estimate.around(mean, Estimate.halfWidth(mean, history.batchMeans(BATCHES)));
    }

    /**
     * The mean over a task's examples.
     *
     * @param entity the number of its entity
     */
    Estimate ofTask(int family, int entity) {
        int families = histories.length;
        int line = tasks.line(entity);
        double n = tasks.cells()[line + family];
        double mean = tasks.cells()[line + families + family] / n;
        double squares = tasks.cells()[line + 2 * families + family];
        double variance = Math.max(0, squares - n * mean * mean) / (n - 1);
        return Estimate.around(mean, StudentT.factor(n - 1) * Math.sqrt(variance / n));
    }
}
