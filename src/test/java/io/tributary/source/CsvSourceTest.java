package io.tributary.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.task.Column;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.LossName;
import io.tributary.task.Row;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvSourceTest {
    private static final String HEADER = "time,shop,till,size,kind,opened,y,id,weight\n";
    private static final String GOOD = "2001-01-01T00:01,A,3,1.5,red,2001-01-01,1,e7,2\n";

    private static final SourceConfig EVERYTHING = new SourceConfig(
            Optional.of("time"), List.of("shop", "till"), Optional.of("id"), 100_000, Optional.of("weight"), true);
    private static final SourceConfig LITTLE =
            new SourceConfig(Optional.empty(), List.of("shop"), Optional.empty(), 100_000, Optional.empty(), true);

    private static RowMapping mapping(SourceConfig source, FamilyBuilder... families) {
        return new RowMapping(
                source,
                new LimitsBuilder().build(),
                List.of(
                        new Column("time", Column.Type.TIME),
                        new Column("size", Column.Type.NUMBER),
                        new Column("kind", Column.Type.TEXT),
                        new Column("opened", Column.Type.TIME)),
                Arrays.stream(families).map(FamilyBuilder::build).toList());
    }

    private static CsvSource open(String csv, RowMapping mapping) throws IOException {
        return CsvSource.open(new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), "shops.csv", mapping);
    }

    private static Row first(String csv, RowMapping mapping) throws IOException {
        Row row = mapping.newRow();
        try (CsvSource source = open(csv, mapping)) {
            assertThat(source.next(row)).isTrue();
        }
        return row;
    }

    private static InvalidRowException rejection(String line, FamilyBuilder... families) {
        return catchThrowableOfType(
                InvalidRowException.class, () -> first(HEADER + line + "\n", mapping(EVERYTHING, families)));
    }

    private static void assertRejected(String line, Reason reason, String... parts) {
        InvalidRowException rejection = rejection(line, FamilyBuilder.binary("y"));
        assertThat(rejection.reason()).isEqualTo(reason);
        assertThat(rejection.detail()).contains("shops.csv line 2");
        assertThat(List.of(parts)).allMatch(rejection.detail()::contains);
    }

    @Test
    void mapsEveryPartOfARecord() throws IOException {
        Row row = first(HEADER + GOOD, mapping(EVERYTHING, FamilyBuilder.binary("y")));

        assertThat(row.entity()).hasToString("A/3");
        assertThat(row.id()).hasToString("e7");
        assertThat(row.time()).isEqualTo(978_307_260_000L);
        assertThat(row.weight()).isEqualTo(2);
        assertThat(row.number(0)).isEqualTo(978_307_260_000.0);
        assertThat(row.number(1)).isEqualTo(1.5);
        assertThat(row.text(2)).hasToString("red");
        assertThat(row.number(3)).isEqualTo(978_307_200_000.0);
        assertThat(row.label(0)).isEqualTo(1);
    }

    @Test
    void takesTheRowNumberForIdAndTimeWhereNoColumnIsNamed() throws IOException {
        RowMapping mapping = new RowMapping(LITTLE, new LimitsBuilder().build(), List.of(), List.of());
        Row row = mapping.newRow();
        try (CsvSource source = open("shop\nA\n\nB\n", mapping)) {
            source.next(row);
            assertThat(source.next(row)).isTrue();
            assertThat(source.rowNumber()).isEqualTo(2);
            assertThat(row.entity()).hasToString("B");
            assertThat(row.id()).hasToString("2");
            assertThat(row.time()).isEqualTo(2);
            assertThat(row.weight()).isEqualTo(1);
            assertThat(source.next(row)).isFalse();
        }
    }

    @Test
    void leavesEmptyCellsMissingAndUnlabelled() throws IOException {
        Row row = first(HEADER + "0,A,3,,,,,,1\n", mapping(EVERYTHING, FamilyBuilder.binary("y")));

        assertThat(row.isPresent(1)).isFalse();
        assertThat(row.isPresent(2)).isFalse();
        assertThat(row.isPresent(3)).isFalse();
        assertThat(row.isLabelled(0)).isFalse();
        assertThat(row.isAsked(0)).isTrue();
        assertThat(row.id().isEmpty()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"NaN", "nan", "inf", "-Infinity", "1e999"})
    void passesNumbersThatAreNotFiniteOnToTheFeatures(String cell) throws IOException {
        Row row = first(HEADER + "0,A,3," + cell + ",,,,,1\n", mapping(EVERYTHING, FamilyBuilder.binary("y")));

        assertThat(row.isPresent(1)).isTrue();
        assertThat(row.number(1)).matches(number -> !Double.isFinite(number));
    }

    @Test
    void readsBooleansAsNumbers() throws IOException {
        assertThat(first(HEADER + "0,A,3,True,,,,,1\n", mapping(EVERYTHING)).number(1))
                .isEqualTo(1);
        assertThat(first(HEADER + "0,A,3,false,,,,,1\n", mapping(EVERYTHING)).number(1))
                .isZero();
    }

    @Test
    void asksOnlyTheFamiliesWhoseConditionHolds() throws IOException {
        RowMapping mapping = mapping(
                EVERYTHING,
                FamilyBuilder.binary("red").label("y").when("kind", "red"),
                FamilyBuilder.binary("blue").label("y").when("kind", "blue"),
                FamilyBuilder.multiclass("third").label("y").classes(2).when("till", "3"),
                FamilyBuilder.binary("big").label("y").when("size", "1.50"));
        Row row = first(HEADER + GOOD, mapping);

        assertThat(mapping.columns()).last().isEqualTo(new Column("till", Column.Type.TEXT));
        assertThat(row.isAsked(0)).isTrue();
        assertThat(row.isAsked(1)).isFalse();
        assertThat(row.isLabelled(1)).isFalse();
        assertThat(row.isAsked(2)).isTrue();
        assertThat(row.isAsked(3)).isTrue();
        assertThat(row.examples()).isEqualTo(3);
    }

    @Test
    void refusesAConditionThatItsColumnCannotMeet() {
        assertThatThrownBy(() -> mapping(EVERYTHING, FamilyBuilder.binary("f").when("size", "big")))
                .hasMessageContaining("family f")
                .hasMessageContaining("\"big\"");
        assertThatThrownBy(() -> mapping(EVERYTHING, FamilyBuilder.binary("f").when("opened", "0")))
                .hasMessageContaining("column opened");
    }

    @Test
    void rejectsRowsWithTheReason() {
        assertRejected("0,,3,,,,,,1", Reason.MISSING_ENTITY, "fill in");
        assertRejected("0,A,,,,,,,1", Reason.MISSING_ENTITY);
        assertRejected("0," + "ü".repeat(500) + ",3,,,,,,1", Reason.INVALID_VALUE, "1002 bytes");
        assertRejected("yesterday,A,3,,,,,,1", Reason.INVALID_TIME, "\"yesterday\"", "2001-01-31T23:59");
        assertRejected(",A,3,,,,,,1", Reason.INVALID_TIME);
        assertRejected("0,A,3,big,,,,,1", Reason.INVALID_VALUE, "column size", "\"big\"");
        assertRejected("0,A,3,,,noon,,,1", Reason.INVALID_VALUE, "column opened", "\"noon\"");
        assertRejected("0,A,3,,,,,,0", Reason.INVALID_WEIGHT, "0.0");
        assertRejected("0,A,3,,,,,,-1", Reason.INVALID_WEIGHT);
        assertRejected("0,A,3,,,,,,inf", Reason.INVALID_WEIGHT, "\"inf\"");
        assertRejected("0,A,3,,,,,,", Reason.INVALID_WEIGHT);
        assertRejected("0,A,3,,,,2,,1", Reason.INVALID_LABEL, "family y", "2.0", "0 or 1");
        assertRejected("0,A,3,,,,maybe,,1", Reason.INVALID_LABEL, "family y", "\"maybe\"", "0, 1, false or true");
        assertRejected("0,A,3,,,,1,1", Reason.MALFORMED, "8 fields", "expected 9");
        assertRejected("0,A,3,,,,1,1,1,1", Reason.MALFORMED, "10 fields");
    }

    @Test
    void rejectsLabelsOutOfTheFamiliesRange() {
        FamilyBuilder[] families = {
            FamilyBuilder.multiclass("y").classes(4),
            FamilyBuilder.regression("y").loss(LossName.POISSON),
            FamilyBuilder.regression("y")
        };
        String[][] cells = {{"4", "-1", "1.5", "NaN", "x"}, {"-1", "inf", "x"}, {"1e16", "NaN", "x"}};
        for (int f = 0; f < families.length; f++) {
            for (String cell : cells[f]) {
                InvalidRowException rejection = rejection("0,A,3,,,," + cell + ",,1", families[f]);
                assertThat(rejection.reason()).as(cell).isEqualTo(Reason.INVALID_LABEL);
            }
        }
    }

    @Test
    void readsOnAfterARowThatIsRejected() throws IOException {
        RowMapping mapping = mapping(EVERYTHING, FamilyBuilder.binary("y"));
        Row row = mapping.newRow();
        try (CsvSource source = open(HEADER + GOOD + "bad\n" + GOOD, mapping)) {
            source.next(row);
            assertThatThrownBy(() -> source.next(row))
                    .isInstanceOf(InvalidRowException.class)
                    .hasMessageContaining("line 3");
            assertThat(source.next(row)).isTrue();
            assertThat(source.rowNumber()).isEqualTo(3);
            assertThat(row.label(0)).isEqualTo(1);
            assertThat(source.next(row)).isFalse();
        }
    }

    @Test
    void namesTheNearestColumnWhereOneIsMissing() {
        RowMapping mapping = mapping(EVERYTHING, FamilyBuilder.binary("y").label("Size_"));

        assertThatThrownBy(() -> open(HEADER + GOOD, mapping))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("shops.csv: found no column Size_ (label of family y)")
                .hasMessageContaining("[time, shop, till, size")
                .hasMessageContaining("did you mean 'size'?");
    }

    @Test
    void refusesAColumnThatStandsTwiceAndAnEmptyFile() {
        RowMapping mapping = new RowMapping(LITTLE, new LimitsBuilder().build(), List.of(), List.of());

        assertThatThrownBy(() -> open("shop,a,shop\n", mapping)).hasMessageContaining("twice");
        assertThatThrownBy(() -> open("", mapping)).hasMessageContaining("shops.csv: found an empty file");
    }

    @Test
    void readsPlainAndGzipFilesAndQuotesAndMarks(@TempDir Path folder) throws IOException {
        String csv = "\ufeffshop,note\r\n\"Zürich, \"\"Bahnhof\"\"\",x\r\n";
        byte[] utf8 = csv.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(utf8);
        }
        RowMapping mapping = new RowMapping(LITTLE, new LimitsBuilder().build(), List.of(), List.of());
        Row row = mapping.newRow();
        for (byte[] content : List.of(utf8, zipped.toByteArray())) {
            Path file = Files.write(folder.resolve("data"), content);
            try (CsvSource source = CsvSource.open(file, mapping)) {
                assertThat(source.next(row)).isTrue();
                assertThat(row.entity()).hasToString("Zürich, \"Bahnhof\"");
            }
        }
    }

    @Test
    void saysWhereATruncatedGzipFileEnds() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(("shop\n" + "A\n".repeat(100_000)).getBytes(StandardCharsets.UTF_8));
        }
        byte[] half = Arrays.copyOf(zipped.toByteArray(), zipped.size() / 2);
        RowMapping mapping = new RowMapping(LITTLE, new LimitsBuilder().build(), List.of(), List.of());
        Row row = mapping.newRow();

        assertThatThrownBy(() -> {
                    try (CsvSource source = CsvSource.open(new ByteArrayInputStream(half), "half.gz", mapping)) {
                        while (source.next(row)) {
                            assertThat(row.entity()).hasToString("A");
                        }
                    }
                })
                .isInstanceOf(UncheckedIOException.class)
                .hasMessageContaining("half.gz: cannot be read after row");
    }
}
