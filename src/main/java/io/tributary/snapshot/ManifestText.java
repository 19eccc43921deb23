package io.tributary.snapshot;

import static io.tributary.evaluation.Figures.format;

import io.tributary.evaluation.Figures;
import io.tributary.evaluation.TextTable;
import io.tributary.v1.FamilyScore;
import io.tributary.v1.LogOffset;
import io.tributary.v1.SnapshotManifest;
import io.tributary.v1.SnapshotPart;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** A manifest for a terminal: what the snapshot is, where it stands, and its losses beside those of the baselines. */
final class ManifestText {
    private static final String NONE = "-";
    private static final int THOUSAND = 1000;

    private ManifestText() {}

    static String of(SnapshotManifest manifest) {
        TextTable facts = new TextTable(Set.of(0, 1));
        fact(facts, "snapshot", manifest.getVersion() + " of " + manifest.getApplication());
        fact(facts, "taken", time(manifest.getTakenAt()) + ", by tributary " + program(manifest));
        fact(facts, "event time", time(manifest.getEventTime()));
        fact(
                facts,
                "learned",
                format(
                        "%,d examples of %,d entities; %,d rows predicted, %,d records refused",
                        manifest.getLearned(), manifest.getEntities(), manifest.getRows(), manifest.getRefused()));
        for (LogOffset log : manifest.getOffsets()) {
            fact(facts, "next", format("offset %d of %s-%d", log.getOffset(), log.getTopic(), log.getPartition()));
        }
        fact(facts, "parent", manifest.getParent().isEmpty() ? NONE : manifest.getParent());
        fact(facts, "model", manifest.getModelSha256());
        fact(facts, "all parts", manifest.getSha256());
        for (SnapshotPart part : manifest.getParts()) {
            fact(
                    facts,
                    part.getName(),
                    format("%s, %,d blocks, %s", part.getSha256(), part.getBlocks(), size(part.getBytes())));
        }
        manifest.getRefusals().forEach(refusal -> fact(facts, "refused", refusal));
        return facts + "\n" + losses(manifest).toString().stripTrailing();
    }

    private static void fact(TextTable facts, String name, String value) {
        facts.add(List.of(name, value));
    }

    private static String program(SnapshotManifest manifest) {
        String revision = manifest.getRevision().isEmpty() ? "" : " (" + manifest.getRevision() + ")";
        return manifest.getProgramVersion() + revision;
    }

    private static TextTable losses(SnapshotManifest manifest) {
        Set<String> baselines = new TreeSet<>();
        manifest.getFamilies()
                .forEach(family -> baselines.addAll(family.getBaselines().keySet()));
        TextTable table = new TextTable(Set.of(0));
        List<String> head = new ArrayList<>(List.of("family", "examples", "loss", "fading"));
        baselines.forEach(name -> head.add(name.replace('_', ' ')));
        table.add(head);
        for (FamilyScore family : manifest.getFamilies()) {
            boolean scored = family.getExamples() > 0;
            List<String> cells = new ArrayList<>(List.of(family.getName(), format("%,d", family.getExamples())));
            cells.add(scored ? Figures.loss(family.getLoss()) : NONE);
            cells.add(scored ? Figures.loss(family.getFading()) : NONE);
            for (String name : baselines) {
                Double loss = family.getBaselines().get(name);
                cells.add(loss == null ? NONE : Figures.loss(loss));
            }
            table.add(cells);
        }
        return table;
    }

    /** To the second; of a model that has seen no time, none. */
    static String time(Instant time) {
        return time.equals(Instant.EPOCH)
                ? NONE
                : time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    /** Bytes in the unit that leaves one to three digits before the point. */
    static String size(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        double value = bytes;
        int unit = 0;
        while (value >= THOUSAND && unit < units.length - 1) {
            value /= THOUSAND;
            unit++;
        }
        return format(unit == 0 ? "%.0f %s" : "%.1f %s", value, units[unit]);
    }
}
