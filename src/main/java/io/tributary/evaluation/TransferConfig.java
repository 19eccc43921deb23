package io.tributary.evaluation;

import io.tributary.config.Setting;
import java.util.List;

/** What the model is measured against while it learns, and what becomes of tasks that gain nothing from it. */
public record TransferConfig(
        @Setting(
                        value =
                                "What is run beside the model on the same rows, to know what the model is worth; [] for nothing.",
                        byDefault = "[prior, last-value, single-task-linear, pooled-linear]")
                List<Method> baselines,
        @Setting(
                        value =
                                "Whether a task whose model is worse than its best baseline is answered by that baseline.",
                        byDefault = "true")
                boolean serve,
        @Setting(
                        value = "Whether such a task no longer moves the trunk; its own parameters go on learning.",
                        byDefault = "false")
                boolean detach,
        @Setting(
                        value =
                                "Labels of a task before it may be said that its model is worse, counted anew when the model answers it again.",
                        byDefault = "30",
                        min = 2)
                int minLabels,
        @Setting(
                        value =
                                "Standard errors by which the model's loss must exceed the baseline's; it is served again when its loss is lower.",
                        byDefault = "4",
                        min = 0)
                double confidence) {
    public TransferConfig {
        baselines = List.copyOf(baselines);
    }

    /** The methods that a model is measured against. */
    public enum Method {
        PRIOR,
        LAST_VALUE,
        SINGLE_TASK_LINEAR,
        POOLED_LINEAR
    }
}
