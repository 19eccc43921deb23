package io.tributary.feature;

import io.tributary.feature.FeatureConfig.Missing;
import io.tributary.feature.FeatureConfig.Nan;
import io.tributary.feature.FeatureConfig.Standardise;
import io.tributary.task.Column;
import io.tributary.task.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * From the raw values of a row to the trunk's input vector.
 *
 * <p>Rows must hold the columns of {@link #columns(List)} first, in that order. Encoding and observing allocate nothing.
 * Not thread-safe.
 */
public final class FeatureEncoder {
    /** Standardised values are clipped to ± this many deviations. */
    public static final double LARGEST_STANDARDISED = Scale.LARGEST;
    /** A row with an input beyond this size is refused. */
    public static final double LARGEST_INPUT = Numeric.LARGEST_INPUT;

    private final Feature[] features;
    private final List<String> inputNames = new ArrayList<>();
    private final RunningStatistics statistics;
    private final List<String> statisticsNames;

    /**
     * An encoder that has seen nothing yet.
     *
     * @param cap the effective sample size of the running statistics
     * @throws IllegalArgumentException if the features do not fit together
     */
    public FeatureEncoder(List<FeatureConfig> configs, long cap) {
        statisticsNames = configs.stream()
                .filter(FeatureEncoder::isOnline)
                .map(FeatureConfig::name)
                .toList();
        statistics = new RunningStatistics(statisticsNames.size(), cap);
        features = new Feature[configs.size()];
        requireDistinctNames(configs);
        place(configs);
    }

    /**
     * The distinct raw columns that these features read, in the order of first use.
     *
     * @throws IllegalArgumentException if one column is asked for with two types
     */
    public static List<Column> columns(List<FeatureConfig> configs) {
        Map<String, Column> columns = new LinkedHashMap<>();
        for (FeatureConfig config : configs) {
            Column column = column(config);
            Column before = columns.putIfAbsent(column.name(), column);
            if (before != null && before.type() != column.type()) {
                throw new IllegalArgumentException("feature " + config.name() + ": found column " + column.name()
                        + " read as " + column.type() + ", expected " + before.type()
                        + " as an earlier feature reads it; give one of them another kind, or a column of its own");
            }
        }
        return List.copyOf(columns.values());
    }

    /** The width of the input vector. */
    public int inputs() {
        return inputNames.size();
    }

    /** What each input stands for. */
    public List<String> inputNames() {
        return Collections.unmodifiableList(inputNames);
    }

    /**
     * Fills the first {@link #inputs()} elements of {@code x} by the statistics of the moment; changes nothing else.
     *
     * @throws io.tributary.task.InvalidRowException if a value has no encoding; {@code x} is then undefined
     */
    public void encode(Row row, float[] x) {
        Arrays.fill(x, 0, inputs(), 0f);
        for (Feature feature : features) {
            feature.encode(row, x);
        }
    }

    /** Takes the values of a labelled row, which was encoded before, into the running statistics. */
    public void observe(Row row) {
        for (Feature feature : features) {
            feature.observe(row);
        }
    }

    /** The running statistics, one series for each feature that is standardised online. */
    public RunningStatistics statistics() {
        return statistics;
    }

    /** The name of the feature behind each series. */
    public List<String> statisticsNames() {
        return statisticsNames;
    }

    private static void requireDistinctNames(List<FeatureConfig> configs) {
        Set<String> names = new HashSet<>();
        for (FeatureConfig config : configs) {
            if (!names.add(config.name())) {
                throw new IllegalArgumentException("feature " + config.name()
                        + ": found twice, expected each name once; rename one and let it read its column with from");
            }
        }
    }

    private void place(List<FeatureConfig> configs) {
        List<Column> columns = columns(configs);
        int series = 0;
        for (int f = 0; f < features.length; f++) {
            FeatureConfig config = configs.get(f);
            Encoding encoding = encoding(config, scale(config.standardise(), series));
            int offset = inputNames.size();
            inputNames.addAll(encoding.inputNames());
            int indicator = Feature.NO_INDICATOR;
            if (config.missing() == Missing.INDICATOR) {
                indicator = inputNames.size();
                inputNames.add(config.name() + " missing");
            }
            int column = columns.indexOf(column(config));
            features[f] = new Feature(config.name(), column, offset, indicator, encoding, config.nan() == Nan.MISSING);
            series += isOnline(config) ? 1 : 0;
        }
    }

    private Scale scale(Standardise standardise, int series) {
        return switch (standardise.mode()) {
            case ONLINE -> new Scale.Online(statistics, series);
            case NONE -> new Scale.None();
            case FIXED -> new Scale.Fixed(standardise.mean(), standardise.deviation());
        };
    }

    private static Encoding encoding(FeatureConfig config, Scale scale) {
        return switch (config.kind()) {
            case NUMERIC -> Numeric.of(config, scale);
            case BOOLEAN -> new BooleanFlag(config.name());
            case CATEGORICAL -> categorical(config);
            case HOUR_OF_DAY -> HourOfDay.of(config.name());
            case DAY_OF_WEEK -> DayOfWeek.of(config.name());
        };
    }

    private static Encoding categorical(FeatureConfig config) {
        if (config.values().isEmpty() == config.buckets().isEmpty()) {
            throw new IllegalArgumentException("feature " + config.name() + ": found "
                    + (config.values().isEmpty() ? "neither values nor buckets" : "both values and buckets")
                    + ", expected one of them; list the values, or set the number of hashed buckets");
        }
        return config.values().isEmpty()
                ? HashedText.of(config.name(), config.buckets().getAsInt())
                : ListedText.of(config.name(), config.values());
    }

    private static boolean isOnline(FeatureConfig config) {
        return config.kind() == FeatureConfig.Kind.NUMERIC
                && config.standardise().mode() == Standardise.Mode.ONLINE;
    }

    private static Column column(FeatureConfig config) {
        Column.Type type =
                switch (config.kind()) {
                    case NUMERIC, BOOLEAN -> Column.Type.NUMBER;
                    case CATEGORICAL -> Column.Type.TEXT;
                    case HOUR_OF_DAY, DAY_OF_WEEK -> Column.Type.TIME;
                };
        return new Column(config.from().orElse(config.name()), type);
    }
}
