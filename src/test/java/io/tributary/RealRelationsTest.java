package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tributary.learning.Learner;
import io.tributary.learning.Neighbours;
import io.tributary.learning.Neighbours.Neighbour;
import io.tributary.learning.Relations;
import io.tributary.source.CsvSource;
import io.tributary.state.LearnerState;
import io.tributary.task.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Relations on streams whose structure is known. */
class RealRelationsTest {
    private static final Path DATASETS = Path.of("src/test/resources/datasets");
    private static final Path DEMO = Path.of("src/main/resources/io/tributary/demo");

    /* Classes of the six binary families of fashion, which come after the two multiclass ones. */
    private static final List<Set<Integer>> SETS =
            List.of(Set.of(5, 7, 9), Set.of(0, 2, 3, 4, 6), Set.of(2, 4), Set.of(0, 6), Set.of(5), Set.of(3));
    private static final double CLASSES = 10;
    private static final int FIRST_BINARY = 2;

    private static final List<List<String>> NEAR_BY = List.of(
            List.of("LGA", "JFK", "EWR"),
            List.of("SFO", "OAK", "SJC"),
            List.of("DAL", "DFW"),
            List.of("MDW", "ORD"),
            List.of("IAD", "DCA", "BWI"));

    private static Learner learned(Path directory, String stream, long seed) throws IOException {
        Wiring wiring =
                new Wiring(ConfigurationFile.read(directory.resolve(stream + ".yaml"), List.of("model.seed=" + seed))
                        .configuration());
        Learner learner = new Learner(wiring.learner());
        try (CsvSource source = CsvSource.open(directory.resolve(stream + ".csv.gz"), wiring.mapping())) {
            Row row = wiring.mapping().newRow();
            while (source.next(row)) {
                learner.observe(row);
            }
        }
        return learner;
    }

    /** The correlation of the labels of two sets of equally frequent classes. */
    private static double phi(Set<Integer> one, Set<Integer> other) {
        double both = one.stream().filter(other::contains).count() / CLASSES;
        double p = one.size() / CLASSES;
        double q = other.size() / CLASSES;
        return (both - p * q) / Math.sqrt(p * (1 - p) * q * (1 - q));
    }

    private static double rankCorrelation(List<Double> some, List<Double> others) {
        double[] a = ranks(some);
        double[] b = ranks(others);
        double middle = (a.length - 1) / 2.0;
        double ab = 0;
        double aa = 0;
        double bb = 0;
        for (int i = 0; i < a.length; i++) {
            ab += (a[i] - middle) * (b[i] - middle);
            aa += (a[i] - middle) * (a[i] - middle);
            bb += (b[i] - middle) * (b[i] - middle);
        }
        return ab / Math.sqrt(aa * bb);
    }

    /** Equal values share the mean of their ranks; φ has several. */
    private static double[] ranks(List<Double> values) {
        return values.stream()
                .mapToDouble(v -> values.stream().filter(w -> w < v - 1e-9).count()
                        + (values.stream().filter(w -> Math.abs(w - v) <= 1e-9).count() - 1) / 2.0)
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void familiesOfGarmentsAreAsAlikeAsTheirLabelsThoughNoRowHasTwo(long seed) throws IOException {
        try (Learner learner = learned(DATASETS, "fashion", seed)) {
            Relations relations = Relations.of(learner);
            List<Double> known = new ArrayList<>();
            List<Double> found = new ArrayList<>();
            for (int f = 0; f < SETS.size(); f++) {
                for (int g = f + 1; g < SETS.size(); g++) {
                    known.add(phi(SETS.get(f), SETS.get(g)));
                    found.add(relations.answers().get(FIRST_BINARY + f).get(FIRST_BINARY + g));
                }
            }
            assertThat(rankCorrelation(found, known)).isGreaterThan(0.7);
            int footwear = relations.families().indexOf("footwear");
            List<Double> line = relations.answers().get(footwear);
            assertThat(line.get(relations.families().indexOf("sandal")))
                    .isEqualTo(IntStream.range(FIRST_BINARY, line.size())
                            .filter(f -> f != footwear)
                            .mapToDouble(line::get)
                            .max()
                            .orElseThrow());
            assertThat(line.get(relations.families().indexOf("top"))).isNegative();
        }
    }

    @Test
    void threeQuestionsAboutOneDelayAgreeInAnswersAndGradients() throws IOException {
        try (Learner learner = learned(DEMO, "flights", 1)) {
            Relations relations = Relations.of(learner);
            assertThat(relations.weights()).containsExactly(1.0, 1.0, 1.0);
            for (int f = 0; f < 3; f++) {
                assertThat(relations.answers().get(f)).allMatch(alike -> alike > 0.8);
                assertThat(relations.answers().get(f).get(f)).isCloseTo(1, within(1e-9));
                assertThat(relations.gradients().get(f)).allMatch(cosine -> cosine > 0.1);
            }
            nearAirportsAreNearer(learner);
        }
    }

    /** 0 is nearest, and one half what chance gives. */
    private static void nearAirportsAreNearer(Learner learner) {
        for (String family : List.of("delay", "late")) {
            double rank = NEAR_BY.stream()
                    .flatMap(group -> group.stream().flatMap(one -> group.stream()
                            .filter(other -> !other.equals(one))
                            .map(other -> rank(learner, family, one, other))))
                    .mapToDouble(Double::doubleValue)
                    .average()
                    .orElseThrow();
            assertThat(rank).as(family).isLessThan(0.45);
        }
    }

    private static double rank(Learner learner, String family, String airport, String other) {
        List<String> busy = Neighbours.of(learner, family + "/" + airport, Neighbours.BUSIEST).stream()
                .filter(neighbour -> neighbour.examples() >= 200)
                .map(Neighbour::task)
                .toList();
        return busy.indexOf(family + "/" + other) / (double) (busy.size() - 1);
    }

    @Test
    void anInspectionTellsThemAndWhoIsNear() throws IOException {
        try (Learner learner = learned(DATASETS, "exam", 1)) {
            Inspection inspection = Inspection.of(new LearnerState(learner, 1));
            assertThat(inspection.toJson())
                    .contains("\"relations\" : {", "\"families\" : [ \"score\" ]", "\"weights\"");
            Nearness nearness = Nearness.of(learner, "score/14");
            assertThat(nearness.neighbours()).hasSize(10).allMatch(near -> near.examples() > 0);
            String nearest = nearness.neighbours().get(0).task();
            assertThat(nearness.toText()).startsWith("nearest to score/14").contains("  " + nearest + " (");
            assertThat(nearness.toJson()).contains("\"task\" : \"" + nearest + "\"", "\"cosine\"");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Nearness.of(learner, "score/none"))
                    .withMessageContaining("no such task");
        }
    }
}
