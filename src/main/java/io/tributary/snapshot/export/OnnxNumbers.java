package io.tributary.snapshot.export;

import io.tributary.feature.FeatureConfig;
import io.tributary.feature.FeatureConfig.Kind;
import io.tributary.feature.FeatureConfig.Missing;
import io.tributary.feature.FeatureConfig.Nan;
import io.tributary.feature.FeatureConfig.Standardise.Mode;
import io.tributary.feature.FeatureConfig.Transform;
import io.tributary.feature.FeatureEncoder;
import io.tributary.feature.RunningStatistics;
import io.tributary.task.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import onnx.Onnx.TensorProto.DataType;

/**
 * The encoding of numeric and boolean features that follow each other, as nodes over all of them at once.
 *
 * <p>In double precision as in {@link FeatureEncoder}, and narrowed at the end. What that refuses comes out as NaN.
 */
final class OnnxNumbers {
    private final OnnxGraph graph;
    private final FeatureEncoder encoder;
    private final List<FeatureConfig> features;
    private final String name;

    /** @param name what the names of all nodes begin with */
    OnnxNumbers(OnnxGraph graph, FeatureEncoder encoder, List<FeatureConfig> features, String name) {
        this.graph = graph;
        this.encoder = encoder;
        this.features = features;
        this.name = name;
    }

    /**
     * From raw values to inputs, each followed by its indicator where it has one.
     *
     * @param numbers a matrix in double precision
     * @param columns the column of each feature
     */
    String encode(String numbers, long[] columns) {
        String value = graph.columns(of("value"), numbers, columns);
        String missing = missing(value);
        String bounded = bounded(value);
        String scaled = scaled(transformed(bounded));
        String checked = graph.node(
                "Where", of("checked"), refused(value, bounded, scaled), constant("no-number", Double.NaN), scaled);
        String filled = graph.node("Where", of("filled"), missing, constant("zero", 0), checked);
        return withIndicators(graph.cast(of("inputs"), filled, DataType.FLOAT), missing);
    }

    private String missing(String value) {
        String nan = graph.node("IsNaN", of("nan"), value);
        if (none(feature -> feature.nan() == Nan.MISSING)) {
            return nan;
        }
        String infinite = graph.node("IsInf", of("infinite"), value);
        String allowed = flags("infinite-is-missing", feature -> feature.nan() == Nan.MISSING);
        return graph.node("Or", of("missing"), nan, graph.node("And", of("infinite-missing"), infinite, allowed));
    }

    private String bounded(String value) {
        if (none(feature -> isNumeric(feature)
                && (feature.min().isPresent() || feature.max().isPresent()))) {
            return value;
        }
        String min = doubles(
                "min",
                feature ->
                        isNumeric(feature) ? feature.min().orElse(Double.NEGATIVE_INFINITY) : Double.NEGATIVE_INFINITY);
        String max = doubles(
                "max",
                feature ->
                        isNumeric(feature) ? feature.max().orElse(Double.POSITIVE_INFINITY) : Double.POSITIVE_INFINITY);
        return graph.node("Min", of("bounded"), graph.node("Max", of("raised"), value, min), max);
    }

    private String transformed(String bounded) {
        if (none(OnnxNumbers::isLog)) {
            return bounded;
        }
        String logs = flags("is-log", OnnxNumbers::isLog);
        return graph.node("Where", of("transformed"), logs, graph.node("Log", of("log"), bounded), bounded);
    }

    private String scaled(String value) {
        if (none(feature -> mode(feature) != Mode.NONE)) {
            return value;
        }
        String difference = graph.node("Sub", of("difference"), value, doubles("mean", this::mean));
        String scaled = graph.node("Div", of("scaled"), difference, doubles("deviation", this::deviation));
        String atLeast =
                graph.node("Max", of("at-least"), scaled, constant("lowest", -FeatureEncoder.LARGEST_STANDARDISED));
        String clipped =
                graph.node("Min", of("clipped"), atLeast, constant("highest", FeatureEncoder.LARGEST_STANDARDISED));
        String standardised = flags("standardised", feature -> mode(feature) != Mode.NONE);
        return graph.node("Where", of("standardised-value"), standardised, clipped, value);
    }

    /** Which values the learner would reject a row for. */
    private String refused(String value, String bounded, String scaled) {
        List<String> reasons = new ArrayList<>();
        reasons.add(larger("value-size", value, Row.LARGEST_NUMBER));
        reasons.add(larger("input-size", scaled, FeatureEncoder.LARGEST_INPUT));
        if (!none(OnnxNumbers::isLog)) {
            String below = graph.node("LessOrEqual", of("not-positive"), bounded, constant("none", 0));
            reasons.add(graph.node("And", of("no-log"), below, of("is-log")));
        }
        if (!none(feature -> !isNumeric(feature))) {
            String zero = graph.node("Equal", of("false"), value, constant("false-value", 0));
            String one = graph.node("Equal", of("true"), value, constant("true-value", 1));
            String other = graph.node("Not", of("neither"), graph.node("Or", of("either"), zero, one));
            reasons.add(graph.node("And", of("no-boolean"), other, flags("boolean", feature -> !isNumeric(feature))));
        }
        String any = reasons.get(0);
        for (int i = 1; i < reasons.size(); i++) {
            any = graph.node("Or", of("refused" + i), any, reasons.get(i));
        }
        return any;
    }

    private String larger(String reason, String value, double bound) {
        String size = graph.node("Abs", of(reason), value);
        return graph.node("Greater", of(reason + "-refused"), size, constant(reason + "-bound", bound));
    }

    private String withIndicators(String inputs, String missing) {
        if (none(feature -> feature.missing() == Missing.INDICATOR)) {
            return inputs;
        }
        String all = graph.besides(of("all"), List.of(inputs, graph.cast(of("indicators"), missing, DataType.FLOAT)));
        List<Long> order = new ArrayList<>();
        for (int i = 0; i < features.size(); i++) {
            order.add((long) i);
            if (features.get(i).missing() == Missing.INDICATOR) {
                order.add((long) features.size() + i);
            }
        }
        return graph.columns(
                of("ordered"), all, order.stream().mapToLong(Long::longValue).toArray());
    }

    private static boolean isNumeric(FeatureConfig feature) {
        return feature.kind() == Kind.NUMERIC;
    }

    private static boolean isLog(FeatureConfig feature) {
        return isNumeric(feature) && feature.transform() == Transform.LOG;
    }

    private static Mode mode(FeatureConfig feature) {
        return isNumeric(feature) ? feature.standardise().mode() : Mode.NONE;
    }

    private double mean(FeatureConfig feature) {
        return switch (mode(feature)) {
            case ONLINE -> statistics().mean(series(feature));
            case FIXED -> feature.standardise().mean();
            case NONE -> 0;
        };
    }

    private double deviation(FeatureConfig feature) {
        return switch (mode(feature)) {
            case ONLINE -> statistics().deviation(series(feature));
            case FIXED -> feature.standardise().deviation();
            case NONE -> 1;
        };
    }

    private RunningStatistics statistics() {
        return encoder.statistics();
    }

    private int series(FeatureConfig feature) {
        return encoder.statisticsNames().indexOf(feature.name());
    }

    private boolean none(Predicate<FeatureConfig> condition) {
        return features.stream().noneMatch(condition);
    }

    private String of(String node) {
        return name + "." + node;
    }

    private String constant(String node, double value) {
        return graph.doubles(of(node), value);
    }

    private String doubles(String node, ToDoubleFunction<FeatureConfig> value) {
        return graph.doubles(of(node), features.stream().mapToDouble(value).toArray());
    }

    private String flags(String node, Predicate<FeatureConfig> condition) {
        boolean[] flags = new boolean[features.size()];
        for (int i = 0; i < flags.length; i++) {
            flags[i] = condition.test(features.get(i));
        }
        return graph.flags(of(node), flags);
    }
}
