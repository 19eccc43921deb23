package io.tributary.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.source.CsvSource;
import io.tributary.source.LabelledEventDecoder;
import io.tributary.source.LabelledEventEncoder;
import io.tributary.source.RowAssert;
import io.tributary.source.RowMapping;
import io.tributary.task.Row;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RealStreamTest {
    private static void assertFirstFeatures(RealStream stream, String oracle) throws IOException {
        JsonNode expected;
        try (InputStream json = RealStreamTest.class.getResourceAsStream(oracle)) {
            expected = new ObjectMapper().readTree(json).get("firstFeatures");
        }
        RowMapping mapping = stream.mapping();
        Row row = mapping.newRow();
        FeatureEncoder encoder = new FeatureEncoder(stream.features(), 20_000);
        float[] x = new float[encoder.inputs()];
        try (CsvSource source = stream.open(mapping)) {
            assertThat(source.next(row)).isTrue();
        }
        encoder.encode(row, x);

        assertThat(x).hasSize(expected.size());
        for (int i = 0; i < x.length; i++) {
            assertThat((double) x[i])
                    .as(encoder.inputNames().get(i))
                    .isCloseTo(expected.get(i).asDouble(), within(1e-6));
        }
    }

    @Test
    void encodesTheFirstPupilAsTheOracleDoes() throws IOException {
        assertFirstFeatures(RealStream.exam(), "/oracle/replay-exam.json");
    }

    @Test
    void encodesTheFirstFlightAsTheOracleDoes() throws IOException {
        assertFirstFeatures(RealStream.flights(), "/oracle/replay-flights.json");
    }

    @Test
    void readsTheLabelsOfTheFirstFlight() throws IOException {
        RealStream stream = RealStream.flights();
        RowMapping mapping = stream.mapping();
        Row row = mapping.newRow();
        try (CsvSource source = stream.open(mapping)) {
            source.next(row);
        }

        assertThat(row.entity()).hasToString("LAS");
        assertThat(row.id()).hasToString("1");
        assertThat(row.time()).isEqualTo(978_307_260_000L);
        assertThat(row.label(0)).isEqualTo(1);
        assertThat(row.label(1)).isEqualTo(33);
        assertThat(row.label(2)).isEqualTo(2);
    }

    @Test
    void asksOneFamilyOfEachImage() throws IOException {
        RealStream stream = RealStream.fashion();
        RowMapping mapping = stream.mapping();
        Row row = mapping.newRow();
        Set<Integer> asked = new HashSet<>();
        try (CsvSource source = stream.open(mapping)) {
            while (asked.size() < 8 && source.next(row)) {
                assertThat(row.examples()).isEqualTo(1);
                for (int f = 0; f < row.families(); f++) {
                    assertThat(row.isLabelled(f)).isEqualTo(row.isAsked(f));
                    if (row.isAsked(f)) {
                        asked.add(f);
                    }
                }
            }
        }
        assertThat(asked).hasSize(8);
    }

    @Test
    void comesBackFromTheWireToTheBit() throws IOException {
        assertRoundTrip(RealStream.exam(), 4059);
        assertRoundTrip(RealStream.flights(), 5000);
        assertRoundTrip(RealStream.fashion(), 500);
    }

    private static void assertRoundTrip(RealStream stream, int rows) throws IOException {
        RowMapping mapping = stream.mapping();
        LabelledEventEncoder encoder = new LabelledEventEncoder(mapping);
        LabelledEventDecoder decoder = new LabelledEventDecoder(mapping);
        Row row = mapping.newRow();
        Row decoded = mapping.newRow();
        try (CsvSource source = stream.open(mapping)) {
            for (int i = 0; i < rows; i++) {
                assertThat(source.next(row)).isTrue();
                decoder.decode(encoder.encode(row), decoded);
                RowAssert.assertSame(decoded, row, mapping);
            }
        }
    }

    @Test
    void sendsManyNumbersAsAVector() throws IOException {
        RealStream stream = RealStream.fashion();
        RowMapping mapping = stream.mapping();
        Row row = mapping.newRow();
        try (CsvSource source = stream.open(mapping)) {
            source.next(row);
        }

        assertThat(new LabelledEventEncoder(mapping).encode(row)).hasSizeLessThan(900);
    }

    @Test
    void readsEveryFlight() throws IOException {
        RealStream stream = RealStream.flights();
        RowMapping mapping = stream.mapping();
        Row row = mapping.newRow();
        Set<String> origins = new HashSet<>();
        try (CsvSource source = stream.open(mapping)) {
            while (source.next(row)) {
                origins.add(row.entity().toString());
                assertThat(row.examples()).isEqualTo(3);
            }
            assertThat(source.rowNumber()).isEqualTo(100_000);
        }
        assertThat(origins).hasSize(228);
    }
}
