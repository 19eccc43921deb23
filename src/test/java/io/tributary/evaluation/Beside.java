package io.tributary.evaluation;

import io.tributary.learning.Tables;
import io.tributary.task.EntityIndex;
import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.List;
import java.util.function.BiFunction;

/** A baseline that learns on arrival, given the number of each row's entity. */
final class Beside {
    private final EntityIndex entities = new EntityIndex();
    private final Baseline baseline;
    private final float[] x = {1};

    Beside(BiFunction<List<Family>, Tables, Baseline> made, List<Family> families) {
        baseline = made.apply(families, new Tables(families.size()));
    }

    static Beside prior(List<Family> families) {
        return new Beside(PriorBaseline::new, families);
    }

    static Beside lastValue(List<Family> families) {
        return new Beside(LastValueBaseline::new, families);
    }

    Baseline baseline() {
        return baseline;
    }

    Prediction observe(Row row) {
        int entity = row.examples() > 0 ? entities.findOrAdd(row.entity()) : entities.find(row.entity());
        return baseline.observe(row, 0, entity, x);
    }
}
