package io.tributary.evaluation;

import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.List;

/** Families, rows and answers of the tests. */
final class Questions {
    static final Family LATE = new Family("late", Kind.BINARY, 1, LossName.LOGISTIC, 0);
    static final Family DELAY = new Family("delay", Kind.REGRESSION, 1, LossName.SQUARED, 0);
    static final Family BAND = new Family("band", Kind.MULTICLASS, 3, LossName.SOFTMAX, 0);
    static final List<Family> ALL = List.of(LATE, DELAY, BAND);

    private Questions() {}

    /** A row of an entity with one label per family; NaN where unknown. */
    static Row row(String entity, double... labels) {
        Row row = new Row(0, labels.length);
        row.entity().set(entity);
        for (int f = 0; f < labels.length; f++) {
            row.label(f, labels[f]);
        }
        return row;
    }

    /** An answer to one regression family that has cost this much. */
    static Prediction answer(double loss) {
        Prediction prediction = new Prediction(List.of(DELAY));
        prediction.answer(0, false);
        prediction.loss(0, loss);
        return prediction;
    }
}
