package io.tributary.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Alternatives that were measured in turn.
 *
 * @param unit of all values
 */
public record Measurement(String name, String unit, List<Series> alternatives) {
    public Measurement {
        alternatives = List.copyOf(alternatives);
    }

    /** Measures A B A B …, after rounds that are not counted. */
    public static Measurement inTurn(String name, String unit, Rounds rounds, List<Alternative> alternatives)
            throws IOException {
        List<List<Double>> values = new ArrayList<>();
        alternatives.forEach(alternative -> values.add(new ArrayList<>()));
        for (int round = -rounds.warmUps(); round < rounds.counted(); round++) {
            for (int a = 0; a < alternatives.size(); a++) {
                double value = alternatives.get(a).measure().measure();
                if (round >= 0) {
                    values.get(a).add(value);
                }
            }
        }
        List<Series> series = new ArrayList<>();
        for (int a = 0; a < alternatives.size(); a++) {
            series.add(new Series(alternatives.get(a).name(), values.get(a)));
        }
        return new Measurement(name, unit, series);
    }

    /** The first alternative ÷ the second, where there are two. */
    public Optional<Series> ratio() {
        return alternatives.size() == 2
                ? Optional.of(alternatives.get(0).ratioTo(alternatives.get(1)))
                : Optional.empty();
    }
}
