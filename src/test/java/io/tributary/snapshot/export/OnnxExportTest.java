package io.tributary.snapshot.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.learning.IntervalsConfig;
import io.tributary.learning.Learner;
import io.tributary.learning.LearnerBuilder;
import io.tributary.model.ModelConfig.DeviationInput;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OnnxExportTest {
    static Stream<Arguments> shapes() {
        return Stream.of(
                Arguments.of("as by default", Orchard.learner()),
                Arguments.of("deviations see h", Orchard.learner().deviationInput(DeviationInput.HIDDEN)),
                Arguments.of("deviations are constants", Orchard.learner().deviationInput(DeviationInput.BIAS)),
                Arguments.of("narrow", Orchard.learner().narrow()),
                Arguments.of("narrow relu", Orchard.learner().narrow().relu()),
                Arguments.of("no trunk", Orchard.learner().trunk()),
                Arguments.of("one layer", Orchard.learner().trunk(4)),
                Arguments.of("experts", Orchard.learner().experts(3)),
                Arguments.of(
                        "narrow experts", Orchard.learner().experts(2).narrow().relu()),
                Arguments.of(
                        "experts, deviations see h",
                        Orchard.learner().experts(2).deviationInput(DeviationInput.HIDDEN)),
                Arguments.of("corrected", Orchard.learner().intervals(new IntervalsConfig(0, 0.05, true))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("shapes")
    void answersEveryFeatureAndFamilyAsTheLearnerDoes(String shape, LearnerBuilder builder) {
        try (Learner learner = Orchard.learned(builder)) {
            Agreement agreement = Agreement.of(learner, Orchard.rows(learner, 300, 2));
            assertThat(agreement.outputs()).isEqualTo(300 * 8);
            assertThat(agreement.withDeviation()).isGreaterThan(1000);
        }
    }

    @Test
    void answersAnEntityNeverSeenByTheFamilyHeadsAlone() {
        try (Learner learner = Orchard.learned(Orchard.learner())) {
            List<Row> rows = Orchard.rows(learner, 50, 3);
            rows.forEach(row -> row.entity().set("new"));
            assertThat(Agreement.of(learner, rows).withDeviation()).isZero();
            double[][] nobody = run(learner, TaskChoice.ALL, rows).of("price.output");
            double[][] unknown = run(learner, TaskChoice.ofEntity("new"), rows).of("price.output");
            double[][] known =
                    run(learner, TaskChoice.ofEntity("orchard 1"), rows).of("price.output");
            assertThat(nobody).isDeepEqualTo(unknown);
            assertThat(known[0][0]).isNotEqualTo(unknown[0][0]);
        }
    }

    @Test
    void holdsOneTaskWhereOneIsChosen() {
        try (Learner learner = Orchard.learned(Orchard.learner().experts(2))) {
            TaskChoice ripe = TaskChoice.ofTask("ripe/orchard 1", learner.families());
            List<Row> rows = Orchard.rows(learner, 20, 4);
            try (RuntimeModel one = new RuntimeModel(learner, ripe, Agreement.about(learner))) {
                assertThat(one.outputs()).containsExactly("ripe.output", "ripe.answer");
                assertThat(one.run(rows).of("ripe.answer"))
                        .isDeepEqualTo(run(learner, TaskChoice.ofEntity("orchard 1"), rows)
                                .of("ripe.answer"));
            }
        }
    }

    @Test
    void saysWhereTheModelComesFromAndWhatItsOutputsMean() {
        try (Learner learner = Orchard.learned(Orchard.learner());
                RuntimeModel model =
                        new RuntimeModel(learner, TaskChoice.ofEntity("orchard 1"), Agreement.about(learner))) {
            Map<String, String> metadata = model.metadata();
            assertThat(metadata)
                    .containsEntry("version", "1-4000")
                    .containsEntry("application", "orchard")
                    .containsEntry("model_sha256", "ab".repeat(32))
                    .containsEntry("entity", "orchard 1");
            assertThat(metadata.get("fingerprint")).contains("\"family rare tau\":\"0.9\"");
            assertThat(metadata.get("inputs")).contains("floorMod(h, number of buckets)");
            assertThat(metadata.get("outputs")).contains("\"probability of each class\"");
        }
    }

    @ParameterizedTest
    @CsvSource({"organic, 0.5", "organic, Infinity", "size, 1e16", "picked, 2e15", "sugar, -Infinity"})
    void answersNoNumberWhereTheLearnerRefusesTheRow(String name, double value) {
        try (Learner learner = Orchard.learned(Orchard.learner().narrow().relu())) {
            List<Row> rows = Orchard.rows(learner, 2, 5);
            int column = List.of("picked", "size", "organic", "sugar").indexOf(name);
            rows.get(0).number(column, value);
            assertThatThrownBy(() -> learner.predictOnly(rows.get(0))).isInstanceOf(InvalidRowException.class);
            RuntimeModel.Results results = run(learner, TaskChoice.ALL, rows);
            for (String output :
                    List.of("price.output", "price.answer", "count.answer", "ripe.answer", "grade.answer")) {
                assertThat(results.of(output)[0]).as(output).containsOnly(Double.NaN);
                assertThat(Double.isFinite(results.of(output)[1][0])).as(output).isTrue();
            }
        }
    }

    @Test
    void takesAnInfinityForMissingWhereTheFeatureSaysSo() {
        try (Learner learner = Orchard.learned(Orchard.learner())) {
            List<Row> rows = Orchard.rows(learner, 1, 6);
            rows.get(0).number(4, Double.NEGATIVE_INFINITY);
            assertThat(Agreement.of(learner, rows).outputs()).isEqualTo(8);
        }
    }

    @Test
    void answersAsAnUntrainedLearnerDoes() {
        try (Learner learner = Orchard.learner().build()) {
            assertThat(Agreement.of(learner, Orchard.rows(learner, 30, 7)).largest())
                    .isLessThan(1e-6);
        }
    }

    @Test
    void writesTheSameBytesAgain() throws IOException {
        try (Learner learner = Orchard.learned(Orchard.learner().experts(2))) {
            assertThat(bytes(learner)).isEqualTo(bytes(learner));
        }
    }

    @Test
    void refusesAFamilyThatIsNotThere() {
        try (Learner learner = Orchard.learner().build()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> TaskChoice.ofTask("colour/orchard 1", learner.families()))
                    .withMessageContaining("price, weight, rare, count, ripe, grade");
            TaskChoice colour = new TaskChoice(Optional.of("colour"), Optional.empty());
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> run(learner, colour, List.of()))
                    .withMessageContaining("found family colour");
        }
    }

    private static RuntimeModel.Results run(Learner learner, TaskChoice choice, List<Row> rows) {
        try (RuntimeModel model = new RuntimeModel(learner, choice, Agreement.about(learner))) {
            return model.run(rows);
        }
    }

    private static byte[] bytes(Learner learner) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ExportFormat.ONNX.export(TaskChoice.ALL).write(learner, Agreement.about(learner), bytes);
        return bytes.toByteArray();
    }
}
