package io.tributary.evaluation;

import io.tributary.task.EntityIndex;
import io.tributary.task.EntityTable;
import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The losses of one method's answers, each made before its label was learned.
 *
 * <p>Adding a row of a known entity allocates nothing. Not thread-safe.
 */
public final class PrequentialScores {
    /* Of its own examples, a task's fading mean remembers so many. */
    private static final double TASK_FADING = 1.0 / 200;

    private final LossHistory[] histories;
    private final QualityCounter[] qualities;

    /** The count of scored examples of every family, then the sums of their losses, then their fading means. */
    private final EntityTable tasks;

    private final EntityIndex entities;

    public PrequentialScores(List<Family> families, EntityIndex entities) {
        histories = new LossHistory[families.size()];
        Arrays.setAll(histories, f -> new LossHistory());
        qualities = families.stream().map(QualityCounter::new).toArray(QualityCounter[]::new);
        this.entities = entities;
        tasks = new EntityTable("scores", 3 * histories.length, 0);
    }

    /** Takes in the losses of the answers whose labels the row brings. */
    public void add(Row row, Prediction prediction) {
        int line = tasks.line(entities.findOrAdd(row.entity()));
        double[] cells = tasks.cells();
        for (int f = 0; f < histories.length; f++) {
            if (prediction.isAnswered(f) && row.isLabelled(f)) {
                double loss = prediction.loss(f);
                histories[f].add(loss);
                qualities[f].add(prediction.values(), prediction.offset(f), row.label(f));
                cells[line + f]++;
                cells[line + histories.length + f] += loss;
                int fading = line + 2 * histories.length + f;
                cells[fading] += (loss - cells[fading]) * Math.max(1 / cells[line + f], TASK_FADING);
            }
        }
    }

    /**
     * The losses of one task.
     *
     * @param entity the number of its entity
     */
    TaskReport.Losses task(int family, int entity) {
        int families = histories.length;
        int line = tasks.line(entity);
        double[] cells = tasks.cells();
        double examples = cells[line + family];
        double fading = examples > 0 ? cells[line + 2 * families + family] : Double.NaN;
        return new TaskReport.Losses((long) examples, cells[line + families + family] / examples, fading);
    }

    /** The scores so far, by family. */
    public List<Score> scores() {
        return IntStream.range(0, histories.length).mapToObj(this::score).toList();
    }

    Score score(int family) {
        int scoredTasks = 0;
        double sumOfMeans = 0;
        double[] cells = tasks.cells();
        for (int line = 0; line < cells.length; line += 3 * histories.length) {
            double examples = cells[line + family];
            if (examples > 0) {
                scoredTasks++;
                sumOfMeans += cells[line + histories.length + family] / examples;
            }
        }
        LossHistory history = histories[family];
        return new Score(
                scoredTasks,
                history.count(),
                history.mean(),
                sumOfMeans / scoredTasks,
                history.firstTenth(),
                history.lastHalf(),
                history.fading(),
                qualities[family].quality());
    }
}
