package io.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.task.Column;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Row;
import io.tributary.v1.LabelledEvent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

/** Each limit is kept by events and by files, up to it and not beyond, and the message names its setting. */
class LimitsTest {
    private static RowMapping mapping(LimitsBuilder limits) {
        return new RowMapping(
                new SourceConfig(Optional.empty(), List.of("shop"), Optional.of("id"), 100_000, Optional.empty(), true),
                limits.build(),
                List.of(
                        new Column("size", Column.Type.NUMBER),
                        new Column("kind", Column.Type.TEXT),
                        new Column("opened", Column.Type.TIME)),
                List.of(FamilyBuilder.regression("y").build()));
    }

    private static LabelledEvent.Builder event() {
        return LabelledEventDecoderTest.event();
    }

    private static ThrowingCallable decoding(LimitsBuilder limits, LabelledEvent.Builder event) {
        RowMapping mapping = mapping(limits);
        byte[] payload = LabelledEventDecoderTest.bytes(event);
        return () -> new LabelledEventDecoder(mapping).decode(payload, mapping.newRow());
    }

    private static ThrowingCallable reading(LimitsBuilder limits, String line) {
        RowMapping mapping = mapping(limits);
        return () -> {
            byte[] csv = ("shop,id,size,kind,opened,y,unread\n" + line + "\n").getBytes(StandardCharsets.UTF_8);
            try (CsvSource source = CsvSource.open(new ByteArrayInputStream(csv), "shops.csv", mapping)) {
                source.next(mapping.newRow());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };
    }

    private static void assertPasses(ThrowingCallable row) {
        assertThatCode(row).doesNotThrowAnyException();
    }

    private static void assertRejected(ThrowingCallable row, Reason reason, String... parts) {
        InvalidRowException rejection = catchThrowableOfType(InvalidRowException.class, row);
        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection.detail()).contains("found", "expected", "; ").contains(parts);
    }

    @Test
    void aRecord() {
        int bytes = LabelledEventDecoderTest.bytes(event().setId("i".repeat(60))).length;
        LabelledEvent.Builder event = event().setId("i".repeat(60));
        assertPasses(decoding(new LimitsBuilder().recordBytes(bytes), event));
        assertRejected(
                decoding(new LimitsBuilder().recordBytes(bytes - 1), event),
                Reason.MALFORMED,
                "a record of " + bytes + " bytes",
                "at most " + (bytes - 1),
                "limits.record-bytes");
        assertPasses(reading(new LimitsBuilder().recordBytes(64), "A,1,,,,," + "ü".repeat(31)));
        assertRejected(
                reading(new LimitsBuilder().recordBytes(64), "A,1,,,,," + "ü".repeat(32)),
                Reason.MALFORMED,
                "a record of 66 bytes",
                "limits.record-bytes");
    }

    @Test
    void anEntity() {
        LimitsBuilder limits = new LimitsBuilder().entityBytes(4);
        assertPasses(decoding(limits, event().setEntity("züü".substring(0, 2) + "x")));
        assertRejected(
                decoding(limits, event().setEntity("züü")),
                Reason.INVALID_VALUE,
                "an entity of 5 bytes",
                "at most 4",
                "limits.entity-bytes");
        assertPasses(reading(limits, "ABCD,1,,,,,"));
        assertRejected(reading(limits, "züü,1,,,,,"), Reason.INVALID_VALUE, "5 bytes", "limits.entity-bytes");
    }

    @Test
    void anEventId() {
        LimitsBuilder limits = new LimitsBuilder().idBytes(20);
        assertPasses(decoding(limits, event().setId("i".repeat(20))));
        assertRejected(
                decoding(limits, event().setId("i".repeat(21))),
                Reason.INVALID_VALUE,
                "an event ID of 21 bytes",
                "at most 20",
                "limits.id-bytes");
        assertPasses(reading(limits, "A," + "i".repeat(20) + ",,,,,"));
        assertRejected(
                reading(limits, "A," + "i".repeat(21) + ",,,,,"), Reason.INVALID_VALUE, "21 bytes", "limits.id-bytes");
    }

    @Test
    void aTextOfAColumnThatIsReadAndOfNoOther() {
        LimitsBuilder limits = new LimitsBuilder().textBytes(64);
        for (String column : List.of("kind", "size", "opened")) {
            assertRejected(
                    decoding(limits, event().setValues(Map.of(column, "x".repeat(65)))),
                    Reason.INVALID_VALUE,
                    "a text in value " + column + " of 65 bytes",
                    "at most 64",
                    "limits.text-bytes");
        }
        assertPasses(decoding(limits, event().setValues(Map.of("kind", "x".repeat(64)))));
        assertPasses(decoding(limits, event().setValues(Map.of("unread", "x".repeat(9000), "n".repeat(9000), 1.0))));
        assertPasses(reading(limits, "A,1,," + "x".repeat(64) + ",,," + "x".repeat(9000)));
        assertRejected(
                reading(limits, "A,1,," + "x".repeat(65) + ",,,"), Reason.INVALID_VALUE, "65", "limits.text-bytes");
    }

    @Test
    void theNameOfALabelsFamilyIsNotReadIfItIsLongerThanAny() {
        assertRejected(
                decoding(new LimitsBuilder(), event().setLabels(Map.of("n".repeat(9000), 1.0))),
                Reason.INVALID_LABEL,
                "the family whose name has 9000 bytes",
                "[y]");
    }

    @Test
    void aValueButNotAMoment() {
        LimitsBuilder limits = new LimitsBuilder().value(1000);
        assertPasses(decoding(limits, event().setValues(Map.of("size", -1000.0, "opened", 978_307_260_000.0))));
        assertPasses(reading(limits, "A,1,1000,,978307260000,,"));
        assertPasses(reading(limits, "A,1,NaN,,,,"));
        assertRejected(
                decoding(limits, event().setValues(Map.of("size", -1001.0))),
                Reason.NON_FINITE,
                "value size: found -1001.0",
                "at most 1000.0",
                "limits.value");
        assertRejected(
                decoding(limits, event().setVector(List.of(1001f))), Reason.NON_FINITE, "1001.0", "limits.value");
        assertRejected(reading(limits, "A,1,1001,,,,"), Reason.NON_FINITE, "1001.0", "limits.value");
    }

    @Test
    void aLabel() {
        LimitsBuilder limits = new LimitsBuilder().label(50);
        assertPasses(decoding(limits, event().setLabels(Map.of("y", -50.0))));
        assertRejected(
                decoding(limits, event().setLabels(Map.of("y", -50.5))),
                Reason.INVALID_LABEL,
                "found the label -50.5",
                "at most 50.0",
                "limits.label");
        assertPasses(reading(limits, "A,1,,,,50,"));
        assertRejected(reading(limits, "A,1,,,,51,"), Reason.INVALID_LABEL, "51.0", "limits.label");
    }

    private static ThrowingCallable arriving(LimitsBuilder limits, long ahead, long timestamp) {
        RowMapping mapping = mapping(limits);
        return () -> {
            Row row = mapping.newRow();
            mapping.time(row, timestamp + ahead);
            mapping.requirePast(row, timestamp);
        };
    }

    @Test
    void anEventTimeAheadOfItsRecord() {
        long timestamp = Instant.parse("2001-01-01T00:00:00Z").toEpochMilli();
        LimitsBuilder limits = new LimitsBuilder().future(Duration.ofMinutes(10));
        assertPasses(arriving(limits, 600_000, timestamp));
        assertPasses(arriving(limits, -600_000_000_000L, timestamp));
        assertRejected(
                arriving(limits, 600_001, timestamp),
                Reason.FUTURE,
                "the event time 2001-01-01T00:10:00.001Z, 600001 ms ahead",
                "at most 600000 ms",
                "limits.future");
        assertPasses(arriving(new LimitsBuilder().anyFuture(), 100_000_000_000_000L, timestamp));
    }

    @Test
    void aRecordWithoutTimestampSaysNothingOfTheFuture() {
        LimitsBuilder limits = new LimitsBuilder().future(Duration.ofMinutes(10));
        assertPasses(arriving(limits, 100_000_000_000_000L, 0));
        assertPasses(arriving(limits, 100_000_000_000_000L, -1));
    }

    @Test
    void nothingIsReservedForWhatIsBeyondALimit() {
        byte[] endless = Arrays.copyOf(LabelledEventDecoderTest.bytes(event()), 20);
        // 2,147,483,639 as a zigzag varint, where the length of the ID stands.
        byte[] length = {(byte) 0xee, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f};
        System.arraycopy(length, 0, endless, 10, length.length);
        String large = "x".repeat(500_000);
        List<byte[]> payloads = List.of(
                endless,
                LabelledEventDecoderTest.bytes(event().setId(large)),
                LabelledEventDecoderTest.bytes(event().setEntity(large)),
                LabelledEventDecoderTest.bytes(event().setValues(Map.of("kind", large))),
                LabelledEventDecoderTest.bytes(event().setLabels(Map.of(large, 1.0))));
        RowMapping mapping = mapping(new LimitsBuilder());
        LabelledEventDecoder decoder = new LabelledEventDecoder(mapping);
        Row row = mapping.newRow();
        for (byte[] payload : payloads) {
            assertThat(Allocation.bytesPerCall(() -> assertThatThrownBy(() -> decoder.decode(payload, row))
                            .isInstanceOf(InvalidRowException.class)))
                    .isLessThan(100_000);
        }
    }
}
