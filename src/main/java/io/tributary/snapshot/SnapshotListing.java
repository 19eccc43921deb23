package io.tributary.snapshot;

import static io.tributary.evaluation.Figures.format;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tributary.evaluation.Figures;
import io.tributary.evaluation.TextTable;
import io.tributary.state.ModelVersion;
import io.tributary.v1.FamilyScore;
import io.tributary.v1.SnapshotManifest;
import io.tributary.v1.SnapshotPart;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/** The snapshots of an application in the order of their versions, damaged ones among them. */
public record SnapshotListing(List<Entry> entries) {
    private static final List<String> HEAD =
            List.of("version", "taken", "event time", "examples", "entities", "size", "marks");
    private static final Set<Integer> LEFT_ALIGNED = Set.of(0, 1, 2, HEAD.indexOf("marks"));
    private static final String NONE = "-";

    public SnapshotListing {
        entries = List.copyOf(entries);
    }

    /**
     * One of them.
     *
     * @param manifest empty if anything is wrong with the snapshot
     * @param faults what is wrong with it, one line a fault
     * @param live whether it is the one to be served
     * @param pinned whether it is kept whatever happens
     */
    public record Entry(
            ModelVersion version,
            Optional<SnapshotManifest> manifest,
            List<String> faults,
            boolean live,
            boolean pinned) {
        public Entry {
            faults = List.copyOf(faults);
        }

        /** Whether the gate kept it from becoming live. */
        boolean isRefused() {
            return manifest.filter(whole -> !whole.getRefusals().isEmpty()).isPresent();
        }

        private String marks() {
            List<String> marks = new ArrayList<>();
            if (live) {
                marks.add("live");
            }
            if (pinned) {
                marks.add("pinned");
            }
            if (isRefused()) {
                marks.add("refused");
            }
            if (!faults.isEmpty()) {
                marks.add("damaged");
            }
            return String.join(", ", marks);
        }
    }

    /**
     * All snapshots there are; every checksum is computed again.
     *
     * @throws SnapshotException if the directory cannot be read
     */
    public static SnapshotListing of(SnapshotDirectory directory) {
        Optional<ModelVersion> live = directory.live();
        SortedSet<ModelVersion> pinned = directory.pinned();
        return new SnapshotListing(directory.versions().stream()
                .map(version -> entry(
                        directory.folder(version),
                        version,
                        live.filter(version::equals).isPresent(),
                        pinned.contains(version)))
                .toList());
    }

    private static Entry entry(SnapshotFolder folder, ModelVersion version, boolean live, boolean pinned) {
        List<String> faults = folder.faults();
        Optional<SnapshotManifest> manifest = faults.isEmpty() ? Optional.of(folder.manifest()) : Optional.empty();
        return new Entry(version, manifest, faults, live, pinned);
    }

    /** Whether nothing is wrong with any of them. */
    public boolean isWhole() {
        return entries.stream().allMatch(entry -> entry.faults().isEmpty());
    }

    /** A table with the fading loss of each family, and below it what is wrong. */
    public String toText() {
        if (entries.isEmpty()) {
            return "there are no snapshots";
        }
        Set<String> families = families();
        TextTable table = new TextTable(LEFT_ALIGNED);
        List<String> head = new ArrayList<>(HEAD);
        head.addAll(families);
        table.add(head);
        entries.forEach(entry -> table.add(cells(entry, families)));
        StringBuilder text = new StringBuilder(table.toString());
        for (Entry entry : entries) {
            entry.faults().forEach(fault -> text.append(format("%s is damaged: %s\n", entry.version(), fault)));
        }
        return text.toString().stripTrailing();
    }

    private Set<String> families() {
        Set<String> families = new LinkedHashSet<>();
        for (Entry entry : entries) {
            entry.manifest()
                    .ifPresent(manifest -> manifest.getFamilies().forEach(family -> families.add(family.getName())));
        }
        return families;
    }

    private static List<String> cells(Entry entry, Set<String> families) {
        List<String> cells = new ArrayList<>(List.of(entry.version().toString()));
        if (entry.manifest().isEmpty()) {
            cells.addAll(List.of(NONE, NONE, NONE, NONE, NONE, entry.marks()));
            families.forEach(family -> cells.add(NONE));
            return cells;
        }
        SnapshotManifest manifest = entry.manifest().get();
        cells.add(ManifestText.time(manifest.getTakenAt()));
        cells.add(ManifestText.time(manifest.getEventTime()));
        cells.add(format("%,d", manifest.getLearned()));
        cells.add(format("%,d", manifest.getEntities()));
        cells.add(ManifestText.size(bytes(manifest)));
        cells.add(entry.marks());
        families.forEach(family -> cells.add(manifest.getFamilies().stream()
                .filter(score -> score.getName().equals(family) && score.getExamples() > 0)
                .map(score -> Figures.loss(score.getFading()))
                .findFirst()
                .orElse(NONE)));
        return cells;
    }

    private static long bytes(SnapshotManifest manifest) {
        return manifest.getParts().stream().mapToLong(SnapshotPart::getBytes).sum();
    }

    /** One JSON array, an object for each. */
    public String toJson() {
        ArrayNode list = JsonNodeFactory.instance.arrayNode();
        entries.forEach(entry -> put(list.addObject(), entry));
        return list.toPrettyString();
    }

    private static void put(ObjectNode node, Entry entry) {
        node.put("version", entry.version().toString())
                .put("live", entry.live())
                .put("pinned", entry.pinned());
        ArrayNode faults = node.putArray("faults");
        entry.faults().forEach(faults::add);
        if (entry.manifest().isEmpty()) {
            return;
        }
        SnapshotManifest manifest = entry.manifest().get();
        node.put("taken_at", manifest.getTakenAt().toString())
                .put("event_time", manifest.getEventTime().toString())
                .put("examples", manifest.getLearned())
                .put("entities", manifest.getEntities())
                .put("bytes", bytes(manifest))
                .put("model_sha256", manifest.getModelSha256());
        ArrayNode refusals = node.putArray("refusals");
        manifest.getRefusals().forEach(refusals::add);
        ObjectNode fading = node.putObject("fading");
        for (FamilyScore family : manifest.getFamilies()) {
            if (family.getExamples() > 0) {
                fading.put(family.getName(), family.getFading());
            }
        }
    }
}
