package io.tributary.source;

import static io.tributary.source.LabelledEventDecoderTest.MAPPING;
import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.task.Column;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import io.tributary.v1.LabelledEvent;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.NotEmpty;
import net.jqwik.api.constraints.Positive;
import net.jqwik.api.constraints.StringLength;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageDecoder;
import org.junit.jupiter.api.Test;

class LabelledEventRoundTripTest {
    private final LabelledEventEncoder encoder = new LabelledEventEncoder(MAPPING);
    private final LabelledEventDecoder decoder = new LabelledEventDecoder(MAPPING);

    private static Row row() {
        Row row = MAPPING.newRow();
        row.id().set("e7");
        row.entity().set("Zürich/3");
        MAPPING.time(row, 978_307_260_000L);
        row.number(1, 0.1);
        row.presentText(2).set("red");
        row.number(3, -5);
        row.presentText(5).set("north");
        MAPPING.ask(row);
        row.label(0, 1);
        row.label(1, 2);
        row.label(3, 0);
        return row;
    }

    private void assertRoundTrip(Row row) {
        Row decoded = MAPPING.newRow();
        decoder.decode(encoder.encode(row), decoded);
        RowAssert.assertSame(decoded, row, MAPPING);
    }

    @Test
    void bringsARowBack() {
        assertRoundTrip(row());
    }

    @Property(tries = 300)
    void bringsAnyRowBackToTheBit(
            @ForAll @StringLength(max = 80) String id,
            @ForAll @NotEmpty @StringLength(max = 80) String entity,
            @ForAll Optional<@DoubleRange(min = -1e15, max = 1e15) Double> size,
            @ForAll Optional<@NotEmpty String> kind,
            @ForAll Optional<Boolean> label,
            @ForAll @Positive double weight) {
        Row row = MAPPING.newRow();
        row.id().set(id);
        row.entity().set(entity);
        MAPPING.time(row, entity.hashCode());
        size.ifPresent(number -> row.number(1, number));
        kind.ifPresent(text -> row.presentText(2).set(text));
        size.ifPresent(number -> row.number(4, number > 1e-15 ? 1 / number : number / 0.0));
        MAPPING.ask(row);
        label.ifPresent(flag -> row.label(0, flag ? 1 : 0));
        row.weight(weight);

        assertRoundTrip(row);
    }

    @Test
    void isReadByThePlainClassOfTheSchema() throws IOException {
        GenericRecord event = plain(encoder.encode(row()));

        assertThat(event.get("entity")).hasToString("Zürich/3");
        assertThat(event.get("time")).isEqualTo(978_307_260_000L);
        assertThat(event.get("values"))
                .isEqualTo(Map.of("size", 0.1, "kind", "red", "opened", -5.0, "region", "north"));
        assertThat(event.get("vector")).isNull();
        assertThat(event.get("labels")).isEqualTo(Map.of("late", 1.0, "band", 2.0, "north", 0.0));
        assertThat(event.get("weight")).isEqualTo(1.0);
    }

    @Test
    void writesAVectorOnlyIfEveryNumberSurvivesIt() throws IOException {
        RowMapping wide = new RowMapping(
                new SourceConfig(Optional.empty(), List.of("e"), Optional.empty(), 100_000, Optional.empty(), true),
                new LimitsBuilder().build(),
                IntStream.range(0, 33)
                        .mapToObj(p -> new Column("p" + p, Column.Type.NUMBER))
                        .toList(),
                List.of());
        Row row = wide.newRow();
        row.entity().set("e");
        for (int c = 0; c < 33; c++) {
            row.number(c, c - 0.5);
        }
        assertThat(vector(wide, row)).hasSize(33).startsWith(-0.5f, 0.5f);

        row.number(7, 0.1);
        assertThat(vector(wide, row)).isNull();

        row.number(7, Double.NaN);
        assertThat(vector(wide, row)).isNull();
    }

    @SuppressWarnings("unchecked")
    private static List<Float> vector(RowMapping mapping, Row row) throws IOException {
        return (List<Float>)
                plain(new LabelledEventEncoder(mapping).encode(row)).get("vector");
    }

    private static GenericRecord plain(byte[] payload) throws IOException {
        return new BinaryMessageDecoder<GenericRecord>(new GenericData(), LabelledEvent.getClassSchema())
                .decode(payload);
    }

    @Test
    void decodesWithoutAllocating() {
        byte[] payload = encoder.encode(row());
        Row row = MAPPING.newRow();

        assertThat(Allocation.bytesPerCall(() -> decoder.decode(payload, row))).isLessThan(1);
    }

    @Property(tries = 1000)
    void answersAnyBytesWithARowOrARejection(@ForAll byte[] body) {
        byte[] payload = new byte[SingleObjectHeader.LENGTH + body.length];
        System.arraycopy(SingleObjectHeader.bytes(), 0, payload, 0, SingleObjectHeader.LENGTH);
        System.arraycopy(body, 0, payload, SingleObjectHeader.LENGTH, body.length);

        assertAnswered(payload);
        assertAnswered(body);
    }

    @Property(tries = 2000)
    void answersAnyMutationWithARowOrARejection(@ForAll long seed) {
        Random random = new Random(seed);
        byte[] payload = encoder.encode(row());
        for (int i = random.nextInt(4); i >= 0; i--) {
            payload[SingleObjectHeader.LENGTH + random.nextInt(payload.length - SingleObjectHeader.LENGTH)] =
                    (byte) random.nextInt();
        }
        assertAnswered(payload);
    }

    /** Decodes with an exception of one type only, and with what was decoded fit to be encoded again. */
    private void assertAnswered(byte[] payload) {
        Row row = MAPPING.newRow();
        try {
            decoder.decode(payload, row);
        } catch (InvalidRowException e) {
            assertThat(e.detail()).contains("found").contains("expected");
            return;
        }
        assertRoundTrip(row);
    }
}
