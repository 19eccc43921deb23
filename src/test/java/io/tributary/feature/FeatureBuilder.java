package io.tributary.feature;

import io.tributary.feature.FeatureConfig.Kind;
import io.tributary.feature.FeatureConfig.Missing;
import io.tributary.feature.FeatureConfig.Nan;
import io.tributary.feature.FeatureConfig.Standardise;
import io.tributary.feature.FeatureConfig.Transform;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A feature for tests: the defaults of the configuration, and what a test changes. */
public record FeatureBuilder(FeatureConfig build) {
    private static FeatureBuilder of(String name, Kind kind) {
        return new FeatureBuilder(new FeatureConfig(
                name,
                Optional.empty(),
                kind,
                OptionalDouble.empty(),
                OptionalDouble.empty(),
                Transform.NONE,
                Standardise.fromSetting("online"),
                List.of(),
                OptionalInt.empty(),
                Missing.ZEROS,
                Nan.ERROR));
    }

    public static FeatureBuilder numeric(String name) {
        return of(name, Kind.NUMERIC);
    }

    public static FeatureBuilder bool(String name) {
        return of(name, Kind.BOOLEAN);
    }

    public static FeatureBuilder hourOfDay(String name) {
        return of(name, Kind.HOUR_OF_DAY);
    }

    public static FeatureBuilder dayOfWeek(String name) {
        return of(name, Kind.DAY_OF_WEEK);
    }

    public static FeatureBuilder categorical(String name) {
        return of(name, Kind.CATEGORICAL);
    }

    public FeatureBuilder from(String column) {
        return with(Optional.of(column), build.min(), build.max(), build.transform(), build.standardise());
    }

    public FeatureBuilder min(double min) {
        return with(build.from(), OptionalDouble.of(min), build.max(), build.transform(), build.standardise());
    }

    public FeatureBuilder max(double max) {
        return with(build.from(), build.min(), OptionalDouble.of(max), build.transform(), build.standardise());
    }

    public FeatureBuilder log() {
        return with(build.from(), build.min(), build.max(), Transform.LOG, build.standardise());
    }

    public FeatureBuilder raw() {
        return standardise("none");
    }

    public FeatureBuilder fixed(double mean, double deviation) {
        return standardise(List.of(mean, deviation));
    }

    private FeatureBuilder standardise(Object setting) {
        return with(build.from(), build.min(), build.max(), build.transform(), Standardise.fromSetting(setting));
    }

    public FeatureBuilder values(String... values) {
        return with(List.of(values), build.buckets(), build.missing(), build.nan());
    }

    public FeatureBuilder buckets(int buckets) {
        return with(build.values(), OptionalInt.of(buckets), build.missing(), build.nan());
    }

    public FeatureBuilder indicator() {
        return with(build.values(), build.buckets(), Missing.INDICATOR, build.nan());
    }

    public FeatureBuilder nanIsMissing() {
        return with(build.values(), build.buckets(), build.missing(), Nan.MISSING);
    }

    private FeatureBuilder with(
            Optional<String> from,
            OptionalDouble min,
            OptionalDouble max,
            Transform transform,
            Standardise standardise) {
        return new FeatureBuilder(new FeatureConfig(
                build.name(),
                from,
                build.kind(),
                min,
                max,
                transform,
                standardise,
                build.values(),
                build.buckets(),
                build.missing(),
                build.nan()));
    }

    private FeatureBuilder with(List<String> values, OptionalInt buckets, Missing missing, Nan nan) {
        return new FeatureBuilder(new FeatureConfig(
                build.name(),
                build.from(),
                build.kind(),
                build.min(),
                build.max(),
                build.transform(),
                build.standardise(),
                values,
                buckets,
                missing,
                nan));
    }
}
