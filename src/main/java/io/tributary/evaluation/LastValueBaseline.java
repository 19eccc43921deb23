package io.tributary.evaluation;

import io.tributary.learning.FamilyTable;
import io.tributary.learning.Tables;
import io.tributary.task.EntityTable;
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

    private final FamilyTable lastOfFamily;

    public LastValueBaseline(List<Family> families, Tables tables) {
        this.families = families.toArray(Family[]::new);
        prediction = new Prediction(families);
        tasks = tables.ofEntities(NAME, families.size(), Double.NaN);
        lastOfFamily = tables.ofFamilies(NAME, 1, 0);
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
            if (row.isAsked(f) && families[f].kind() == Kind.REGRESSION) {
                answer(f, entity);
                if (row.isLabelled(f)) {
                    takeIn(f, entity, row.label(f));
                }
            }
        }
        return prediction;
    }

    private void answer(int family, int entity) {
        int line = entity < 0 ? 0 : tasks.line(entity);
        double lastOfTask = entity < 0 ? Double.NaN : tasks.cells()[line + family];
        boolean unseen = Double.isNaN(lastOfTask);
        prediction.answer(family, unseen);
        prediction.values()[prediction.offset(family)] = unseen ? lastOfFamily.cells()[family] : lastOfTask;
    }

    /** Scores the answer, then keeps the label; no other family of the row looks at it. */
    private void takeIn(int family, int entity, double label) {
        prediction.loss(family, Scoring.loss(families[family], prediction.values(), prediction.offset(family), label));
        lastOfFamily.cells()[family] = label;
        if (entity >= 0) {
            int line = tasks.line(entity);
            tasks.cells()[line + family] = label;
        }
    }
}
