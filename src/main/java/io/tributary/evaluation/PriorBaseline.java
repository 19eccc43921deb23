package io.tributary.evaluation;

import io.tributary.learning.FamilyTable;
import io.tributary.learning.Tables;
import io.tributary.task.EntityTable;
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
     * An entity's line holds the count of examples of every family, then the sum of their labels (one-hot for
     * multiclass) in the layout of a prediction. A family's line holds its own count and sums, and begins with the
     * pseudo-example.
     */
    private final EntityTable tasks;
    private final FamilyTable totals;

    public PriorBaseline(List<Family> families, Tables tables) {
        this.families = families.toArray(Family[]::new);
        prediction = new Prediction(families);
        tasks = tables.ofEntities(NAME, families.size() + prediction.values().length, 0);
        int outputs = families.stream().mapToInt(Family::outputs).max().orElse(0);
        totals = tables.ofFamilies(NAME, 1 + outputs, 0);
        for (int f = 0; f < this.families.length; f++) {
            int line = totals.line(f);
            totals.cells()[line] = 1;
            Arrays.fill(totals.cells(), line + 1, line + 1 + this.families[f].outputs(), pseudoLabel(this.families[f]));
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
    public Prediction prediction() {
        return prediction;
    }

    @Override
    public Prediction observe(Row row, int place, int entity, float[] x) {
        prediction.clear();
        for (int f = 0; f < families.length; f++) {
            if (row.isAsked(f)) {
                answer(f, entity);
                score(f, row);
            }
        }
        for (int f = 0; f < families.length; f++) {
            if (row.isAsked(f) && row.isLabelled(f)) {
                learn(f, entity, row.label(f));
            }
        }
        return prediction;
    }

    private void answer(int family, int entity) {
        int line = entity < 0 ? 0 : tasks.line(entity);
        double[] task = tasks.cells();
        double examples = entity < 0 ? 0 : task[line + family];
        int sums = line + sums(family);
        int total = totals.line(family);
        int values = prediction.offset(family);
        for (int k = 0; k < families[family].outputs(); k++) {
            double familyMean = totals.cells()[total + 1 + k] / totals.cells()[total];
            double taskSum = entity < 0 ? 0 : task[sums + k];
            prediction.values()[values + k] = (PSEUDO_EXAMPLES * familyMean + taskSum) / (PSEUDO_EXAMPLES + examples);
        }
        prediction.answer(family, examples == 0);
    }

    private void score(int family, Row row) {
        if (row.isLabelled(family)) {
            int offset = prediction.offset(family);
            prediction.loss(family, Scoring.loss(families[family], prediction.values(), offset, row.label(family)));
        }
    }

    private void learn(int family, int entity, double label) {
        int total = totals.line(family);
        add(family, totals.cells(), total, total + 1, label);
        if (entity >= 0) {
            int line = tasks.line(entity);
            add(family, tasks.cells(), line + family, line + sums(family), label);
        }
    }

    private void add(int family, double[] cells, int count, int sums, double label) {
        cells[count]++;
        if (families[family].kind() == Kind.MULTICLASS) {
            cells[sums + (int) label]++;
        } else {
            cells[sums] += label;
        }
    }

    /** Where the sums of a family begin in an entity's line. */
    private int sums(int family) {
        return families.length + prediction.offset(family);
    }
}
