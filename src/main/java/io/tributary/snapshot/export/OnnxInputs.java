package io.tributary.snapshot.export;

import io.tributary.feature.FeatureConfig;
import io.tributary.feature.FeatureConfig.Kind;
import io.tributary.feature.FeatureConfig.Missing;
import io.tributary.feature.FeatureEncoder;
import io.tributary.task.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import onnx.Onnx.TensorProto.DataType;

/**
 * The encoding of raw values as an ONNX graph, which has one input for each type of them.
 *
 * <p>{@code numbers} (double, NaN where missing), {@code times} (int64, milliseconds since 1970 in UTC, {@link Long#MIN_VALUE}
 * where missing), {@code texts} (string, empty where missing): one column for each that features read, in the order of first
 * use. {@code buckets} (int64, {@link #NO_BUCKET} where missing): one column for each hashed feature, since ONNX cannot hash.
 */
final class OnnxInputs {
    static final String NUMBERS = "numbers";
    static final String TIMES = "times";
    static final String TEXTS = "texts";
    static final String BUCKETS = "buckets";
    /** The bucket of a missing text. */
    static final long NO_BUCKET = -1;

    static final String BUCKET_RULE =
            "bucket of a text = floorMod(h, number of buckets) over its UTF-8 bytes b, with signed "
                    + "32-bit arithmetic: h = 0x811c9dc5; for each b as a signed 8-bit integer: h = (h ^ b) * 0x01000193; then "
                    + "h ^= h >>> 16; h *= 0x85ebca6b; h ^= h >>> 13 (>>> shifts zeros in)";

    private final OnnxGraph graph;
    private final FeatureEncoder encoder;
    private final List<FeatureConfig> features;
    private final List<String> numbers;
    private final List<String> times;
    private final List<String> texts;
    private final List<FeatureConfig> hashed;

    OnnxInputs(OnnxGraph graph, FeatureEncoder encoder, List<FeatureConfig> features) {
        if (encoder.inputs() == 0) {
            throw new IllegalArgumentException("found a model without features, expected at least one for onnx");
        }
        this.graph = graph;
        this.encoder = encoder;
        this.features = features;
        numbers = columns(OnnxInputs::isNumber);
        times = columns(feature -> feature.kind() == Kind.HOUR_OF_DAY || feature.kind() == Kind.DAY_OF_WEEK);
        texts = columns(feature -> isText(feature) && !isHashed(feature));
        hashed = features.stream().filter(OnnxInputs::isHashed).toList();
    }

    private List<String> columns(java.util.function.Predicate<FeatureConfig> read) {
        return features.stream().filter(read).map(OnnxInputs::column).distinct().toList();
    }

    private static String column(FeatureConfig feature) {
        return feature.from().orElse(feature.name());
    }

    private static boolean isNumber(FeatureConfig feature) {
        return feature.kind() == Kind.NUMERIC || feature.kind() == Kind.BOOLEAN;
    }

    private static boolean isText(FeatureConfig feature) {
        return feature.kind() == Kind.CATEGORICAL;
    }

    private static boolean isHashed(FeatureConfig feature) {
        return isText(feature) && feature.values().isEmpty();
    }

    /** Adds inputs and nodes; returns the name of x {@code [rows, inputs]}. */
    String encode() {
        declare(NUMBERS, DataType.DOUBLE, numbers, "NaN where missing");
        declare(TIMES, DataType.INT64, times, "milliseconds since 1970-01-01T00:00Z, -2^63 where missing");
        declare(TEXTS, DataType.STRING, texts, "empty where missing");
        declare(
                BUCKETS,
                DataType.INT64,
                hashed.stream().map(FeatureConfig::name).toList(),
                "-1 where missing; " + BUCKET_RULE);
        List<String> parts = new ArrayList<>();
        for (int from = 0; from < features.size(); ) {
            int to = isNumber(features.get(from)) ? endOfNumbers(from) : from + 1;
            parts.add(encode(
                    features.subList(from, to), "feature." + features.get(from).name()));
            from = to;
        }
        return graph.besides("x", parts);
    }

    private void declare(String name, DataType type, List<String> columns, String meaning) {
        if (!columns.isEmpty()) {
            graph.input(name, type, columns.size(), Json.text(columns) + ", " + meaning);
        }
    }

    private int endOfNumbers(int from) {
        int to = from;
        while (to < features.size() && isNumber(features.get(to))) {
            to++;
        }
        return to;
    }

    /** Of several features, which are all numbers, or of a single one. */
    private String encode(List<FeatureConfig> some, String name) {
        FeatureConfig first = some.get(0);
        return switch (first.kind()) {
            case NUMERIC, BOOLEAN ->
                new OnnxNumbers(graph, encoder, some, name)
                        .encode(
                                NUMBERS,
                                some.stream()
                                        .mapToLong(feature -> numbers.indexOf(column(feature)))
                                        .toArray());
            case CATEGORICAL -> isHashed(first) ? hashed(first, name) : listed(first, name);
            case HOUR_OF_DAY, DAY_OF_WEEK ->
                new OnnxTimes(graph, first, name).encode(TIMES, times.indexOf(column(first)));
        };
    }

    private String listed(FeatureConfig feature, String name) {
        int missing = feature.values().size();
        List<String> keys = new ArrayList<>(feature.values());
        keys.remove(""); // Which no row holds: it stands for a missing value.
        long[] places = keys.stream().mapToLong(feature.values()::indexOf).toArray();
        keys.add("");
        String text = graph.columns(name + ".text", TEXTS, new long[] {texts.indexOf(column(feature))});
        long[] values =
                LongStream.concat(LongStream.of(places), LongStream.of(missing)).toArray();
        String place = graph.indexes(name + ".place", text, keys, values, missing + 1);
        return oneHot(name, place, missing, missing, feature);
    }

    private String hashed(FeatureConfig feature, String name) {
        String bucket = graph.columns(name + ".bucket", BUCKETS, new long[] {hashed.indexOf(feature)});
        return oneHot(name, bucket, feature.buckets().orElseThrow(), NO_BUCKET, feature);
    }

    /** One input for each of the first integers, and one for that which means missing, if the feature has an indicator. */
    private String oneHot(String name, String place, int width, long missing, FeatureConfig feature) {
        LongStream places = LongStream.range(0, width);
        long[] ones = feature.missing() == Missing.INDICATOR
                ? LongStream.concat(places, LongStream.of(missing)).toArray()
                : places.toArray();
        String equal = graph.node("Equal", name + ".equal", place, graph.integers(name + ".places", ones));
        return graph.cast(name + ".inputs", equal, DataType.FLOAT);
    }

    /** What each input is to hold, for whoever has only the file. */
    Map<String, Object> description() {
        Map<String, Object> inputs = new LinkedHashMap<>();
        describe(inputs, NUMBERS, "double", numbers, "NaN");
        describe(inputs, TIMES, "int64, milliseconds since 1970-01-01T00:00Z", times, "-2^63");
        describe(inputs, TEXTS, "string", texts, "empty");
        if (!hashed.isEmpty()) {
            List<Map<String, Object>> columns = new ArrayList<>();
            for (FeatureConfig feature : hashed) {
                Map<String, Object> column = new LinkedHashMap<>();
                column.put("feature", feature.name());
                column.put("column", column(feature));
                column.put("buckets", feature.buckets().orElseThrow());
                columns.add(column);
            }
            Map<String, Object> input = describe(inputs, BUCKETS, "int64", columns, "-1");
            input.put("rule", BUCKET_RULE);
        }
        inputs.put(
                "refused",
                "a value beyond " + Row.LARGEST_NUMBER + ", a logarithm of none above 0, a boolean other than 0 and 1, "
                        + "infinity: the learner rejects such a row, here its outputs are NaN");
        return inputs;
    }

    private static Map<String, Object> describe(
            Map<String, Object> inputs, String name, String type, List<?> columns, String missing) {
        Map<String, Object> input = new LinkedHashMap<>();
        if (!columns.isEmpty()) {
            input.put("type", type);
            input.put("columns", columns);
            input.put("missing", missing);
            inputs.put(name, input);
        }
        return input;
    }
}
