package io.tributary.feature;

import static io.tributary.feature.FeatureEncoderTest.encode;
import static io.tributary.feature.FeatureEncoderTest.encoder;
import static io.tributary.feature.FeatureEncoderTest.row;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.within;

import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Row;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NumericFeatureTest {
    private static InvalidRowException rejection(FeatureEncoder encoder, Object... values) {
        return catchThrowableOfType(InvalidRowException.class, () -> encode(encoder, values));
    }

    @Test
    void encodesByTheStatisticsBeforeTheRow() {
        FeatureEncoder encoder = encoder(FeatureBuilder.numeric("a"));

        assertThat(encode(encoder, 3)).containsExactly(3);
        encoder.observe(row(3));
        assertThat(encode(encoder, 4)).containsExactly(1);
        encoder.observe(row(5));
        assertThat(encode(encoder, 6)).containsExactly(2);
        assertThat(encoder.statistics().mean(0)).isEqualTo(4);
        assertThat(encoder.statistics().count(0)).isEqualTo(2);
    }

    @Property(tries = 50)
    void encodingChangesNothing(
            @ForAll @Size(min = 1, max = 20) List<@DoubleRange(min = -1e6, max = 1e6) Double> values) {
        FeatureEncoder encoder = encoder(FeatureBuilder.numeric("a"));
        encoder.observe(row(1));
        encoder.observe(row(4));
        Row row = row(2);
        float[] before = encode(encoder, 2);
        values.forEach(value -> encode(encoder, value));

        float[] after = new float[1];
        encoder.encode(row, after);
        assertThat(after).containsExactly(before);
        assertThat(row.number(0)).isEqualTo(2);
        assertThat(encoder.statistics().count(0)).isEqualTo(2);
    }

    @Test
    void clipsStandardisedValuesToSixDeviations() {
        FeatureEncoder fixed = encoder(FeatureBuilder.numeric("a").fixed(10, 2));
        assertThat(encode(fixed, 1e9)).containsExactly(6);
        assertThat(encode(fixed, -1e9)).containsExactly(-6);
        assertThat(encode(fixed, 13)).containsExactly(1.5f);

        FeatureEncoder online = encoder(FeatureBuilder.numeric("a"));
        online.observe(row(1));
        online.observe(row(1));
        assertThat(encode(online, 2)).containsExactly(6);
    }

    @Test
    void leavesValuesThatAreNotStandardisedUnclipped() {
        assertThat(encode(encoder(FeatureBuilder.numeric("a").raw()), 12_345)).containsExactly(12_345);
    }

    @Test
    void boundsThenTakesTheLogarithm() {
        FeatureEncoder encoder =
                encoder(FeatureBuilder.numeric("a").min(30).max(1000).log().raw());

        assertThat(encode(encoder, 2)).containsExactly((float) StrictMath.log(30));
        assertThat(encode(encoder, 100)).containsExactly((float) StrictMath.log(100));
        assertThat(encode(encoder, 1e6)).containsExactly((float) StrictMath.log(1000));
    }

    @Test
    void observesTheTransformedValue() {
        FeatureEncoder encoder = encoder(FeatureBuilder.numeric("a").max(100).log());
        encoder.observe(row(1e5));

        assertThat(encoder.statistics().mean(0)).isCloseTo(Math.log(100), within(1e-12));
    }

    @Test
    void keepsOneSeriesForEachFeatureStandardisedOnline() {
        FeatureEncoder encoder = encoder(
                FeatureBuilder.numeric("a"),
                FeatureBuilder.numeric("b").fixed(0, 1),
                FeatureBuilder.bool("c"),
                FeatureBuilder.numeric("d"));
        encoder.observe(row(1, 2, 1, 4));

        assertThat(encoder.statisticsNames()).containsExactly("a", "d");
        assertThat(encoder.statistics().mean(0)).isEqualTo(1);
        assertThat(encoder.statistics().mean(1)).isEqualTo(4);
    }

    @Test
    void observesNothingOfAMissingValue() {
        FeatureEncoder encoder = encoder(FeatureBuilder.numeric("a").nanIsMissing());
        encoder.observe(row(FeatureEncoderTest.MISSING));
        encoder.observe(row(Double.NaN));

        assertThat(encoder.statistics().count(0)).isZero();
    }

    @Test
    void rejectsTheLogarithmOfWhatHasNone() {
        InvalidRowException rejection =
                rejection(encoder(FeatureBuilder.numeric("distance").log()), 0);

        assertThat(rejection.reason()).isEqualTo(Reason.INVALID_VALUE);
        assertThat(rejection.detail()).contains("feature distance", "0.0", "set min");
    }

    @ParameterizedTest
    @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 1.1e15, -1e300})
    void rejectsNumbersThatAreNotFiniteOrTooLarge(double value) {
        for (FeatureBuilder feature : List.of(
                FeatureBuilder.numeric("a").min(0).max(1).fixed(0, 1),
                FeatureBuilder.bool("a"),
                FeatureBuilder.hourOfDay("a"),
                FeatureBuilder.dayOfWeek("a"))) {
            InvalidRowException rejection = rejection(encoder(feature), value);

            assertThat(rejection.reason()).isEqualTo(Reason.NON_FINITE);
            assertThat(rejection.detail()).contains("feature a", String.valueOf(value));
        }
    }

    @Test
    void rejectsInputsThatAreTooLarge() {
        InvalidRowException rejection =
                rejection(encoder(FeatureBuilder.numeric("a").raw()), -1_000_001);

        assertThat(rejection.reason()).isEqualTo(Reason.NON_FINITE);
        assertThat(rejection.detail()).contains("feature a", "-1000001", "standardise");
    }

    @Test
    void takesNanForMissingWhereAsked() {
        FeatureEncoder encoder =
                encoder(FeatureBuilder.numeric("a").fixed(1, 1).nanIsMissing().indicator());

        assertThat(encode(encoder, Double.NaN)).containsExactly(0, 1);
        assertThat(encode(encoder, Double.NEGATIVE_INFINITY)).containsExactly(0, 1);
        assertThat(encode(encoder, 3)).containsExactly(2, 0);
    }

    @Test
    void takesOnlyZeroAndOneForABoolean() {
        FeatureEncoder encoder = encoder(FeatureBuilder.bool("flag"));

        assertThat(encode(encoder, 1)).containsExactly(1);
        assertThat(encode(encoder, 0)).containsExactly(0);
        InvalidRowException rejection = rejection(encoder, 2);
        assertThat(rejection.reason()).isEqualTo(Reason.INVALID_VALUE);
        assertThat(rejection.detail()).contains("feature flag", "2.0");
    }
}
