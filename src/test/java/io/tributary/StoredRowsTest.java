package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.source.RowSource;
import io.tributary.task.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoredRowsTest {
    private static final String YAML =
            """
            application: shops
            source: {%s entity: shop, weight: w}
            features:
              - {name: a, kind: numeric}
              - {name: c, kind: categorical, values: [x, y]}
            families:
              - {name: sales, kind: regression, label: sales}
              - {name: sold, kind: binary, label: sales, above: 2, when: {c: x}}
            """;

    @TempDir
    private Path directory = Path.of("");

    private StoredRows rows(String source, List<String> complaints, String... lines) throws IOException {
        Wiring wiring = new Wiring(ConfigurationFile.parse("shops.yaml", YAML.formatted(source), List.of())
                .configuration());
        Path csv = Files.write(directory.resolve("shops.csv"), List.of(lines));
        return StoredRows.read(csv, wiring, invalid -> complaints.add(invalid.detail()));
    }

    private StoredRows three(String source, String... times) throws IOException {
        return rows(
                source,
                new ArrayList<>(),
                "time,shop,a,c,sales,w",
                times[0] + ",one,1.5,x,3,1",
                times[1] + ",two,,y,,2",
                times[2] + ",one,2,x,1,1");
    }

    private static List<String> read(StoredRows stored, int[] order) {
        List<String> read = new ArrayList<>();
        RowSource source = stored.inOrder(order, (place, row) -> true);
        Row row = stored.newRow();
        while (source.next(row)) {
            read.add(row.entity() + " " + row.time() + " " + (row.isPresent(0) ? row.number(0) : "-") + " "
                    + row.text(1) + " " + row.label(0) + " " + row.isAsked(1) + " " + row.label(1) + " " + row.weight()
                    + " " + row.id());
        }
        return read;
    }

    @Test
    void givesBackWhatTheFileHolds() throws IOException {
        assertThat(read(three("", "0", "0", "0"), new int[] {0, 1, 2}))
                .containsExactly(
                        "one 1 1.5 x 3.0 true 1.0 1.0 1",
                        "two 2 - y NaN false NaN 2.0 2",
                        "one 3 2.0 x 1.0 true 0.0 1.0 3");
    }

    @Test
    void aRowsTimeIsItsPlaceUnlessItHasOne() throws IOException {
        assertThat(read(three("", "7", "8", "9"), new int[] {2, 0}))
                .containsExactly("one 1 2.0 x 1.0 true 0.0 1.0 3", "one 2 1.5 x 3.0 true 1.0 1.0 1");
        StoredRows timed = three("time: time,", "700", "900", "800");
        assertThat(read(timed, new int[] {2})).containsExactly("one 800 2.0 x 1.0 true 0.0 1.0 3");
        assertThat(timed.isTimed()).isTrue();
        assertThat(timed.firstTime()).isEqualTo(700);
        assertThat(timed.lastTime()).isEqualTo(900);
    }

    @Test
    void countsTheExamplesOfEachFamilyAndTheEntities() throws IOException {
        assertThat(three("", "0", "0", "0").examples()).containsExactly(2, 2);
        assertThat(three("", "0", "0", "0").entities()).isEqualTo(2);
    }

    @Test
    void passesOverRowsThatAreNotKept() throws IOException {
        StoredRows stored = three("", "0", "0", "0");
        RowSource source = stored.inOrder(
                new int[] {0, 1, 2},
                (place, row) -> place == 2 || row.entity().toString().equals("two"));
        Row row = stored.newRow();
        assertThat(source.next(row)).isTrue();
        assertThat(row.entity()).hasToString("two");
        assertThat(source.next(row)).isTrue();
        assertThat(row.time()).isEqualTo(3);
        assertThat(source.next(row)).isFalse();
        assertThat(source.rowNumber()).isEqualTo(3);
    }

    @Test
    void leavesOutARowThatCannotBeReadAndSaysSo() throws IOException {
        List<String> complaints = new ArrayList<>();
        StoredRows stored = rows("", complaints, "shop,a,c,sales,w", "one,much,x,3,1", "two,1,x,3,1");
        assertThat(stored.size()).isEqualTo(1);
        assertThat(complaints).singleElement().asString().contains("line 2").contains("much");
    }

    @Test
    void ordersArePermutationsThatAreAlwaysTheSame() throws IOException {
        String[] lines = IntStream.rangeClosed(0, 100)
                .mapToObj(i -> i == 0 ? "shop,a,c,sales,w" : "e" + i + ",1,x,3,1")
                .toArray(String[]::new);
        StoredRows stored = rows("", new ArrayList<>(), lines);
        assertThat(stored.order(0)).containsExactly(IntStream.range(0, 100).toArray());
        assertThat(stored.order(1)).containsExactly(stored.order(1)).isNotEqualTo(stored.order(2));
        assertThat(IntStream.of(stored.order(1)).sorted().toArray()).containsExactly(stored.order(0));
        assertThat(stored.order(1)).isNotEqualTo(stored.order(0));
    }
}
