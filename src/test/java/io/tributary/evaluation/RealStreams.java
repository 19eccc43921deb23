package io.tributary.evaluation;

import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import io.tributary.task.Row;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;

/** Entities and labels of the shipped data sets, read without the source room. */
final class RealStreams {
    static final Family SCORE = new Family("score", Kind.REGRESSION, 1, LossName.SQUARED, 0);

    private RealStreams() {}

    /** Pupils: the entity is the school, the label the standardised exam score. */
    static List<Row> exam() {
        return lines("/datasets/exam.csv.gz", Integer.MAX_VALUE).stream()
                .map(cells -> Questions.row(cells[0], Double.parseDouble(cells[1])))
                .toList();
    }

    /** Flights, for {@link Questions#ALL}: the entity is the origin, the three labels derive from the delay. */
    static List<Row> flights(int rows) {
        return lines("/io/tributary/demo/flights.csv.gz", rows).stream()
                .map(cells -> flight(cells[1], Double.parseDouble(cells[4])))
                .toList();
    }

    private static Row flight(String origin, double delay) {
        double late = delay > 15 ? 1 : 0;
        double clipped = Math.min(Math.max(delay, -30), 180);
        double band = delay <= 0 ? 0 : 1 + late;
        return Questions.row(origin, late, clipped, band);
    }

    private static List<String[]> lines(String resource, int limit) {
        try (var bytes = Objects.requireNonNull(RealStreams.class.getResourceAsStream(resource), resource);
                var reader =
                        new BufferedReader(new InputStreamReader(new GZIPInputStream(bytes), StandardCharsets.UTF_8))) {
            return reader.lines()
                    .skip(1)
                    .limit(limit)
                    .map(line -> line.split(",", -1))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
