package io.tributary.streams;

import io.tributary.learning.Eviction;
import io.tributary.learning.EvictionListener;
import io.tributary.task.Family;
import io.tributary.v1.Alert;
import io.tributary.v1.AlertKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Passes on which entities leave the model; those that leave in a restore wait until somebody may hear of them.
 *
 * <p>Not thread-safe.
 */
final class Evictions implements EvictionListener {
    private final List<Eviction> waiting = new ArrayList<>();
    private @Nullable Consumer<Eviction> listener;
    private boolean told;

    /** Forgets who was listening and what was not told. */
    void clear() {
        listener = null;
        told = false;
        waiting.clear();
    }

    /** Who hears of them from the next {@link #tell} on. */
    void hearBy(Consumer<Eviction> hearing) {
        listener = hearing;
    }

    @Override
    public void evicted(Eviction eviction) {
        waiting.add(eviction);
        if (told) {
            tell();
        }
    }

    /** Tells of those that waited, and from now on at once. */
    void tell() {
        Consumer<Eviction> hearing = listener;
        if (hearing != null && !waiting.isEmpty()) {
            waiting.forEach(hearing);
            waiting.clear();
        }
        told = hearing != null;
    }

    /** An eviction as a record of {@code schemas/Alert.avsc} in Avro's single-object encoding. */
    static byte[] alert(Eviction eviction, List<Family> families) {
        Map<String, Double> numbers = new HashMap<>();
        numbers.put("lastLearned", (double) eviction.lastLearned());
        for (int f = 0; f < families.size(); f++) {
            numbers.put("learned/" + families.get(f).name(), (double)
                    eviction.learned().get(f));
        }
        Alert alert = Alert.newBuilder()
                .setKind(kind(eviction.reason()))
                .setTime(Instant.ofEpochMilli(eviction.lastTime()))
                .setEntity(eviction.entity())
                .setMessage(message(eviction))
                .setNumbers(numbers)
                .build();
        try {
            ByteBuffer encoded = alert.toByteBuffer();
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AlertKind kind(Eviction.Reason reason) {
        return switch (reason) {
            case IDLE -> AlertKind.ENTITY_IDLE;
            case CAPACITY -> AlertKind.ENTITY_OVER_CAPACITY;
        };
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
