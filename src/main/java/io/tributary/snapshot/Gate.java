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

/** Says whether a new snapshot may become live: finite, and in no family worse by more than a margin. */
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
                    compare(family, earlier.getFading(), "the live snapshot's", refusals);
                }
                Double prior = family.getBaselines().get(PriorBaseline.NAME);
                if (prior != null) {
                    compare(family, prior, "the prior's", refusals);
                }
            }
        }
        return refusals;
    }

    private void compare(FamilyScore family, double other, String whose, List<String> refusals) {
        double margin = config.margin(family.getName());
        if (!(family.getFading() <= other * (1 + margin))) {
            refusals.add(String.format(
                    Locale.ROOT,
                    "%s: its fading loss of %.6g exceeds %s %.6g by more than %.3g %%",
                    family.getName(),
                    family.getFading(),
                    whose,
                    other,
                    100 * margin));
        }
    }
}
