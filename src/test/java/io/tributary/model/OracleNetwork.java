package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** A network built from an oracle file's configuration and initial parameters, addressed by the file's names. */
final class OracleNetwork implements AutoCloseable {
    private final JsonNode config;
    private final Map<String, Integer> families = new HashMap<>();
    private final Map<String, Integer> entities = new HashMap<>();
    private final IdentityHashMap<JsonNode, Integer> rowOf = new IdentityHashMap<>();
    private final Shape shape;
    private final Hyperparameters hyperparameters;
    private final Network network;

    OracleNetwork(JsonNode oracle) {
        config = oracle.get("config");
        List<Family> list = new ArrayList<>();
        for (JsonNode family : oracle.get("families")) {
            families.put(family.get("name").asText(), list.size());
            list.add(family(family));
        }
        for (JsonNode task : oracle.get("tasks")) {
            entities.putIfAbsent(task.get("entity").asText(), entities.size());
        }
        boolean joined = !config.path("deviationOptimizer").asText("adam").equals("adagrad");
        shape = new Shape(config.get("inputs").asInt(), modelConfig(), list);
        hyperparameters = hyperparameters(joined);
        network = new Network(
                shape, hyperparameters, 1, 4 * config.get("batchSize").asInt());
        initialise(oracle.get("initial"));
    }

    private static Family family(JsonNode node) {
        Kind kind = Kind.valueOf(node.get("kind").asText().toUpperCase(Locale.ROOT));
        LossName loss = node.has("loss")
                ? LossName.valueOf(node.get("loss").asText().toUpperCase(Locale.ROOT))
                : LossName.defaultFor(kind);
        double parameter = node.path("delta").asDouble(node.path("tau").asDouble(0));
        return new Family(node.get("name").asText(), kind, node.get("outputs").asInt(), loss, parameter);
    }

    private ModelConfig modelConfig() {
        List<Integer> widths = new ArrayList<>();
        config.get("trunk").forEach(width -> widths.add(width.asInt()));
        Activation activation =
                config.path("activation").asText("relu").equals("relu") ? Activation.RELU : Activation.LEAKY_RELU;
        assertThat((double) activation.slope()).isCloseTo(config.path("slope").asDouble(0), within(1e-6));
        return new ModelConfig(
                widths,
                1,
                activation,
                config.get("wide").asBoolean(),
                ModelConfig.DeviationInput.valueOf(
                        config.path("deviationInput").asText("all").toUpperCase(Locale.ROOT)),
                1);
    }

    private Hyperparameters hyperparameters(boolean joined) {
        double rate = config.get("learningRate").asDouble();
        Optimizer.Adam adam = new Optimizer.Adam(
                config.get("beta1").asDouble(),
                config.get("beta2").asDouble(),
                config.get("epsilon").asDouble(),
                false);
        return new Hyperparameters(
                config.get("batchSize").asInt(),
                rate * config.path("trunkRate").asDouble(1),
                rate,
                joined
                        ? new RateSchedule(0, 1)
                        : new RateSchedule(
                                config.get("rateDecay").asDouble(),
                                config.get("rateFloor").asDouble()),
                config.get("clipNorm").asDouble(0),
                adam,
                joined
                        ? adam
                        : new Optimizer.Adagrad(config.get("deviationEpsilon").asDouble()),
                config.get("deviationRate").asDouble(),
                config.get("deviationPenalty").asDouble(),
                joined);
    }

    private void initialise(JsonNode initial) {
        for (int l = 0; l < shape.layers(); l++) {
            int layer = l;
            each(initial.get("trunk").get(l).get("weights"), (in, out, value) -> network.shared()
                    .parameters(shape.layerOffset(layer) + in * shape.layerWidth(layer) + out, 1)
                    .put(0, (float) value));
            JsonNode biases = initial.get("trunk").get(l).get("biases");
            for (int out = 0; out < biases.size(); out++) {
                network.shared()
                        .parameters(shape.layerOffset(l) + shape.layerInputs(l) * shape.layerWidth(l) + out, 1)
                        .put(0, (float) biases.get(out).asDouble());
            }
        }
        initial.get("families").properties().forEach(family -> {
            int offset = shape.headOffset(number(families, family.getKey()));
            each(family.getValue(), (in, out, value) -> network.shared()
                    .parameters(offset + out * shape.headWidth() + in, 1)
                    .put(0, (float) value));
        });
        entities.values().stream().sorted().forEach(entity -> {
            // One example learned, so that a Δ that is not zero at the start takes part; no steps yet.
            long[] learned = new long[families.size()];
            Arrays.fill(learned, 1);
            network.deviations().restore(entity, learned, new int[families.size()]);
        });
        initial.get("tasks").properties().forEach(task -> {
            FloatBuffer record = network.deviations().values(entity(task.getKey()));
            int offset = shape.outputOffset(family(task.getKey())) * shape.deviationWidth();
            each(
                    task.getValue(),
                    (in, out, value) -> record.put(offset + out * shape.deviationWidth() + in, (float) value));
        });
    }

    private interface Element {
        void at(int in, int out, double value);
    }

    private static void each(JsonNode matrix, Element element) {
        for (int in = 0; in < matrix.size(); in++) {
            for (int out = 0; out < matrix.get(in).size(); out++) {
                element.at(in, out, matrix.get(in).get(out).asDouble());
            }
        }
    }

    private static <K> int number(Map<K, Integer> numbers, K key) {
        return Objects.requireNonNull(numbers.get(key), key::toString);
    }

    private int family(String task) {
        return number(families, task.substring(0, task.indexOf('/')));
    }

    private int entity(String task) {
        return number(entities, task.substring(task.indexOf('/') + 1));
    }

    /** Predicts every row and gives it its examples; returns the number of rows. */
    int predict(JsonNode examples) {
        rowOf.clear();
        int row = -1;
        int previous = -1;
        for (JsonNode example : examples) {
            int number = example.has("row") ? example.get("row").asInt() : previous + 1;
            if (number != previous) {
                row++;
                float[] x = new float[shape.inputs()];
                for (int i = 0; i < x.length; i++) {
                    x[i] = (float) example.get("x").get(i).asDouble();
                }
                network.predict(row, x, entity(example.get("task").asText()));
            }
            previous = number;
            rowOf.put(example, row);
            network.batch()
                    .example(
                            row,
                            family(example.get("task").asText()),
                            example.get("label").asDouble(),
                            example.get("weight").asDouble());
        }
        return row + 1;
    }

    StepReport step(int rows, long learned) {
        return network.step(rows, learned);
    }

    double loss(int rows) {
        return network.loss(rows);
    }

    /** The files of the first series divide the penalty by B, those of the recipe do not. */
    double penalty(int rows) {
        return network.penalty(rows) / (hyperparameters.joined() ? hyperparameters.batchSize() : 1);
    }

    double rate(long learned, int examples) {
        return hyperparameters.headRate()
                * hyperparameters.schedule().factor(learned, examples, hyperparameters.batchSize());
    }

    double output(JsonNode example, int j) {
        return network.output(
                number(rowOf, example),
                shape.outputOffset(family(example.get("task").asText())) + j);
    }

    double mean(JsonNode example, int j) {
        return network.mean(
                number(rowOf, example),
                shape.outputOffset(family(example.get("task").asText())) + j);
    }

    void checkParameters(String where, JsonNode expected, double tolerance) {
        checkShared(where + " parameters", expected, network.shared().parameters(0, shape.size()), tolerance);
        expected.get("tasks").properties().forEach(task -> {
            FloatBuffer record = network.deviations().values(entity(task.getKey()));
            int offset = shape.outputOffset(family(task.getKey())) * shape.deviationWidth();
            each(task.getValue(), (in, out, value) -> assertThat(
                            (double) record.get(offset + out * shape.deviationWidth() + in))
                    .as("%s Delta of %s [%d][%d]", where, task.getKey(), in, out)
                    .isCloseTo(value, within(tolerance)));
        });
    }

    /** Compares the gradients of trunk and family heads; those of deviations show in their parameters at once. */
    void checkGradients(String where, JsonNode expected) {
        FloatBuffer gradient = network.shared().gradient().view(0, shape.size());
        checkShared(where + " gradients", expected, gradient, 1e-5);
    }

    private void checkShared(String where, JsonNode expected, FloatBuffer actual, double tolerance) {
        for (int l = 0; l < shape.layers(); l++) {
            int layer = l;
            each(expected.get("trunk").get(l).get("weights"), (in, out, value) -> assertThat(
                            (double) actual.get(shape.layerOffset(layer) + in * shape.layerWidth(layer) + out))
                    .as("%s layer %d weight [%d][%d]", where, layer, in, out)
                    .isCloseTo(value, within(tolerance)));
            JsonNode biases = expected.get("trunk").get(l).get("biases");
            for (int out = 0; out < biases.size(); out++) {
                int at = shape.layerOffset(l) + shape.layerInputs(l) * shape.layerWidth(l) + out;
                assertThat((double) actual.get(at))
                        .as("%s layer %d bias %d", where, l, out)
                        .isCloseTo(biases.get(out).asDouble(), within(tolerance));
            }
        }
        expected.get("families").properties().forEach(family -> {
            int offset = shape.headOffset(number(families, family.getKey()));
            each(family.getValue(), (in, out, value) -> assertThat(
                            (double) actual.get(offset + out * shape.headWidth() + in))
                    .as("%s Phi of %s [%d][%d]", where, family.getKey(), in, out)
                    .isCloseTo(value, within(tolerance)));
        });
    }

    @Override
    public void close() {
        network.close();
    }
}
