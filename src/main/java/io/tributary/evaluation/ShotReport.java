package io.tributary.evaluation;

import io.tributary.task.Family;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The k-shot curve of one family; see {@link ShotCurve}. */
public record ShotReport(Family family, List<Point> points) {
    public ShotReport {
        points = List.copyOf(points);
    }

    /**
     * The loss on new entities at k earlier labels.
     *
     * @param shots k
     * @param upTo the last count that is taken in with it
     * @param entities entities that got so far
     * @param examples their examples at these counts, over all orders; each meets every seed
     * @param model the model's loss, its interval over entities and seeds
     * @param baselines those of the baselines that answer, by name, their intervals over entities
     * @param gains the model's gain against each of them, paired by entity and seed
     */
    public record Point(
            int shots,
            int upTo,
            int entities,
            long examples,
            Estimate model,
            Map<String, Estimate> baselines,
            Map<String, Gain> gains) {
        public Point {
            baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
            gains = Collections.unmodifiableMap(new LinkedHashMap<>(gains));
        }
    }
}
