package io.tributary.learning;

import io.tributary.config.Setting;

/** What is told of an answer's certainty; all of it may change from one start to the next. */
public record IntervalsConfig(
        @Setting(
                        value =
                                "The share of labels that a regression answer's interval is to hold, such as 0.9; 0: no intervals.",
                        byDefault = "0",
                        min = 0,
                        max = 0.999)
                double coverage,
        @Setting(
                        value = "The share of the typical error by which one miss widens an interval.",
                        byDefault = "0.05",
                        min = 0,
                        max = 1)
                double rate,
        @Setting(value = "Whether probabilities are corrected by what earlier ones were worth.", byDefault = "false")
                boolean calibrate) {
    /** No intervals, no correction. */
    public static final IntervalsConfig OFF = new IntervalsConfig(0, 0, false);
}
