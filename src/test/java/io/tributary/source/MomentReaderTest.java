package io.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentReaderTest {
    private final MomentReader reader = new MomentReader();

    private long read(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        return reader.read(utf8, utf8.length);
    }

    @ParameterizedTest
    @CsvSource({
        "2001-01-01T00:01, 2001-01-01T00:01:00Z",
        "2001-01-01 00:01, 2001-01-01T00:01:00Z",
        "2001-01-01, 2001-01-01T00:00:00Z",
        "2001-01-01T00:01:02, 2001-01-01T00:01:02Z",
        "2001-01-01T00:01:02.5, 2001-01-01T00:01:02.500Z",
        "2001-01-01T00:01:02.1239999, 2001-01-01T00:01:02.123Z",
        "2001-01-01T00:01Z, 2001-01-01T00:01:00Z",
        "2001-01-01T00:01:02Z, 2001-01-01T00:01:02Z",
        "2001-01-01T00:01+01:30, 2000-12-31T22:31:00Z",
        "2001-01-01T00:01:02-0800, 2001-01-01T08:01:02Z",
        "2001-01-01T00:01+02, 2000-12-31T22:01:00Z",
        "2000-02-29T23:59, 2000-02-29T23:59:00Z",
        "0001-01-01T00:00, 0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59.999, 9999-12-31T23:59:59.999Z",
        "978307260000, 2001-01-01T00:01:00Z",
        "-1, 1969-12-31T23:59:59.999Z",
        "0, 1970-01-01T00:00:00Z"
    })
    void readsIsoAndMilliseconds(String text, String expected) {
        assertThat(read(text)).isEqualTo(Instant.parse(expected).toEpochMilli());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "x",
                "2001-1-1",
                "2001-13-01",
                "2001-00-01",
                "2001-02-29",
                "1900-02-29",
                "2001-04-31",
                "2001-01-00",
                "0000-01-01",
                "2001-01-01T",
                "2001-01-01T24:00",
                "2001-01-01T00:60",
                "2001-01-01T00",
                "2001-01-01T00:01:60",
                "2001-01-01T00:01:02.",
                "2001-01-01T00:01X",
                "2001-01-01T00:01+1",
                "2001-01-01T00:01+19:00",
                "2001-01-01T00:01+01:",
                "2001-01-01T00:01ZZ",
                "2001/01/01",
                "1e12",
                "1.5",
                "9999999999999999999999",
                "999999999999999999",
                "-999999999999999999",
                "12/31/2001",
                "2001-01-01t00:01"
            })
    void refusesWhatIsNoMomentOfAYearUpTo9999(String text) {
        assertThat(read(text)).isEqualTo(MomentReader.UNREADABLE);
    }

    @Property(tries = 500)
    void agreesWithTheCalendarOfTheLibrary(
            @ForAll @LongRange(min = MomentReader.FIRST, max = MomentReader.LAST) long milliseconds) {
        LocalDateTime local = LocalDateTime.ofEpochSecond(
                Math.floorDiv(milliseconds, 1000L),
                (int) Math.floorMod(milliseconds, 1000L) * 1_000_000,
                ZoneOffset.UTC);

        assertThat(read(local.toString())).isEqualTo(milliseconds);
        assertThat(read(Long.toString(milliseconds))).isEqualTo(milliseconds);
    }

    @Property(tries = 200)
    void agreesWithTheOffsetsOfTheLibrary(
            @ForAll @LongRange(min = 0, max = 4_000_000_000_000L) long milliseconds,
            @ForAll @IntRange(min = -17 * 60, max = 17 * 60) int minutes) {
        OffsetDateTime moment = Instant.ofEpochMilli(milliseconds).atOffset(ZoneOffset.ofTotalSeconds(minutes * 60));

        assertThat(read(moment.toString())).isEqualTo(milliseconds);
    }

    @Property(tries = 500)
    void neverFailsOnAnyBytes(@ForAll byte[] bytes) {
        long moment = reader.read(bytes, bytes.length);

        assertThat(moment == MomentReader.UNREADABLE || MomentReader.isInRange(moment))
                .isTrue();
    }
}
