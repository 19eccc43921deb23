package io.tributary.streams;

import io.tributary.learning.Alert;
import io.tributary.learning.Drift;
import io.tributary.learning.Eviction;
import io.tributary.task.Family;
import io.tributary.v1.AlertKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Record;

/** Writes alerts as records of {@code schemas/Alert.avsc} in Avro's single-object encoding. */
final class AlertEncoder {
    private final List<Family> families;

    /** An encoder for alerts of a model of these families. */
    AlertEncoder(List<Family> families) {
        this.families = families;
    }

    /** The record of an alert, keyed by its entity, or by its family if it concerns no single entity. */
    Record<byte[], byte[]> record(Alert alert) {
        io.tributary.v1.Alert said = alert instanceof Drift drift ? drift(drift) : eviction((Eviction) alert);
        String key = said.getEntity().isEmpty() ? said.getFamily() : said.getEntity();
        long timestamp = Math.max(0, said.getTime().toEpochMilli());
        return new Record<>(key.getBytes(StandardCharsets.UTF_8), encode(said), timestamp, new RecordHeaders());
    }

    private static byte[] encode(io.tributary.v1.Alert alert) {
        try {
            ByteBuffer encoded = alert.toByteBuffer();
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private io.tributary.v1.Alert eviction(Eviction eviction) {
        Map<String, Double> numbers = new HashMap<>();
        numbers.put("lastLearned", (double) eviction.lastLearned());
        for (int f = 0; f < families.size(); f++) {
            numbers.put("learned/" + families.get(f).name(), (double)
                    eviction.learned().get(f));
        }
        return io.tributary.v1.Alert.newBuilder()
                .setKind(kind(eviction.reason()))
                .setTime(Instant.ofEpochMilli(eviction.lastTime()))
                .setEntity(eviction.entity())
                .setMessage(message(eviction))
                .setNumbers(numbers)
                .build();
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

    private static io.tributary.v1.Alert drift(Drift drift) {
        return io.tributary.v1.Alert.newBuilder()
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
            case LABEL_SCALE ->
                said("the labels of family %s moved to another scale: their mean was %.4g and is %.4g", drift);
        };
    }

    private static String said(String pattern, Drift drift) {
        return String.format(Locale.ROOT, pattern, drift.family(), drift.before(), drift.after());
    }
}
