package io.tributary.learning;

import io.tributary.feature.RunningStatistics;
import io.tributary.task.Prediction;

/** What the predictions of each family have cost: since the first row, and lately. Not thread-safe. */
public final class PrequentialLosses {
    /** Examples of a family that the fading loss remembers. */
    public static final long FADING = 1000;

    private final int families;
    private final RunningStatistics whole;
    private final RunningStatistics fading;

    PrequentialLosses(int families) {
        this.families = families;
        whole = new RunningStatistics(families, Long.MAX_VALUE);
        fading = new RunningStatistics(families, FADING);
    }

    void observe(Prediction prediction) {
        for (int f = 0; f < families; f++) {
            if (!Double.isNaN(prediction.loss(f))) {
                whole.observe(f, prediction.loss(f));
                fading.observe(f, prediction.loss(f));
            }
        }
    }

    /** The mean loss since the first row, one series for each family. */
    public RunningStatistics whole() {
        return whole;
    }

    /** The mean loss of the last {@value #FADING} examples or so, one series for each family. */
    public RunningStatistics fading() {
        return fading;
    }
}
