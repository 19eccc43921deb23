package io.tributary;

import io.tributary.learning.Learner;

/** The labels that intervals of a family were offered for, those they held, and their widths added up; 0 without any. */
record IntervalState(long offered, long held, double totalWidth) {
    static IntervalState of(Learner learner, int family) {
        return learner.intervals()
                .map(intervals -> new IntervalState(
                        intervals.offered(family), intervals.held(family), intervals.totalWidth(family)))
                .orElse(new IntervalState(0, 0, 0));
    }
}
