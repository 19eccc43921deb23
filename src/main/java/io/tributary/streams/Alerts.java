package io.tributary.streams;

import io.tributary.learning.Alert;
import io.tributary.learning.AlertListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes on what happens to the model; what happens in a restore waits until somebody may hear of it.
 *
 * <p>Not thread-safe.
 */
final class Alerts implements AlertListener {
    private final List<Alert> waiting = new ArrayList<>();
    private @Nullable Consumer<Alert> listener;
    private boolean told;

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
    public void alerted(Alert alert) {
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
}
