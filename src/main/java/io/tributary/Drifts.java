package io.tributary;

import io.tributary.learning.Drift;
import io.tributary.learning.Learner;

/** How often which change of the stream was found in a family; all 0 where nobody looks. */
record Drifts(long familyLoss, long taskLoss, long manyTasks, long labelScale) {
    static Drifts of(Learner learner, int family) {
        return new Drifts(
                count(learner, family, Drift.Kind.FAMILY_LOSS),
                count(learner, family, Drift.Kind.TASK_LOSS),
                count(learner, family, Drift.Kind.MANY_TASKS),
                count(learner, family, Drift.Kind.LABEL_SCALE));
    }

    private static long count(Learner learner, int family, Drift.Kind kind) {
        return learner.drift().map(watch -> watch.count(family, kind)).orElse(0L);
    }
}
