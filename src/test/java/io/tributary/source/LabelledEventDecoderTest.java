package io.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.task.Column;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.LossName;
import io.tributary.task.Row;
import io.tributary.v1.LabelledEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LabelledEventDecoderTest {
    static final RowMapping MAPPING = new RowMapping(
            new SourceConfig(Optional.of("time"), List.of("shop"), Optional.empty(), 100_000, Optional.empty(), true),
            new LimitsBuilder().build(),
            List.of(
                    new Column("time", Column.Type.TIME),
                    new Column("size", Column.Type.NUMBER),
                    new Column("kind", Column.Type.TEXT),
                    new Column("opened", Column.Type.TIME),
                    new Column("depth", Column.Type.NUMBER)),
            List.of(
                    FamilyBuilder.binary("late").build(),
                    FamilyBuilder.multiclass("band").classes(3).build(),
                    FamilyBuilder.regression("count").loss(LossName.POISSON).build(),
                    FamilyBuilder.binary("north").when("region", "north").build()));

    static LabelledEvent.Builder event() {
        return LabelledEvent.newBuilder()
                .setId("e7")
                .setEntity("A/3")
                .setTime(Instant.ofEpochMilli(978_307_260_000L))
                .setValues(Map.of())
                .setLabels(Map.of());
    }

    static byte[] bytes(LabelledEvent.Builder event) {
        try {
            ByteBuffer buffer = event.build().toByteBuffer();
            byte[] payload = new byte[buffer.remaining()];
            buffer.get(payload);
            return payload;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static Row decode(byte[] payload) {
        Row row = MAPPING.newRow();
        new LabelledEventDecoder(MAPPING).decode(payload, row);
        return row;
    }

    private static void assertRejected(byte[] payload, Reason reason, String... parts) {
        InvalidRowException rejection = catchThrowableOfType(InvalidRowException.class, () -> decode(payload));
        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection.detail()).contains("found", "expected");
        assertThat(List.of(parts)).allMatch(rejection.detail()::contains);
    }

    private static void assertLabelRejected(String family, Object label, String... parts) {
        assertRejected(bytes(event().setLabels(Map.of(family, label))), Reason.INVALID_LABEL, parts);
    }

    private static void assertValueRejected(String name, Object value) {
        assertRejected(bytes(event().setValues(Map.of(name, value))), Reason.INVALID_VALUE, "value " + name);
    }

    @Test
    void readsWhatTheGeneratedClassWrites() {
        Row row = decode(bytes(event().setValues(Map.of("size", 1.5, "kind", "red", "opened", "2001-01-01", "x", 3.0))
                .setLabels(Map.of("late", true, "band", 2.0, "count", 7.0))
                .setWeight(2)));

        assertThat(row.id()).hasToString("e7");
        assertThat(row.entity()).hasToString("A/3");
        assertThat(row.time()).isEqualTo(978_307_260_000L);
        assertThat(row.weight()).isEqualTo(2);
        assertThat(row.number(0)).isEqualTo(978_307_260_000.0);
        assertThat(row.number(1)).isEqualTo(1.5);
        assertThat(row.text(2)).hasToString("red");
        assertThat(row.number(3)).isEqualTo(978_307_200_000.0);
        assertThat(row.isPresent(4)).isFalse();
        assertThat(row.label(0)).isEqualTo(1);
        assertThat(row.label(1)).isEqualTo(2);
        assertThat(row.label(2)).isEqualTo(7);
        assertThat(row.isAsked(3)).isFalse();
    }

    @Test
    void asksAFamilyOnlyIfItsConditionHolds() {
        LabelledEvent.Builder event = event().setLabels(Map.of("north", 1.0));

        assertThat(decode(bytes(event)).isAsked(3)).isFalse();
        assertThat(decode(bytes(event)).isLabelled(3)).isFalse();
        event.setValues(Map.of("region", "south"));
        assertThat(decode(bytes(event)).isAsked(3)).isFalse();
        event.setValues(Map.of("region", "north"));
        assertThat(decode(bytes(event)).isAsked(3)).isTrue();
        assertThat(decode(bytes(event)).label(3)).isEqualTo(1);
    }

    @Test
    void takesNullAndEmptyForMissingAndUnknown() {
        Map<String, Object> values = new HashMap<>();
        values.put("size", null);
        values.put("unknown", null);
        values.put("kind", "");
        values.put("opened", "");
        Map<String, Object> labels = new HashMap<>();
        labels.put("late", null);
        Row row = decode(bytes(event().setValues(values).setLabels(labels)));

        assertThat(IntStream.range(1, 5).filter(row::isPresent)).isEmpty();
        assertThat(row.isAsked(0)).isTrue();
        assertThat(row.isLabelled(0)).isFalse();
    }

    @Test
    void takesValuesOfAnotherTypeWhereThatIsPlain() {
        Row row = decode(bytes(event().setValues(
                        Map.of("size", true, "kind", 17.0, "opened", 5.0, "unknown", false, "other", "text"))));
        assertThat(row.number(1)).isEqualTo(1);
        assertThat(row.text(2)).hasToString("17");
        assertThat(row.number(3)).isEqualTo(5);

        assertThat(decode(bytes(event().setValues(Map.of("kind", 1.25)))).text(2))
                .hasToString("1.25");
        assertThat(decode(bytes(event().setValues(Map.of("kind", false)))).text(2))
                .hasToString("false");
    }

    @Test
    void rejectsValuesOfTheWrongType() {
        assertValueRejected("size", "1.5");
        assertValueRejected("size", "x".repeat(100_000));
        assertValueRejected("opened", true);
        assertValueRejected("opened", "noon");
    }

    @Test
    void fillsTheNumericColumnsFromAVector() {
        Row row = decode(bytes(event().setVector(List.of(1.5f, Float.NaN))));

        assertThat(row.number(1)).isEqualTo(1.5);
        assertThat(row.isPresent(4)).isTrue();
        assertThat(row.number(4)).isNaN();
        assertThat(row.isPresent(2)).isFalse();
    }

    @Test
    void rejectsAVectorOfTheWrongLength() {
        for (List<Float> vector : List.of(List.<Float>of(), List.of(1f), List.of(1f, 2f, 3f))) {
            assertRejected(
                    bytes(event().setVector(vector)),
                    Reason.INVALID_VALUE,
                    "vector of " + vector.size() + " numbers",
                    "expected 2");
        }
    }

    @Test
    void rejectsLabelsThatTheFamilyCannotHave() {
        assertLabelRejected("late", 0.5, "family late", "0.5", "0 or 1");
        assertLabelRejected("late", Double.NaN, "family late", "NaN");
        assertLabelRejected("band", true, "family band", "true");
        assertLabelRejected("band", 1.5, "family band", "0 to 2");
        assertLabelRejected("band", 3.0, "family band");
        assertLabelRejected("band", -1.0, "family band");
        assertLabelRejected("count", false, "family count");
        assertLabelRejected("count", -1.0, "family count");
        assertLabelRejected("count", Double.POSITIVE_INFINITY, "family count");
        assertLabelRejected("lates", 1.0, "\"lates\"", "did you mean 'late'?");
    }

    @Test
    void rejectsWeightsEntitiesAndTimesThatAreNone() {
        for (double weight : new double[] {0, -1, Double.NaN, Double.POSITIVE_INFINITY}) {
            assertRejected(bytes(event().setWeight(weight)), Reason.INVALID_WEIGHT);
        }
        assertRejected(bytes(event().setEntity("")), Reason.MISSING_ENTITY);
        assertRejected(bytes(event().setEntity("x".repeat(257))), Reason.INVALID_VALUE, "257", "limits.entity-bytes");
        assertRejected(bytes(event().setTime(Instant.ofEpochMilli(Long.MAX_VALUE))), Reason.INVALID_TIME);
    }

    @Test
    void rejectsEntitiesAndIdsThatAreNoUtf8() {
        byte[] entity = bytes(event());
        entity[SingleObjectHeader.LENGTH + "?e7?".length()] = (byte) 0xff;
        assertRejected(entity, Reason.INVALID_VALUE, "found an entity whose bytes are no UTF-8", "/3\"", "producer");
        byte[] id = bytes(event());
        id[SingleObjectHeader.LENGTH + "?e".length()] = (byte) 0xc3;
        assertRejected(id, Reason.INVALID_VALUE, "found an event ID whose bytes are no UTF-8", "\"e", "producer");
        assertThat(decode(bytes(event().setEntity("Zürich 🚂").setId("é"))).entity())
                .hasToString("Zürich 🚂");
    }

    @Test
    void rejectsBytesThatAreNoEvent() {
        byte[] valid = bytes(event().setValues(Map.of("size", 1.5)));
        byte[] otherSchema = valid.clone();
        otherSchema[5]++;

        assertRejected(new byte[0], Reason.MALFORMED, "0 bytes");
        assertRejected(
                "{\"entity\": \"A\"}".getBytes(java.nio.charset.StandardCharsets.UTF_8),
                Reason.MALFORMED,
                "[7b 22",
                "c3 01");
        assertRejected(otherSchema, Reason.MALFORMED, "LabelledEvent");
        assertRejected(Arrays.copyOf(valid, valid.length + 1), Reason.MALFORMED, "1 bytes behind the end");
        for (int length = 0; length < valid.length; length++) {
            assertRejected(Arrays.copyOf(valid, length), Reason.MALFORMED);
        }
    }

    @Test
    void reservesNothingForALengthThatThePayloadCannotHold() {
        byte[] payload = Arrays.copyOf(bytes(event()), 20);
        // 2,147,483,639 as a zigzag varint, where the length of the ID stands.
        byte[] length = {(byte) 0xee, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
        System.arraycopy(length, 0, payload, 10, length.length);

        assertRejected(payload, Reason.MALFORMED, "2147483639 bytes where 5 are left");
    }
}
