package io.tributary.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.tributary.source.Allocation;
import io.tributary.task.Column;
import io.tributary.task.Row;
import io.tributary.task.Text;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureEncoderTest {
    /** Stands for a value that a row does not have. */
    static final Object MISSING = new Object();

    static FeatureEncoder encoder(FeatureBuilder... features) {
        return new FeatureEncoder(Stream.of(features).map(FeatureBuilder::build).toList(), 20_000);
    }

    static Row row(Object... values) {
        Row row = new Row(values.length, 0);
        for (int c = 0; c < values.length; c++) {
            if (values[c] instanceof Number number) {
                row.number(c, number.doubleValue());
            } else if (values[c] instanceof String text) {
                row.presentText(c).set(text);
            }
        }
        return row;
    }

    static float[] encode(FeatureEncoder encoder, Object... values) {
        float[] x = new float[encoder.inputs()];
        Arrays.fill(x, 99);
        encoder.encode(row(values), x);
        return x;
    }

    private static double moment(String local) {
        return LocalDateTime.parse(local).toInstant(ZoneOffset.UTC).toEpochMilli();
    }

    @Test
    void readsEachColumnOnceInTheOrderOfFirstUse() {
        List<FeatureConfig> features = Stream.of(
                        FeatureBuilder.hourOfDay("hour").from("time"),
                        FeatureBuilder.numeric("distance"),
                        FeatureBuilder.dayOfWeek("weekday").from("time"),
                        FeatureBuilder.categorical("vr").buckets(2),
                        FeatureBuilder.bool("flag"))
                .map(FeatureBuilder::build)
                .toList();

        assertThat(FeatureEncoder.columns(features))
                .containsExactly(
                        new Column("time", Column.Type.TIME),
                        new Column("distance", Column.Type.NUMBER),
                        new Column("vr", Column.Type.TEXT),
                        new Column("flag", Column.Type.NUMBER));
    }

    @Test
    void refusesOneColumnAskedForWithTwoTypes() {
        assertThatThrownBy(() -> encoder(
                        FeatureBuilder.numeric("a"),
                        FeatureBuilder.categorical("b").from("a").buckets(3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("feature b")
                .hasMessageContaining("column a")
                .hasMessageContaining("expected NUMBER");
    }

    @Test
    void refusesTwoFeaturesOfOneName() {
        assertThatThrownBy(() -> encoder(FeatureBuilder.numeric("a"), FeatureBuilder.numeric("a")))
                .hasMessageContaining("feature a: found twice");
    }

    @Test
    void refusesACategoryWithNeitherValuesNorBucketsOrBoth() {
        assertThatThrownBy(() -> encoder(FeatureBuilder.categorical("c"))).hasMessageContaining("neither");
        assertThatThrownBy(() ->
                        encoder(FeatureBuilder.categorical("c").values("x").buckets(2)))
                .hasMessageContaining("both");
        assertThatThrownBy(() -> encoder(FeatureBuilder.categorical("c").values("x", "x")))
                .hasMessageContaining("found x twice");
    }

    @Test
    void namesEveryInput() {
        FeatureEncoder encoder = encoder(
                FeatureBuilder.hourOfDay("hour").from("time"),
                FeatureBuilder.dayOfWeek("weekday").from("time"),
                FeatureBuilder.numeric("distance"),
                FeatureBuilder.categorical("destination").values("PHL", "SYR"),
                FeatureBuilder.categorical("tail").buckets(2),
                FeatureBuilder.categorical("vr").values("low").indicator());

        assertThat(encoder.inputNames())
                .startsWith("hour[0-3)", "hour[3-6)")
                .contains("hour[21-24)", "hour sin", "hour cos", "weekday Mon", "weekday Sun", "distance")
                .endsWith("destination=PHL", "destination=SYR", "tail#0", "tail#1", "vr=low", "vr missing")
                .hasSize(encoder.inputs());
        assertThat(encoder.statisticsNames()).containsExactly("distance");
    }

    @ParameterizedTest
    @CsvSource({
        "2001-01-01T00:00, 0, 0, 1",
        "2001-01-01T02:59, 0, 0.7040147, 0.7101854",
        "2001-01-01T03:00, 1, 0.7071068, 0.7071068",
        "2001-01-01T06:00, 2, 1, 0",
        "2001-01-01T23:59:59, 7, -0.0043633, 0.9999905",
        "1969-12-31T18:00, 6, -1, 0"
    })
    void encodesTheHourAsBinAndAngle(String time, int bin, float sine, float cosine) {
        float[] x = encode(encoder(FeatureBuilder.hourOfDay("time")), moment(time));

        float[] expected = new float[10];
        expected[bin] = 1;
        expected[8] = sine;
        expected[9] = cosine;
        assertThat(x).containsExactly(expected, within(1e-6f));
    }

    @ParameterizedTest
    @CsvSource({"2001-01-01T00:01, 0", "2001-01-07T23:59, 6", "1969-12-31T00:00, 2", "2024-02-29T12:00, 3"})
    void encodesTheWeekdayMondayFirst(String time, int day) {
        float[] expected = new float[7];
        expected[day] = 1;

        assertThat(encode(encoder(FeatureBuilder.dayOfWeek("time")), moment(time)))
                .containsExactly(expected);
    }

    @Test
    void encodesListedValuesAndLeavesOthersZero() {
        FeatureEncoder encoder = encoder(FeatureBuilder.categorical("c").values("low", "mid", "Zürich"));

        assertThat(encode(encoder, "mid")).containsExactly(0, 1, 0);
        assertThat(encode(encoder, "Zürich")).containsExactly(0, 0, 1);
        assertThat(encode(encoder, "top")).containsExactly(0, 0, 0);
    }

    @Test
    void hashesUnlistedValuesIntoBucketsByTheirContent() {
        FeatureEncoder encoder = encoder(FeatureBuilder.categorical("c").buckets(5));

        for (String value : List.of("PHL", "SYR", "CRP", "x", "")) {
            byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
            float[] expected = new float[5];
            expected[Math.floorMod(Text.contentHash(utf8, utf8.length), 5)] = 1;
            assertThat(encode(encoder, value)).containsExactly(expected);
        }
    }

    @Test
    void encodesMissingValuesAsZerosAndAnIndicatorWhereAsked() {
        FeatureEncoder encoder = encoder(
                FeatureBuilder.numeric("a").fixed(5, 1).indicator(),
                FeatureBuilder.categorical("b").values("x").indicator(),
                FeatureBuilder.hourOfDay("t"));

        assertThat(encode(encoder, MISSING, MISSING, MISSING))
                .containsExactly(new float[] {0, 1, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
        assertThat(encode(encoder, 6, "x", MISSING)).startsWith(1, 0, 1, 0);
    }

    @Test
    void encodesARowWithoutAllocating() {
        FeatureEncoder encoder = encoder(
                FeatureBuilder.hourOfDay("hour").from("time"),
                FeatureBuilder.dayOfWeek("weekday").from("time"),
                FeatureBuilder.numeric("distance").log().indicator(),
                FeatureBuilder.numeric("gone").indicator(),
                FeatureBuilder.categorical("listed").values("a", "b", "c"),
                FeatureBuilder.categorical("hashed").buckets(16),
                FeatureBuilder.bool("flag"));
        Row row = row(moment("2001-05-06T07:08"), 300, MISSING, "b", "PHL", 1);
        float[] x = new float[encoder.inputs()];

        assertThat(Allocation.bytesPerCall(() -> {
                    encoder.encode(row, x);
                    encoder.observe(row);
                }))
                .isLessThan(1);
    }
}
