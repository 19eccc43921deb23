package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.evaluation.Evaluation;
import io.tributary.evaluation.FamilyReport;
import io.tributary.evaluation.MeasuredLearner;
import io.tributary.evaluation.PriorBaseline;
import io.tributary.evaluation.Report;
import io.tributary.evaluation.RunSummary;
import io.tributary.learning.Learner;
import io.tributary.model.OracleFile;
import io.tributary.source.CsvSource;
import io.tributary.task.EntityIndex;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Replays every {@code replay-STREAM.json} with the stream's own configuration and compares all that it records. */
class ReplayOracleTest {
    private static final Path DATASETS = Path.of("src/test/resources/datasets");
    private static final Path DEMO = Path.of("src/main/resources/io/tributary/demo");
    /* What the independent implementation learned by, where that is no longer the default. */
    private static final List<String> ORACLE = List.of("learning.trunk-rate=0.003", "learning.nesterov=false");

    @TestFactory
    Stream<DynamicTest> agreesWithTheReplayOfAnIndependentImplementation() {
        return OracleFile.named("replay-").stream()
                .map(file ->
                        DynamicTest.dynamicTest(file.getFileName().toString(), () -> replay(OracleFile.read(file))));
    }

    private static void replay(JsonNode oracle) throws IOException {
        String stream = oracle.get("stream").asText();
        Wiring wiring = new Wiring(
                ConfigurationFile.read(dataset(stream + ".yaml"), ORACLE).configuration());
        try (MeasuredLearner measured = MeasuredLearner.of(
                        wiring.learner(), wiring.configuration().transfer());
                CsvSource source = CsvSource.open(dataset(stream + ".csv.gz"), wiring.mapping())) {
            Learner learner = measured.learner();
            Evaluation evaluation = new Evaluation(
                    learner.families(), new EntityIndex(), measured.baselines().all());
            initialise(learner, oracle.get("initial"));
            checkFirstFeatures(learner, wiring, oracle.get("firstFeatures"), stream);
            Observed observed = new Observed(learner, evaluation, checks(oracle));
            Row row = wiring.mapping().newRow();
            while (observed.examples < oracle.get("examples").asLong() && source.next(row)) {
                observed.observe(row);
            }
            assertThat(observed.examples).isEqualTo(oracle.get("examples").asLong());
            assertThat(observed.checked).isEqualTo(oracle.get("checks").size());
            checkEnd(learner, evaluation, oracle);
        }
    }

    private static Path dataset(String name) {
        Path file = DATASETS.resolve(name);
        return Files.exists(file) ? file : DEMO.resolve(name);
    }

    private static void initialise(Learner learner, JsonNode initial) {
        JsonNode trunk = initial.get("trunk");
        for (int l = 0; l < trunk.size(); l++) {
            int width = learner.network().shape().layerWidth(l);
            int offset = learner.network().shape().layerOffset(l);
            JsonNode weights = trunk.get(l).get("weights");
            for (int in = 0; in < weights.size(); in++) {
                put(learner, offset + in * width, weights.get(in));
            }
            put(learner, offset + weights.size() * width, trunk.get(l).get("biases"));
        }
    }

    private static void put(Learner learner, int offset, JsonNode values) {
        for (int i = 0; i < values.size(); i++) {
            learner.network().shared().parameters(offset + i, 1).put(0, (float)
                    values.get(i).asDouble());
        }
    }

    private static void checkFirstFeatures(Learner learner, Wiring wiring, JsonNode expected, String stream)
            throws IOException {
        float[] x = new float[learner.encoder().inputs()];
        Row row = wiring.mapping().newRow();
        try (CsvSource source = CsvSource.open(dataset(stream + ".csv.gz"), wiring.mapping())) {
            assertThat(source.next(row)).isTrue();
        }
        learner.encoder().encode(row, x);
        assertThat(x).hasSize(expected.size());
        for (int i = 0; i < x.length; i++) {
            assertThat((double) x[i])
                    .as("feature %d", i)
                    .isCloseTo(expected.get(i).asDouble(), within(1e-6));
        }
    }

    private static Map<Long, JsonNode> checks(JsonNode oracle) {
        Map<Long, JsonNode> checks = new HashMap<>();
        oracle.get("checks").forEach(check -> checks.put(check.get("example").asLong(), check));
        return checks;
    }

    /** Observes rows and compares the chosen examples. */
    private static final class Observed {
        private final Learner learner;
        private final Evaluation evaluation;
        private final Map<Long, JsonNode> checks;
        private long examples;
        private int checked;

        Observed(Learner learner, Evaluation evaluation, Map<Long, JsonNode> checks) {
            this.learner = learner;
            this.evaluation = evaluation;
            this.checks = checks;
        }

        void observe(Row row) {
            Prediction prediction = learner.observe(row);
            evaluation.observe(row, prediction);
            for (int f = 0; f < row.families(); f++) {
                if (row.isAsked(f) && row.isLabelled(f)) {
                    examples++;
                    JsonNode check = checks.get(examples);
                    if (check != null) {
                        compare(check, prediction, f);
                        checked++;
                    }
                }
            }
        }

        private static void compare(JsonNode check, Prediction prediction, int family) {
            double loss = check.get("loss").asDouble();
            assertThat(prediction.loss(family))
                    .as("loss of example %s", check.get("example"))
                    .isCloseTo(loss, within(1e-3 * Math.max(1, Math.abs(loss))));
            if (check.has("prediction")) {
                double expected = check.get("prediction").asDouble();
                assertThat(prediction.value(family))
                        .as("prediction of example %s", check.get("example"))
                        .isCloseTo(expected, within(1e-3 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    private static void checkEnd(Learner learner, Evaluation evaluation, JsonNode oracle) {
        assertThat(learner.counters().learned()).isEqualTo(oracle.get("learned").asLong());
        oracle.get("labelStatistics").properties().forEach(family -> {
            int f = family(learner, family.getKey());
            assertThat(learner.labelStatistics().count(f))
                    .isEqualTo(family.getValue().get("labels").asLong());
            assertThat(learner.labelStatistics().mean(f))
                    .isCloseTo(family.getValue().get("mean").asDouble(), within(1e-9));
            assertThat(learner.labelStatistics().deviation(f))
                    .isCloseTo(family.getValue().get("deviation").asDouble(), within(1e-9));
        });
        checkTrunk(learner, oracle.get("finalTrunk"));
        Report report = evaluation.report(new RunSummary(0, 0, 1, 0, 0, 0, ""));
        checkScores(learner, report, oracle);
    }

    private static int family(Learner learner, String name) {
        return learner.families().stream().map(family -> family.name()).toList().indexOf(name);
    }

    private static void checkTrunk(Learner learner, JsonNode trunk) {
        for (int l = 0; l < trunk.size(); l++) {
            int width = learner.network().shape().layerWidth(l);
            int offset = learner.network().shape().layerOffset(l);
            JsonNode weights = trunk.get(l).get("weights");
            for (int in = 0; in < weights.size(); in++) {
                for (int out = 0; out < width; out++) {
                    assertThat((double) learner.network()
                                    .shared()
                                    .parameters(offset + in * width + out, 1)
                                    .get(0))
                            .as("layer %d weight [%d][%d]", l, in, out)
                            .isCloseTo(weights.get(in).get(out).asDouble(), within(2e-3));
                }
            }
        }
    }

    private static void checkScores(Learner learner, Report report, JsonNode oracle) {
        oracle.get("scores").properties().forEach(scores -> {
            FamilyReport family = report.families().get(family(learner, scores.getKey()));
            close(family.model().micro(), scores.getValue().get("micro"), 1e-4);
            close(family.model().macro(), scores.getValue().get("macro"), 1e-4);
            JsonNode prior = oracle.get("priorScores").get(scores.getKey());
            close(family.baseline(PriorBaseline.NAME).orElseThrow().micro(), prior.get("micro"), 1e-9);
            close(family.baseline(PriorBaseline.NAME).orElseThrow().macro(), prior.get("macro"), 1e-9);
        });
    }

    private static void close(double actual, JsonNode expected, double relative) {
        assertThat(actual).isCloseTo(expected.asDouble(), within(relative * expected.asDouble()));
    }
}
