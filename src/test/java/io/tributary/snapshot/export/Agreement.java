package io.tributary.snapshot.export;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.learning.Learner;
import io.tributary.state.Fingerprint;
import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Compares exported graphs with the learner that they come from, row by row, every family of every entity. */
final class Agreement {
    private static final double TOLERANCE = 1e-5;

    private int outputs;
    private int entities;
    private int withDeviation;
    private double largest;

    static ExportMetadata about(Learner learner) {
        return new ExportMetadata("1-4000", "orchard", Fingerprint.of(learner.config(), 1), "ab".repeat(32));
    }

    /** Asserts that outputs o are within 1e-5 · max(1, |o|) of the learner's, and answers alike. */
    static Agreement of(Learner learner, List<Row> rows) {
        Agreement agreement = new Agreement();
        Map<String, List<Row>> byEntity = rows.stream()
                .collect(
                        Collectors.groupingBy(row -> row.entity().toString(), LinkedHashMap::new, Collectors.toList()));
        byEntity.forEach((entity, theirs) -> agreement.compare(learner, entity, theirs));
        return agreement;
    }

    private void compare(Learner learner, String entity, List<Row> rows) {
        entities++;
        try (RuntimeModel model = new RuntimeModel(learner, TaskChoice.ofEntity(entity), about(learner))) {
            RuntimeModel.Results results = model.run(rows);
            for (int r = 0; r < rows.size(); r++) {
                compare(learner, rows.get(r), results, r);
            }
        }
    }

    private void compare(Learner learner, Row row, RuntimeModel.Results results, int r) {
        for (int f = 0; f < learner.families().size(); f++) {
            row.asked(f, true);
        }
        Prediction prediction = learner.predictOnly(row);
        int place = learner.pending().rows();
        for (int f = 0; f < learner.families().size(); f++) {
            Family family = learner.families().get(f);
            withDeviation += prediction.isUnseen(f) ? 0 : 1;
            for (int j = 0; j < family.outputs(); j++) {
                float o = learner.network().output(place, prediction.offset(f) + j);
                close(o, results.of(family.name() + ".output")[r][j], 1, family);
                double scale = family.standardised() ? learner.labelStatistics().deviation(f) : 1;
                close(
                        prediction.values()[prediction.offset(f) + j],
                        results.of(family.name() + ".answer")[r][j],
                        scale,
                        family);
                outputs++;
            }
        }
    }

    private void close(double expected, double found, double scale, Family family) {
        double bound = TOLERANCE * Math.max(scale, Math.abs(expected));
        assertThat(Math.abs(found - expected))
                .as("%s: found %s, expected %s", family.name(), found, expected)
                .isLessThanOrEqualTo(bound);
        largest = Math.max(largest, TOLERANCE * Math.abs(found - expected) / bound);
    }

    int outputs() {
        return outputs;
    }

    int entities() {
        return entities;
    }

    /** Answers that a deviation had a part in. */
    int withDeviation() {
        return withDeviation;
    }

    /** The largest difference, divided by max(1, |o|). */
    double largest() {
        return largest;
    }
}
