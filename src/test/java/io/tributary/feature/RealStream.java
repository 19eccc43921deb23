package io.tributary.feature;

import io.tributary.source.CsvSource;
import io.tributary.source.FamilyBuilder;
import io.tributary.source.FamilyConfig;
import io.tributary.source.LimitsBuilder;
import io.tributary.source.RowMapping;
import io.tributary.source.SourceConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;

/** A real data set with its documented mapping. */
public record RealStream(
        String resource, SourceConfig source, List<FeatureConfig> features, List<FamilyConfig> families) {

    public RowMapping mapping() {
        return new RowMapping(source, new LimitsBuilder().build(), FeatureEncoder.columns(features), families);
    }

    public CsvSource open(RowMapping mapping) {
        try {
            return CsvSource.open(
                    Objects.requireNonNull(RealStream.class.getResourceAsStream(resource), resource),
                    resource,
                    mapping);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SourceConfig source(Optional<String> time, String entity) {
        return new SourceConfig(time, List.of(entity), Optional.empty(), 100_000, Optional.empty(), true);
    }

    /** Flights: three families on every row, one entity an origin. */
    public static RealStream flights() {
        return new RealStream(
                "/io/tributary/demo/flights.csv.gz",
                source(Optional.of("time"), "origin"),
                List.of(
                        FeatureBuilder.hourOfDay("hour").from("time").build(),
                        FeatureBuilder.dayOfWeek("weekday").from("time").build(),
                        FeatureBuilder.numeric("distance")
                                .min(30)
                                .log()
                                .fixed(6.3, 0.7)
                                .build(),
                        FeatureBuilder.numeric("origin_late_180")
                                .fixed(0.2, 1 / 6.0)
                                .build(),
                        FeatureBuilder.numeric("destination_late_180")
                                .fixed(0.2, 1 / 6.0)
                                .build(),
                        FeatureBuilder.numeric("origin_late_1440")
                                .fixed(0.2, 1 / 6.0)
                                .build(),
                        FeatureBuilder.numeric("destination_late_1440")
                                .fixed(0.2, 1 / 6.0)
                                .build(),
                        FeatureBuilder.numeric("network_late_180")
                                .fixed(0.2, 0.1)
                                .build()),
                List.of(
                        FamilyBuilder.binary("late").label("delay").above(15).build(),
                        FamilyBuilder.regression("delay").clip(-30.0, 180.0).build(),
                        FamilyBuilder.multiclass("band")
                                .label("delay")
                                .cuts(0.0, 15.0)
                                .build()));
    }

    /** Exam: one family, one entity a school, no time. */
    public static RealStream exam() {
        return new RealStream(
                "/datasets/exam.csv.gz",
                source(Optional.empty(), "school"),
                List.of(
                        FeatureBuilder.numeric("standLRT").raw().build(),
                        FeatureBuilder.numeric("schavg").raw().build(),
                        FeatureBuilder.categorical("vr")
                                .values("bottom 25%", "mid 50%", "top 25%")
                                .build(),
                        FeatureBuilder.categorical("intake")
                                .values("bottom 25%", "mid 50%", "top 25%")
                                .build(),
                        FeatureBuilder.categorical("sex").values("F").build(),
                        FeatureBuilder.categorical("type").values("Sngl").build(),
                        FeatureBuilder.categorical("schgend")
                                .values("boys", "girls", "mixed")
                                .build()),
                List.of(FamilyBuilder.regression("score").label("normexam").build()));
    }

    /** Fashion: eight families, of which one is asked on each row; 196 numeric columns. */
    public static RealStream fashion() {
        return new RealStream(
                "/datasets/fashion.csv.gz",
                source(Optional.empty(), "family"),
                IntStream.range(0, 196)
                        .mapToObj(p -> FeatureBuilder.numeric("p" + p)
                                .fixed(0.286 * 255, 0.33 * 255)
                                .build())
                        .toList(),
                garments());
    }

    private static List<FamilyConfig> garments() {
        List<FamilyBuilder> families = new ArrayList<>();
        families.add(FamilyBuilder.multiclass("garment").classes(10));
        families.add(FamilyBuilder.multiclass("zone")
                .groups(List.of(List.of("5", "7", "9"), List.of("1"), List.of("8"), List.of("0", "2", "3", "4", "6"))));
        families.add(FamilyBuilder.binary("footwear").in("5", "7", "9"));
        families.add(FamilyBuilder.binary("top").in("0", "2", "3", "4", "6"));
        families.add(FamilyBuilder.binary("pullover_or_coat").in("2", "4"));
        families.add(FamilyBuilder.binary("shirt").in("0", "6"));
        families.add(FamilyBuilder.binary("sandal").in("5"));
        families.add(FamilyBuilder.binary("dress").in("3"));
        return families.stream()
                .map(family -> family.label("label")
                        .when("family", family.build().name())
                        .build())
                .toList();
    }
}
