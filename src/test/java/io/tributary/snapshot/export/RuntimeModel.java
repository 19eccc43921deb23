package io.tributary.snapshot.export;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OnnxValue;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.feature.FeatureEncoder;
import io.tributary.learning.Learner;
import io.tributary.task.Column;
import io.tributary.task.Row;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/** An exported graph in ONNX Runtime, fed with raw values as the file's own metadata says. */
final class RuntimeModel implements AutoCloseable {
    private static final OrtEnvironment RUNTIME = OrtEnvironment.getEnvironment();

    private final OrtSession session;
    private final List<String> columns;

    RuntimeModel(Learner learner, TaskChoice choice, ExportMetadata about) {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            ExportFormat.ONNX.export(choice).write(learner, about, bytes);
            session = RUNTIME.createSession(bytes.toByteArray(), options);
        } catch (OrtException | IOException e) {
            throw new IllegalStateException(e);
        }
        columns = FeatureEncoder.columns(learner.config().features()).stream()
                .map(Column::name)
                .toList();
    }

    Map<String, String> metadata() {
        try {
            return session.getMetadata().getCustomMetadata();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }

    List<String> outputs() {
        return List.copyOf(session.getOutputNames());
    }

    /** All outputs by name, each [rows, columns]. */
    record Results(Map<String, double[][]> outputs) {
        double[][] of(String name) {
            return Objects.requireNonNull(outputs.get(name), name);
        }
    }

    Results run(List<Row> rows) {
        Map<String, OnnxTensor> inputs = new HashMap<>();
        try {
            JsonNode described = new ObjectMapper().readTree(metadata().get("inputs"));
            for (String name : session.getInputNames()) {
                inputs.put(
                        name,
                        OnnxTensor.createTensor(
                                RUNTIME, values(name, described.get(name).get("columns"), rows)));
            }
            try (OrtSession.Result result = session.run(inputs)) {
                Map<String, double[][]> outputs = new HashMap<>();
                for (Map.Entry<String, OnnxValue> output : result) {
                    outputs.put(output.getKey(), matrix(output.getValue().getValue()));
                }
                return new Results(outputs);
            }
        } catch (OrtException | IOException e) {
            throw new IllegalStateException(e);
        } finally {
            inputs.values().forEach(OnnxTensor::close);
        }
    }

    private static double[][] matrix(Object value) {
        if (value instanceof double[][] wide) {
            return wide;
        }
        float[][] narrow = (float[][]) value;
        double[][] wide = new double[narrow.length][];
        for (int i = 0; i < narrow.length; i++) {
            float[] line = narrow[i];
            wide[i] = IntStream.range(0, line.length).mapToDouble(j -> line[j]).toArray();
        }
        return wide;
    }

    private Object values(String input, JsonNode described, List<Row> rows) {
        int width = described.size();
        double[][] numbers = new double[rows.size()][width];
        long[][] integers = new long[rows.size()][width];
        String[][] texts = new String[rows.size()][width];
        for (int r = 0; r < rows.size(); r++) {
            Row row = rows.get(r);
            for (int c = 0; c < width; c++) {
                JsonNode node = described.get(c);
                int at = columns.indexOf(
                        node.isTextual() ? node.textValue() : node.get("column").textValue());
                boolean present = row.isPresent(at);
                switch (input) {
                    case "numbers" -> numbers[r][c] = present ? row.number(at) : Double.NaN;
                    case "times" -> integers[r][c] = present ? (long) row.number(at) : Long.MIN_VALUE;
                    case "texts" -> texts[r][c] = present ? row.text(at).toString() : "";
                    case "buckets" ->
                        integers[r][c] = present
                                ? bucket(
                                        row.text(at).toString(),
                                        node.get("buckets").intValue())
                                : -1;
                    default -> throw new IllegalStateException("input " + input);
                }
            }
        }
        return switch (input) {
            case "numbers" -> numbers;
            case "texts" -> texts;
            default -> integers;
        };
    }

    /** As the rule in the metadata says. */
    private static long bucket(String text, int buckets) {
        int h = 0x811c9dc5;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            h = (h ^ b) * 0x01000193;
        }
        h ^= h >>> 16;
        h *= 0x85ebca6b;
        h ^= h >>> 13;
        return Math.floorMod(h, buckets);
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException(e);
        }
    }
}
