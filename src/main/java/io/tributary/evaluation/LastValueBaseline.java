package io.tributary.evaluation;

import io.tributary.task.EntityIndex;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import io.tributary.task.Scoring;
import java.util.List;

/**
 * Predicts a regression task's last label; before there is one its family's last, and before that 0.
 *
 * <p>Families of other kinds are not answered. Not thread-safe.
 */
public final class LastValueBaseline implements Baseline {
    /** The name of this method in reports. */
    public static final String NAME = "last_value";

    private final Family[] families;
    private final Prediction prediction;
    /** The last label of every task; NaN before the first. */
    private final EntityTable tasks;

    private final double[] lastOfFamily;
    private long learned;

    public LastValueBaseline(List<Family> families, EntityIndex entities) {
        this.families = families.toArray(Family[]::new);
        prediction = new Prediction(families);
        tasks = new EntityTable(entities, families.size(), Double.NaN);
        lastOfFamily = new double[families.size()];
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
            if (row.isAsked(f) && families[f].kind() == Kind.REGRESSION) {
                answer(f, tasks.cells()[line + f]);
                if (row.isLabelled(f)) {
                    takeIn(f, line, row.label(f));
                }
            }
        }
        return prediction;
    }

    private void answer(int family, double lastOfTask) {
        boolean unseen = Double.isNaN(lastOfTask);
        prediction.answer(family, unseen);
        prediction.values()[prediction.offset(family)] = unseen ? lastOfFamily[family] : lastOfTask;
    }

    /** Scores the answer, then keeps the label; no other family of the row looks at it. */
    private void takeIn(int family, int line, double label) {
        prediction.loss(family, Scoring.loss(families[family], prediction.values(), prediction.offset(family), label));
        tasks.cells()[line + family] = label;
        lastOfFamily[family] = label;
        learned++;
    }
}
