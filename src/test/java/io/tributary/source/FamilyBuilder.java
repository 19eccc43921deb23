package io.tributary.source;

import io.tributary.task.Kind;
import io.tributary.task.LossName;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** A family for tests: the defaults of the configuration, and what a test changes. */
public final class FamilyBuilder {
    private final String name;
    private final Kind kind;
    private String label;
    private OptionalDouble above = OptionalDouble.empty();
    private List<String> in = List.of();
    private List<Double> cuts = List.of();
    private OptionalInt classes = OptionalInt.empty();
    private List<List<String>> groups = List.of();
    private List<Double> clip = List.of();
    private Map<String, String> when = Map.of();
    private Optional<LossName> loss = Optional.empty();

    private FamilyBuilder(String name, Kind kind) {
        this.name = name;
        this.kind = kind;
        label = name;
    }

    public static FamilyBuilder binary(String name) {
        return new FamilyBuilder(name, Kind.BINARY);
    }

    public static FamilyBuilder regression(String name) {
        return new FamilyBuilder(name, Kind.REGRESSION);
    }

    public static FamilyBuilder multiclass(String name) {
        return new FamilyBuilder(name, Kind.MULTICLASS);
    }

    public FamilyBuilder label(String column) {
        label = column;
        return this;
    }

    public FamilyBuilder above(double threshold) {
        above = OptionalDouble.of(threshold);
        return this;
    }

    public FamilyBuilder in(String... values) {
        in = List.of(values);
        return this;
    }

    public FamilyBuilder cuts(Double... values) {
        cuts = List.of(values);
        return this;
    }

    public FamilyBuilder classes(int count) {
        classes = OptionalInt.of(count);
        return this;
    }

    public FamilyBuilder groups(List<List<String>> values) {
        groups = values;
        return this;
    }

    public FamilyBuilder clip(Double... bounds) {
        clip = List.of(bounds);
        return this;
    }

    public FamilyBuilder when(String column, String value) {
        when = Map.of(column, value);
        return this;
    }

    public FamilyBuilder loss(LossName name) {
        loss = Optional.of(name);
        return this;
    }

    public FamilyConfig build() {
        return new FamilyConfig(name, kind, label, above, in, cuts, classes, groups, clip, when, loss, 1.0, 0.5);
    }
}
