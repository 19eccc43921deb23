package io.tributary.streams;

import io.tributary.learning.Drift;
import io.tributary.v1.Alert;
import io.tributary.v1.AlertKind;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;

/** A detected change of the stream as a record of {@code schemas/Alert.avsc}. */
final class DriftAlert {
    private DriftAlert() {}

    /** The record of a drift. */
    static Alert of(Drift drift) {
        return Alert.newBuilder()
                .setKind(kind(drift.kind()))
                .setTime(Instant.ofEpochMilli(drift.time()))
                .setEntity(drift.entity().orElse(""))
                .setFamily(drift.family())
                .setMessage(message(drift))
                .setNumbers(
                        Map.of("learned", (double) drift.learned(), "before", drift.before(), "after", drift.after()))
                .build();
    }

    private static AlertKind kind(Drift.Kind kind) {
        return switch (kind) {
            case FAMILY_LOSS -> AlertKind.DRIFT_FAMILY_LOSS;
            case TASK_LOSS -> AlertKind.DRIFT_TASK_LOSS;
            case MANY_TASKS -> AlertKind.DRIFT_MANY_TASKS;
            case LABEL_SCALE -> AlertKind.DRIFT_LABEL_SCALE;
            case HALT -> AlertKind.LEARNING_HALTED;
        };
    }

    private static String message(Drift drift) {
        return switch (drift.kind()) {
            case FAMILY_LOSS ->
                said("the loss of family %s, above that of its base rate, rose from %.4g to %.4g", drift);
            case TASK_LOSS -> {
                String task = drift.family() + "/" + drift.entity().orElse("");
                yield String.format(
                        Locale.ROOT,
                        "the loss of task %s, above that of its family, rose from %.4g to %.4g",
                        task,
                        drift.before(),
                        drift.after());
            }
            case MANY_TASKS ->
                String.format(Locale.ROOT, "%.0f tasks of family %s changed at once", drift.after(), drift.family());
            case HALT ->
                said(
                        "the model learns no more: the loss of family %s left its history, it was %.4g and is %.4g; rows are"
                                + " answered by the live snapshot until 'snapshot rollback'",
                        drift);
            case LABEL_SCALE ->
                said("the labels of family %s moved to another scale: their mean was %.4g and is %.4g", drift);
        };
    }

    private static String said(String pattern, Drift drift) {
        return String.format(Locale.ROOT, pattern, drift.family(), drift.before(), drift.after());
    }
}
