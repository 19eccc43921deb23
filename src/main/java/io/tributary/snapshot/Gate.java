package io.tributary.snapshot;

import io.tributary.evaluation.PriorBaseline;
import io.tributary.v1.FamilyScore;
import io.tributary.v1.SnapshotManifest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Says whether a new snapshot may become live: finite, and in no family worse by more than a margin than the live one and than
 * the prior.
 *
 * <p>Two snapshots stand at different times, and times differ in how hard they are; so they are compared by their fading losses
 * as shares of the prior's at the same time, and by the losses themselves only where no prior runs.
 */
final class Gate {
    private final SnapshotConfig config;

    Gate(SnapshotConfig config) {
        this.config = config;
    }

    /**
     * Why a snapshot may not become live; empty if it may.
     *
     * @param isFinite whether all its parameters are
     * @param live the one before it, if there is one
     */
    List<String> refusals(SnapshotManifest candidate, boolean isFinite, Optional<SnapshotManifest> live) {
        List<String> refusals = new ArrayList<>();
        if (!isFinite) {
            refusals.add("a parameter is not a finite number");
        }
        Map<String, FamilyScore> before = live.map(SnapshotManifest::getFamilies).orElse(List.of()).stream()
                .collect(Collectors.toMap(FamilyScore::getName, Function.identity()));
        for (FamilyScore family : candidate.getFamilies()) {
            if (family.getExamples() > 0) {
                FamilyScore earlier = before.get(family.getName());
                if (earlier != null && earlier.getExamples() > 0) {
                    compareWithLive(family, earlier, refusals);
                }
                Double prior = family.getBaselines().get(PriorBaseline.NAME);
                if (prior != null) {
                    compare(family, "its fading loss", family.getFading(), "the prior's", prior, refusals);
                }
            }
        }
        return refusals;
    }

    private void compareWithLive(FamilyScore family, FamilyScore live, List<String> refusals) {
        double now = family.getBaselines().getOrDefault(PriorBaseline.NAME, 0.0);
        double then = live.getBaselines().getOrDefault(PriorBaseline.NAME, 0.0);
        if (now > 0 && then > 0) {
            String share = "its fading loss as a share of the prior's";
            compare(family, share, family.getFading() / now, "the live snapshot's", live.getFading() / then, refusals);
        } else {
            compare(family, "its fading loss", family.getFading(), "the live snapshot's", live.getFading(), refusals);
        }
    }

    private void compare(
            FamilyScore family, String what, double value, String whose, double other, List<String> refusals) {
        double margin = config.margin(family.getName());
        if (!(value <= other * (1 + margin))) {
            refusals.add(String.format(
                    Locale.ROOT,
                    "%s: %s, %.6g, exceeds %s, %.6g, by more than %.3g %%",
                    family.getName(),
                    what,
                    value,
                    whose,
                    other,
                    100 * margin));
        }
    }
}
