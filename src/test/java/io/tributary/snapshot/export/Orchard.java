package io.tributary.snapshot.export;

import io.tributary.feature.FeatureBuilder;
import io.tributary.feature.FeatureEncoder;
import io.tributary.learning.Learner;
import io.tributary.learning.LearnerBuilder;
import io.tributary.task.Column;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import io.tributary.task.Row;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A made-up stream with a feature of every kind, a family of every loss, and values that are often missing. */
final class Orchard {
    static final Family PRICE = new Family("price", Kind.REGRESSION, 1, LossName.SQUARED, 0);
    static final Family WEIGHT = new Family("weight", Kind.REGRESSION, 1, LossName.HUBER, 1);
    static final Family RARE = new Family("rare", Kind.REGRESSION, 1, LossName.QUANTILE, 0.9);
    static final Family COUNT = new Family("count", Kind.REGRESSION, 1, LossName.POISSON, 0);
    static final Family RIPE = new Family("ripe", Kind.BINARY, 1, LossName.LOGISTIC, 0);
    static final Family GRADE = new Family("grade", Kind.MULTICLASS, 3, LossName.SOFTMAX, 0);

    private static final String[] SORTS = {"Elstar", "Gala", "Boskoop", "Äpfel 苹果", "unlisted"};
    private static final double FOUR_YEARS = 126_230_400_000.0;

    private Orchard() {}

    static LearnerBuilder learner() {
        return new LearnerBuilder()
                .features(
                        FeatureBuilder.hourOfDay("hour").from("picked").indicator(),
                        FeatureBuilder.numeric("size").indicator(),
                        FeatureBuilder.bool("organic").indicator(),
                        FeatureBuilder.numeric("sugar").min(0.5).max(40).log(),
                        FeatureBuilder.numeric("acid").raw().nanIsMissing(),
                        FeatureBuilder.categorical("sort")
                                .values("Elstar", "Gala", "Äpfel 苹果")
                                .indicator(),
                        FeatureBuilder.numeric("rain").fixed(10, 4),
                        FeatureBuilder.categorical("sort hashed")
                                .from("sort")
                                .buckets(5)
                                .indicator(),
                        FeatureBuilder.dayOfWeek("weekday").from("picked"),
                        FeatureBuilder.numeric("size raw").from("size").max(3).raw())
                .families(PRICE, WEIGHT, RARE, COUNT, RIPE, GRADE)
                .trunk(7, 5);
    }

    /** So many rows of seven orchards, each value missing in one of four. */
    static List<Row> rows(Learner learner, int count, long seed) {
        List<Column> columns = FeatureEncoder.columns(learner.config().features());
        Random random = new Random(seed);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Row row = new Row(columns.size(), learner.families().size());
            row.entity().set("orchard " + random.nextInt(7));
            row.time(1000L * i);
            for (int c = 0; c < columns.size(); c++) {
                if (random.nextInt(4) > 0) {
                    fill(row, c, columns.get(c), random);
                }
            }
            label(row, learner.families(), random);
            rows.add(row);
        }
        return rows;
    }

    private static void fill(Row row, int column, Column what, Random random) {
        switch (what.type()) {
            case TEXT -> row.presentText(column).set(SORTS[random.nextInt(SORTS.length)]);
            case TIME -> row.number(column, Math.rint((random.nextDouble() - 0.5) * FOUR_YEARS));
            case NUMBER ->
                row.number(column, what.name().equals("organic") ? random.nextInt(2) : 2 + 3 * random.nextGaussian());
        }
    }

    private static void label(Row row, List<Family> families, Random random) {
        double base = row.entity().length() + (row.isPresent(1) ? row.number(1) : 0);
        for (int f = 0; f < families.size(); f++) {
            Family family = families.get(f);
            row.label(
                    f,
                    switch (family.kind()) {
                        case REGRESSION ->
                            family.loss() == LossName.POISSON
                                    ? random.nextInt(4)
                                    : 1000 + 50 * base + random.nextGaussian();
                        case BINARY -> base + random.nextGaussian() > 12 ? 1 : 0;
                        case MULTICLASS -> random.nextInt(family.outputs());
                    });
        }
    }

    /** Lets a learner learn the first rows of the stream. */
    static Learner learned(LearnerBuilder builder) {
        Learner learner = builder.build();
        rows(learner, 400, 1).forEach(learner::observe);
        return learner;
    }
}
