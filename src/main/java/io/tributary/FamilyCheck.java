package io.tributary;

import io.tributary.config.Complaints;
import io.tributary.source.FamilyConfig;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Whether the label rule and the loss of a family fit its kind. */
final class FamilyCheck {
    private final FamilyConfig family;
    private final Complaints complaints;

    private FamilyCheck(FamilyConfig family, Complaints complaints) {
        this.family = family;
        this.complaints = complaints;
    }

    static void check(FamilyConfig family, Complaints complaints) {
        FamilyCheck check = new FamilyCheck(family, complaints);
        check.name();
        check.rulesFitKind();
        check.binary();
        check.multiclass();
        check.clip();
        check.loss();
    }

    private void name() {
        if (family.name().isBlank() || family.name().contains("/")) {
            complaints.at(
                    "name",
                    "found '" + family.name()
                            + "', expected a name without '/', which ends it in task IDs (family/entity)");
        }
        if (family.label().isBlank()) {
            complaints.at("label", "found an empty name, expected a column");
        }
    }

    private void rulesFitKind() {
        onlyFor(Kind.BINARY, "above", family.above().isPresent());
        onlyFor(Kind.BINARY, "in", !family.in().isEmpty());
        onlyFor(Kind.MULTICLASS, "cuts", !family.cuts().isEmpty());
        onlyFor(Kind.MULTICLASS, "classes", family.classes().isPresent());
        onlyFor(Kind.MULTICLASS, "groups", !family.groups().isEmpty());
        onlyFor(Kind.REGRESSION, "clip", !family.clip().isEmpty());
    }

    private void onlyFor(Kind kind, String key, boolean given) {
        if (given && family.kind() != kind) {
            complaints.at(
                    key,
                    "found in a " + word(family.kind()) + " family, expected only in a " + word(kind)
                            + " one; remove it or change the kind");
        }
    }

    private void binary() {
        if (family.kind() == Kind.BINARY
                && family.above().isPresent()
                && !family.in().isEmpty()) {
            complaints.at("in", "found beside above, expected one rule or none");
        }
    }

    private void multiclass() {
        if (family.kind() != Kind.MULTICLASS) {
            return;
        }
        long rules = Stream.of(
                        !family.cuts().isEmpty(),
                        family.classes().isPresent(),
                        !family.groups().isEmpty())
                .filter(given -> given)
                .count();
        if (rules != 1) {
            complaints.at(
                    "kind", "found multiclass with " + rules + " of cuts, classes and groups, expected exactly one");
        }
        if (family.classes().isPresent() && family.classes().getAsInt() < 2) {
            complaints.at("classes", "found " + family.classes().getAsInt() + ", expected at least 2");
        }
        cuts();
        groups();
    }

    private void cuts() {
        List<Double> cuts = family.cuts();
        for (int i = 1; i < cuts.size(); i++) {
            if (cuts.get(i) <= cuts.get(i - 1)) {
                complaints.at("cuts", "found " + cuts + ", expected numbers that ascend");
                return;
            }
        }
    }

    private void groups() {
        List<List<String>> groups = family.groups();
        Set<String> seen = new HashSet<>();
        for (int i = 0; i < groups.size(); i++) {
            if (groups.get(i).isEmpty()) {
                complaints.at("groups." + i, "found an empty list, expected the values of one class");
            }
            for (String value : groups.get(i)) {
                if (!seen.add(value)) {
                    complaints.at("groups." + i, "found '" + value + "' again, expected each value in one class only");
                }
            }
        }
        if (groups.size() == 1) {
            complaints.at("groups", "found one list, expected at least two: one a class");
        }
    }

    private void clip() {
        List<Double> clip = family.clip();
        if (!clip.isEmpty() && (clip.size() != 2 || clip.get(0) >= clip.get(1))) {
            complaints.at("clip", "found " + clip + ", expected [low, high] with low below high");
        }
    }

    private void loss() {
        family.loss()
                .filter(loss -> loss.kind() != family.kind())
                .ifPresent(loss -> complaints.at(
                        "loss",
                        "found " + word(loss) + " in a " + word(family.kind()) + " family, expected one of "
                                + fitting()));
        if (family.delta() <= 0) {
            complaints.at("delta", "found " + family.delta() + ", expected a number above 0");
        }
        if (family.tau() <= 0 || family.tau() >= 1) {
            complaints.at("tau", "found " + family.tau() + ", expected a number above 0 and below 1");
        }
    }

    private String fitting() {
        return Stream.of(LossName.values())
                .filter(loss -> loss.kind() == family.kind())
                .map(FamilyCheck::word)
                .collect(Collectors.joining(", "));
    }

    private static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
