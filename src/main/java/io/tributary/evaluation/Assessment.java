package io.tributary.evaluation;

import io.tributary.task.Family;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What the runs of one configuration come to.
 *
 * @param orders orders of the rows
 * @param seeds seeds of the model, each with every order
 * @param days days that intervals were drawn from, if the order of the rows matters; else 0: intervals are over runs
 * @param rows rows of one run
 * @param deadUnits the share of the last layer's units that were dead at the end; NaN without a trunk
 * @param mostDead that of the worst run
 * @param families one for each family
 */
public record Assessment(
        int orders, int seeds, int days, long rows, Estimate deadUnits, double mostDead, List<OfFamily> families) {
    public Assessment {
        families = List.copyOf(families);
    }

    /** One method's figures. */
    public record OfMethod(Map<Measure, Estimate> estimates) {
        public OfMethod {
            estimates = Collections.unmodifiableMap(new LinkedHashMap<>(estimates));
        }

        /** A figure that fits the family. */
        Estimate estimate(Measure measure) {
            return Objects.requireNonNull(estimates.get(measure));
        }
    }

    /**
     * One family's figures.
     *
     * @param tasks tasks with a scored example
     * @param scored examples scored in one run
     * @param baselines those that answered it, by name, in the order they are reported
     * @param gains the model's gain against each of them
     */
    public record OfFamily(
            Family family,
            int tasks,
            long scored,
            OfMethod model,
            Map<String, OfMethod> baselines,
            Map<String, Gain> gains) {
        public OfFamily {
            baselines = Collections.unmodifiableMap(new LinkedHashMap<>(baselines));
            gains = Collections.unmodifiableMap(new LinkedHashMap<>(gains));
        }

        /** The baselines that the model is not shown to be better than: the interval of its gain does not lie above 0. */
        List<String> unbeaten() {
            return gains.entrySet().stream()
                    .filter(gain -> !(gain.getValue().absolute().low() > 0))
                    .map(Map.Entry::getKey)
                    .toList();
        }

        /** The baselines that are shown to be better: the interval of the model's gain lies below 0. */
        List<String> better() {
            return gains.entrySet().stream()
                    .filter(gain -> gain.getValue().absolute().high() < 0)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }
}
