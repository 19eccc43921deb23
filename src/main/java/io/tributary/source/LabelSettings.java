package io.tributary.source;

import io.tributary.task.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Whether the label settings of a family fit its kind and each other. */
final class LabelSettings {
    private LabelSettings() {}

    /**
     * Checks one family.
     *
     * @throws IllegalArgumentException if they do not fit
     */
    static void check(FamilyConfig family) {
        List<String> found = rules(family);
        List<String> allowed = allowed(family.kind());
        if (!allowed.containsAll(found) || found.size() > 1) {
            throw error(family, found, "at most one of " + allowed + " for a " + kind(family) + " family");
        }
        if (family.kind() == Kind.MULTICLASS && found.isEmpty()) {
            throw error(family, found, "one of " + allowed + " for a multiclass family");
        }
        if (!isIncreasing(family.cuts())) {
            throw error(family, family.cuts(), "cuts that increase");
        }
        if (!family.clip().isEmpty() && (family.clip().size() != 2 || !isIncreasing(family.clip()))) {
            throw error(family, family.clip(), "clip: [low, high]");
        }
        List<String> grouped = family.groups().stream().flatMap(List::stream).toList();
        if (grouped.stream().distinct().count() < grouped.size()) {
            throw error(family, family.groups(), "each value in one group only");
        }
    }

    private static List<String> rules(FamilyConfig family) {
        List<String> rules = new ArrayList<>();
        family.above().ifPresent(threshold -> rules.add("above"));
        addIf(!family.in().isEmpty(), "in", rules);
        addIf(!family.cuts().isEmpty(), "cuts", rules);
        family.classes().ifPresent(classes -> rules.add("classes"));
        addIf(!family.groups().isEmpty(), "groups", rules);
        addIf(!family.clip().isEmpty(), "clip", rules);
        return rules;
    }

    private static void addIf(boolean present, String rule, List<String> rules) {
        if (present) {
            rules.add(rule);
        }
    }

    private static List<String> allowed(Kind kind) {
        return switch (kind) {
            case BINARY -> List.of("above", "in");
            case MULTICLASS -> List.of("cuts", "classes", "groups");
            case REGRESSION -> List.of("clip");
        };
    }

    private static boolean isIncreasing(List<Double> numbers) {
        return Stream.iterate(1, i -> i < numbers.size(), i -> i + 1)
                .allMatch(i -> numbers.get(i - 1) < numbers.get(i));
    }

    private static String kind(FamilyConfig family) {
        return family.kind().name().toLowerCase(java.util.Locale.ROOT);
    }

    private static IllegalArgumentException error(FamilyConfig family, List<?> found, String expected) {
        return new IllegalArgumentException("family " + family.name() + ": found " + found + ", expected " + expected);
    }
}
