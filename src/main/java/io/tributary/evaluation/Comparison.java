package io.tributary.evaluation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Configurations beside one another on the same rows, in the same orders, with the same seeds: the answer of
 * {@code evaluate}.
 *
 * @param variants the first is the one that the others are compared with
 * @param seconds wall time
 */
public record Comparison(List<Variant> variants, double seconds) {
    public Comparison {
        variants = List.copyOf(variants);
    }

    /**
     * One configuration.
     *
     * @param name what sets it apart, as {@code key=value}; empty for the configuration as it is
     * @param shots the k-shot curves
     * @param gains by family, its gain over the first variant; empty for the first itself
     */
    public record Variant(String name, Assessment assessment, List<ShotReport> shots, Map<String, Gain> gains) {
        /**
         * A variant beside the first.
         *
         * @param first none for the first itself
         */
        public static Variant of(String name, RunTable runs, List<ShotReport> shots, Optional<RunTable> first) {
            Assessment own = runs.assessment();
            Map<String, Gain> gains = new LinkedHashMap<>();
            first.ifPresent(table -> {
                List<String> names = names(table.assessment());
                for (int f = 0; f < own.families().size(); f++) {
                    String family = own.families().get(f).family().name();
                    if (names.contains(family)) {
                        gains.put(family, runs.gainOver(table, f, names.indexOf(family)));
                    }
                }
            });
            return new Variant(name, own, List.copyOf(shots), gains);
        }

        private static List<String> names(Assessment assessment) {
            return assessment.families().stream()
                    .map(family -> family.family().name())
                    .toList();
        }
    }

    /** One JSON object on one line; a number that is not finite is null. */
    public String toJson() {
        return ComparisonJson.of(this).toString();
    }

    /** Tables for a terminal, at most 100 columns wide for names of ordinary length. */
    public String toText() {
        return ComparisonText.of(this);
    }
}
