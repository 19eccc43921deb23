package io.tributary.learning;

import io.tributary.config.Setting;

/** How changes of the stream are found, and what is done about them; all of it may change from one start to the next. */
public record DriftConfig(
        @Setting(
                        value =
                                "Whether losses are watched, of each family and each task; what is found goes to the alerts topic.",
                        byDefault = "true")
                boolean detect,
        @Setting(
                        value = "ADWIN's δ: the smaller, the fewer false alarms of a family and the later true ones.",
                        byDefault = "0.0001",
                        min = 1e-12,
                        max = 0.5)
                double delta,
        @Setting(
                        value =
                                "Whether rates start again from their full height when a family, or many of its tasks at once, changed.",
                        byDefault = "false")
                boolean resetRates,
        @Setting(
                        value =
                                "Whether a task that changed alone forgets its gradients, so that its deviation moves freely again.",
                        byDefault = "false")
                boolean clearTask,
        @Setting(
                        value =
                                "When a regression family's labels jump to another mean or deviation: off; preserve starts its label statistics again and keeps every prediction; restart keeps the heads, so that predictions follow the labels.",
                        byDefault = "off")
                LabelJump labelJump,
        @Setting(
                        value =
                                "Deviations above its history at which a family's loss halts learning: rows are then answered by the live snapshot, until a rollback; 0 for never.",
                        byDefault = "0",
                        min = 0)
                double haltSigmas) {
    /** Nothing watched, nothing done. */
    public static final DriftConfig OFF = new DriftConfig(false, 1e-4, false, false, LabelJump.OFF, 0);

    /** What becomes of a family's heads when its labels jump. */
    public enum LabelJump {
        OFF,
        PRESERVE,
        RESTART
    }
}
