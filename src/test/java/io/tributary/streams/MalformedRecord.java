package io.tributary.streams;

import io.tributary.task.InvalidRowException.Reason;
import io.tributary.v1.LabelledEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record of the flights that is no row, and why.
 *
 * @param name what is wrong with it
 */
@SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
record MalformedRecord(String name, Reason reason, byte @Nullable [] key, byte @Nullable [] value) {
    private static final int HEADER = 10;
    private static final String ENTITY = "ATL";
    private static final Instant TIME = Instant.parse("2001-01-01T00:01:00Z");

    /** Every way of being wrong. */
    static List<MalformedRecord> all() {
        List<MalformedRecord> all = new ArrayList<>();
        all.addAll(bytes());
        all.addAll(keys());
        all.addAll(labels());
        all.addAll(values());
        all.addAll(rest());
        return all;
    }

    private static List<MalformedRecord> bytes() {
        byte[] valid = event(event -> {});
        byte[] random = new byte[200];
        new Random(1).nextBytes(random);
        byte[] randomBody = valid.clone();
        System.arraycopy(random, 0, randomBody, HEADER, valid.length - HEADER);
        byte[] otherSchema = valid.clone();
        otherSchema[5] ^= 1;
        return List.of(
                malformed("random bytes", random),
                malformed("random bytes behind the header", randomBody),
                malformed("wrong fingerprint", otherSchema),
                malformed("truncated", Arrays.copyOf(valid, valid.length - 9)),
                malformed("header only", Arrays.copyOf(valid, HEADER)),
                malformed("too long", Arrays.copyOf(valid, valid.length + 1)),
                malformed("no bytes", new byte[0]),
                malformed("more than a record may have", Arrays.copyOf(valid, (1 << 20) + 1)),
                malformed("an ID of 2 GB in 20 bytes", endless(valid)),
                new MalformedRecord("null value", Reason.MALFORMED, key(ENTITY), null));
    }

    /** 2,147,483,639 as a zigzag varint, where the length of the ID stands. */
    private static byte[] endless(byte[] valid) {
        byte[] bytes = Arrays.copyOf(valid, 20);
        byte[] length = {(byte) 0xee, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
        System.arraycopy(length, 0, bytes, HEADER, length.length);
        return bytes;
    }

    private static MalformedRecord malformed(String name, byte[] value) {
        return new MalformedRecord(name, Reason.MALFORMED, key(ENTITY), value);
    }

    private static List<MalformedRecord> keys() {
        byte[] valid = event(event -> {});
        return List.of(
                new MalformedRecord("key of another entity", Reason.WRONG_KEY, key("JFK"), valid),
                new MalformedRecord("empty key", Reason.WRONG_KEY, new byte[0], valid),
                new MalformedRecord("null key", Reason.WRONG_KEY, null, valid),
                of("empty entity", Reason.MISSING_ENTITY, event -> event.setEntity("")),
                of("endless entity", Reason.INVALID_VALUE, event -> event.setEntity("A".repeat(257))),
                of("endless event ID", Reason.INVALID_VALUE, event -> event.setId("i".repeat(257))));
    }

    private static List<MalformedRecord> labels() {
        return List.of(
                label("boolean label of a regression", "delay", true),
                label("label between two classes", "band", 1.5),
                label("label above the classes", "band", 3.0),
                label("negative class", "band", -1.0),
                label("binary label that is neither", "late", 0.5),
                label("label beyond all bounds", "delay", 1e300),
                label("NaN label", "delay", Double.NaN),
                label("unknown family", "latte", 1.0));
    }

    private static MalformedRecord label(String name, String family, Object label) {
        return of(name, Reason.INVALID_LABEL, event -> event.setLabels(Map.of(family, label)));
    }

    private static List<MalformedRecord> values() {
        return List.of(
                value("NaN value", Reason.NON_FINITE, Double.NaN),
                value("infinite value", Reason.NON_FINITE, Double.NEGATIVE_INFINITY),
                value("value beyond all bounds", Reason.NON_FINITE, 1e308),
                value("text for a number", Reason.INVALID_VALUE, "far"),
                of(
                        "endless text",
                        Reason.INVALID_VALUE,
                        event -> event.setValues(Map.of("distance", "9".repeat(4097)))),
                of("empty vector", Reason.INVALID_VALUE, event -> event.setVector(List.of())),
                of("short vector", Reason.INVALID_VALUE, event -> event.setVector(List.of(1f, 2f))),
                of(
                        "infinite vector",
                        Reason.NON_FINITE,
                        event -> event.setVector(List.of(500f, .2f, .2f, .2f, Float.POSITIVE_INFINITY, .2f))));
    }

    private static MalformedRecord value(String name, Reason reason, Object distance) {
        return of(name, reason, event -> event.setValues(Map.of("distance", distance)));
    }

    private static List<MalformedRecord> rest() {
        return List.of(
                of("zero weight", Reason.INVALID_WEIGHT, event -> event.setWeight(0)),
                of("negative weight", Reason.INVALID_WEIGHT, event -> event.setWeight(-1)),
                of("NaN weight", Reason.INVALID_WEIGHT, event -> event.setWeight(Double.NaN)),
                of("infinite weight", Reason.INVALID_WEIGHT, event -> event.setWeight(Double.POSITIVE_INFINITY)),
                of(
                        "time long after its record",
                        Reason.FUTURE,
                        event -> event.setTime(Instant.parse("9000-01-01T00:00:00Z"))),
                of(
                        "time before all years",
                        Reason.INVALID_TIME,
                        event -> event.setTime(Instant.ofEpochMilli(Long.MIN_VALUE))));
    }

    private static MalformedRecord of(String name, Reason reason, Consumer<LabelledEvent> change) {
        return new MalformedRecord(name, reason, key(ENTITY), event(change));
    }

    private static byte[] event(Consumer<LabelledEvent> change) {
        LabelledEvent event = LabelledEvent.newBuilder()
                .setId("malformed")
                .setEntity(ENTITY)
                .setTime(TIME)
                .setValues(Map.of("distance", 500.0))
                .setLabels(Map.of("late", true, "delay", 20.0))
                .build();
        change.accept(event);
        try {
            ByteBuffer encoded = event.toByteBuffer();
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** No malformed record: a valid row, which is predicted, but whose weight no gradient can bear. */
    static ProducerRecord<byte[], byte[]> tooHeavyToLearn(String topic) {
        ProducerRecord<byte[], byte[]> heavy = new ProducerRecord<>(
                topic, 0, TIME.toEpochMilli(), key(ENTITY), event(event -> event.setWeight(1e300)));
        heavy.headers().add("name", key("too heavy"));
        return heavy;
    }

    private static byte[] key(String entity) {
        return entity.getBytes(StandardCharsets.UTF_8);
    }

    /** The record, with a header of its own. */
    ProducerRecord<byte[], byte[]> record(String topic) {
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(topic, 0, TIME.toEpochMilli(), key, value);
        record.headers().add("name", name.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    @Override
    public String toString() {
        return name;
    }
}
