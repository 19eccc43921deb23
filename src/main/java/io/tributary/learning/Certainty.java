package io.tributary.learning;

import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.List;
import java.util.Optional;

/** What is told of an answer's certainty where it is asked for: intervals of regression, corrected probabilities. Not thread-safe. */
final class Certainty {
    private final Optional<Intervals> intervals;
    private final Optional<Calibration> calibration;

    Certainty(IntervalsConfig config, List<Family> families, Tables tables) {
        intervals = config.coverage() > 0 ? Optional.of(new Intervals(config, families, tables)) : Optional.empty();
        calibration = config.calibrate() ? Optional.of(new Calibration(families, tables)) : Optional.empty();
    }

    Optional<Intervals> intervals() {
        return intervals;
    }

    /** Corrects the probabilities of one family in place. */
    void correct(int family, double[] values, int offset) {
        if (calibration.isPresent()) {
            calibration.get().correct(family, values, offset);
        }
    }

    /** Adds the intervals to a row's answers. */
    void addTo(Prediction prediction) {
        if (intervals.isPresent()) {
            intervals.get().addTo(prediction);
        }
    }

    /** Learns from the labels of the row that was answered last. */
    void observe(Row row, Prediction prediction) {
        if (intervals.isPresent()) {
            intervals.get().observe(row, prediction);
        }
        if (calibration.isPresent()) {
            calibration.get().observe(row, prediction);
        }
    }
}
