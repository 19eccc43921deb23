package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Replays every {@code recipe-*} and {@code oracle-*} file and compares predictions, losses, gradients, parameters. */
class NetworkOracleTest {
    @TestFactory
    Stream<DynamicTest> agreesWithTheOracleAfterEveryStep() {
        return OracleFile.named("recipe-", "oracle-").stream()
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> replay(file)));
    }

    private static void replay(Path file) {
        JsonNode oracle = OracleFile.read(file);
        try (OracleNetwork network = new OracleNetwork(oracle)) {
            long learned = 0;
            for (JsonNode step : oracle.get("steps")) {
                String where = file.getFileName() + " step " + step.get("step");
                int rows = network.predict(step.get("rows"));
                checkOutputs(where, network, step.get("rows"));
                checkLosses(where, network, step, rows);
                StepReport report = network.step(rows, learned);
                checkGradients(where, network, step, report);
                learned += report.examples();
                if (step.has("parameters")) {
                    network.checkParameters(where, step.get("parameters"), drift(oracle, step));
                }
            }
            assertThat(oracle.get("steps").size()).isGreaterThanOrEqualTo(25);
        }
    }

    /** Ten times what single precision alone was seen to lose, and never more than the 1e-5 that is asked for. */
    private static double drift(JsonNode oracle, JsonNode step) {
        JsonNode drifts = oracle.get("float32Drift");
        JsonNode drift = drifts.get(step.get("step").asText());
        return drift == null ? 1e-5 : Math.min(1e-5, Math.max(2e-6, 10 * drift.asDouble()));
    }

    private static void checkOutputs(String where, OracleNetwork network, JsonNode examples) {
        for (JsonNode example : examples) {
            for (int j = 0; j < example.get("output").size(); j++) {
                double expected = example.get("output").get(j).asDouble();
                assertThat(network.output(example, j))
                        .as("%s output %d of %s", where, j, example.get("task"))
                        .isCloseTo(expected, within(2e-5 * Math.max(1, Math.abs(expected))));
                double mean = example.get("prediction").get(j).asDouble();
                assertThat(network.mean(example, j))
                        .as("%s prediction %d of %s", where, j, example.get("task"))
                        .isCloseTo(mean, within(2e-5 * Math.max(1, Math.abs(mean))));
            }
        }
    }

    private static void checkLosses(String where, OracleNetwork network, JsonNode step, int rows) {
        double data = step.has("dataLoss")
                ? step.get("dataLoss").asDouble()
                : step.get("loss").asDouble();
        assertThat(network.loss(rows)).as("%s loss", where).isCloseTo(data, within(2e-5 * Math.max(1, data)));
        double penalty = step.get("penalty").asDouble();
        assertThat(network.penalty(rows)).as("%s penalty", where).isCloseTo(penalty, within(1e-5));
    }

    private static void checkGradients(String where, OracleNetwork network, JsonNode step, StepReport report) {
        double norm = step.get("gradientNorm").asDouble();
        assertThat(report.gradientNorm())
                .as("%s gradient norm", where)
                .isCloseTo(norm, within(2e-5 * Math.max(1, norm)));
        assertThat(report.rejected().isEmpty()).isTrue();
        if (step.has("gradients")) {
            network.checkGradients(where, step.get("gradients"));
        }
        if (step.has("rate")) {
            assertThat(network.rate(step.get("learned").asLong(), report.examples()))
                    .as("%s rate", where)
                    .isCloseTo(step.get("rate").asDouble(), within(1e-15));
        }
    }
}
