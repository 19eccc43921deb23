package io.tributary.streams;

import io.tributary.evaluation.Transfer;
import io.tributary.learning.AlertListener;
import io.tributary.learning.Drift;
import io.tributary.learning.Eviction;
import io.tributary.metrics.Decisions;
import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.v1.Alert;
import io.tributary.v1.AlertKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what happened to the model that somebody may want to know, as records of {@code schemas/Alert.avsc}; what
 * happens in a restore waits until somebody may hear of it.
 *
 * <p>Not thread-safe.
 */
final class Alerts implements AlertListener {
    private final List<Family> families;
    private final Decisions decisions;
    private final List<Alert> waiting = new ArrayList<>();
    private @Nullable Consumer<Alert> listener;
    private boolean told;

    /**
     * Alerts of a model with these families.
     *
     * @param decisions counts them
     */
    Alerts(List<Family> families, Decisions decisions) {
        this.families = families;
        this.decisions = decisions;
    }

    /** Forgets who was listening and what was not told. */
    void clear() {
        listener = null;
        told = false;
        waiting.clear();
    }

    /** Who hears of them from the next {@link #tell} on. */
    void hearBy(Consumer<Alert> hearing) {
        listener = hearing;
    }

    @Override
    public void alerted(io.tributary.learning.Alert alert) {
        if (alert instanceof Drift drift) {
            add(DriftAlert.of(drift));
        } else {
            evicted((Eviction) alert);
        }
    }

    private void evicted(Eviction eviction) {
        Map<String, Double> numbers = new HashMap<>();
        numbers.put("lastLearned", (double) eviction.lastLearned());
        for (int f = 0; f < families.size(); f++) {
            numbers.put("learned/" + families.get(f).name(), (double)
                    eviction.learned().get(f));
        }
        AlertKind kind =
                switch (eviction.reason()) {
                    case IDLE -> AlertKind.ENTITY_IDLE;
                    case CAPACITY -> AlertKind.ENTITY_OVER_CAPACITY;
                };
        add(Alert.newBuilder()
                .setKind(kind)
                .setTime(Instant.ofEpochMilli(eviction.lastTime()))
                .setEntity(eviction.entity())
                .setMessage(message(eviction))
                .setNumbers(numbers)
                .build());
    }

    /** A task is answered by another method from now on. */
    void transferred(Transfer transfer) {
        boolean back = transfer.to().equals(Prediction.MODEL);
        String why = transfer.left()
                ? "since its entity has left and what was known of it beside the model is forgotten"
                : String.format(
                        Locale.ROOT,
                        "whose loss of %.4g is below the %.4g of %s after %d labels",
                        transfer.toLoss(),
                        transfer.fromLoss(),
                        transfer.from(),
                        transfer.labels());
        String message = transfer.family() + "/" + transfer.entity() + " is answered by " + transfer.to()
                + " from now on, " + why;
        Map<String, Double> numbers = new HashMap<>();
        numbers.put("labels", (double) transfer.labels());
        numbers.put("loss/" + transfer.from(), transfer.fromLoss());
        numbers.put("loss/" + transfer.to(), transfer.toLoss());
        add(Alert.newBuilder()
                .setKind(back ? AlertKind.TASK_SERVED_BY_MODEL : AlertKind.TASK_SERVED_BY_BASELINE)
                .setTime(Instant.ofEpochMilli(transfer.time()))
                .setEntity(transfer.entity())
                .setFamily(transfer.family())
                .setMessage(message)
                .setNumbers(numbers)
                .build());
    }

    /** Something that happened to the model as a whole. */
    void add(AlertKind kind, Instant time, String message, Map<String, Double> numbers) {
        add(Alert.newBuilder()
                .setKind(kind)
                .setTime(time)
                .setMessage(message)
                .setNumbers(numbers)
                .build());
    }

    /** Where they are counted. */
    Decisions decisions() {
        return decisions;
    }

    private void add(Alert alert) {
        decisions.alert(alert.getKind().name(), alert.getFamily());
        waiting.add(alert);
        if (told) {
            tell();
        }
    }

    /** Tells of those that waited, and from now on at once. */
    void tell() {
        Consumer<Alert> hearing = listener;
        if (hearing != null && !waiting.isEmpty()) {
            waiting.forEach(hearing);
            waiting.clear();
        }
        told = hearing != null;
    }

    private static String message(Eviction eviction) {
        String why =
                switch (eviction.reason()) {
                    case IDLE -> "it has not learned for longer than tasks.idle";
                    case CAPACITY -> "there were more entities than tasks.max";
                };
        return "the deviations of " + eviction.entity() + " were forgotten: " + why
                + "; should it come back, it starts from the family heads";
    }
}
