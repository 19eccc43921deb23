package io.tributary.evaluation;

import io.tributary.task.EntityIndex;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import io.tributary.task.Scoring;
import java.util.Arrays;
import java.util.List;

/**
 * Predicts the mean label, or the class frequencies, that the task has had so far.
 *
 * <p>A task's estimate is shrunk by 5 pseudo-examples to its family's, which starts as one pseudo-example of 0
 * (regression), one half (binary) or all classes alike (multiclass): (5 · family + Σ task) / (5 + n task), with
 * family = (pseudo + Σ family) / (1 + n family). Not thread-safe.
 */
public final class PriorBaseline implements Baseline {
    /** The name of this method in reports: relative errors are relative to it. */
    public static final String NAME = "prior";

    private static final double PSEUDO_EXAMPLES = 5;

    private final Family[] families;
    private final Prediction prediction;

    /*
     * A line of the table holds the count of examples of every family, then the sum of their labels (one-hot for
     * multiclass) in the layout of a prediction. The families' own line has the same layout and begins with the
     * pseudo-example.
     */
    private final EntityTable tasks;
    private final double[] totals;
    private long learned;

    public PriorBaseline(List<Family> families, EntityIndex entities) {
        this.families = families.toArray(Family[]::new);
        prediction = new Prediction(families);
        totals = new double[families.size() + prediction.values().length];
        tasks = new EntityTable(entities, totals.length, 0);
        for (int f = 0; f < this.families.length; f++) {
            totals[f] = 1;
            Arrays.fill(totals, sums(f), sums(f) + this.families[f].outputs(), pseudoLabel(this.families[f]));
        }
    }

    private static double pseudoLabel(Family family) {
        return switch (family.kind()) {
            case REGRESSION -> 0;
            case BINARY -> 0.5;
            case MULTICLASS -> 1.0 / family.outputs();
        };
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Prediction observe(Row row) {
        int line = tasks.lineOf(row.entity());
        prediction.clear();
        prediction.learned(learned);
        for (int f = 0; f < families.length; f++) {
            if (row.isAsked(f)) {
                answer(f, line);
                score(f, row);
            }
        }
        for (int f = 0; f < families.length; f++) {
            if (row.isAsked(f) && row.isLabelled(f)) {
                learn(f, totals, 0, row.label(f));
                learn(f, tasks.cells(), line, row.label(f));
                learned++;
            }
        }
        return prediction;
    }

    private void answer(int family, int line) {
        double[] task = tasks.cells();
        double examples = task[line + family];
        int sums = sums(family);
        int values = prediction.offset(family);
        for (int k = 0; k < families[family].outputs(); k++) {
            double familyMean = totals[sums + k] / totals[family];
            prediction.values()[values + k] =
                    (PSEUDO_EXAMPLES * familyMean + task[line + sums + k]) / (PSEUDO_EXAMPLES + examples);
        }
        prediction.answer(family, examples == 0);
    }

    private void score(int family, Row row) {
        if (row.isLabelled(family)) {
            int offset = prediction.offset(family);
            prediction.loss(family, Scoring.loss(families[family], prediction.values(), offset, row.label(family)));
        }
    }

    private void learn(int family, double[] cells, int line, double label) {
        cells[line + family]++;
        if (families[family].kind() == Kind.MULTICLASS) {
            cells[line + sums(family) + (int) label]++;
        } else {
            cells[line + sums(family)] += label;
        }
    }

    /** Where the sums of a family begin in a line. */
    private int sums(int family) {
        return families.length + prediction.offset(family);
    }
}
