package io.tributary.snapshot;

import io.tributary.state.ModelVersion;
import io.tributary.v1.SnapshotManifest;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Which snapshots are kept: the latest ones, the last one of each of the latest days, and all that something refers to.
 *
 * <p>Referred to are the live one, the pinned ones, and one that a generation began from. What cannot be read is kept: it is
 * somebody's to look at.
 */
final class Retention {
    private Retention() {}

    static List<ModelVersion> superfluous(SnapshotDirectory directory, SnapshotConfig config) {
        TreeMap<ModelVersion, SnapshotManifest> snapshots = new TreeMap<>();
        for (ModelVersion version : directory.versions()) {
            manifest(directory, version).ifPresent(manifest -> snapshots.put(version, manifest));
        }
        Set<ModelVersion> kept = new HashSet<>(directory.pinned());
        directory.live().ifPresent(kept::add);
        List<ModelVersion> latestFirst = snapshots.keySet().stream()
                .sorted(Comparator.comparing((ModelVersion version) -> taken(snapshots, version))
                        .thenComparing(Comparator.naturalOrder())
                        .reversed())
                .toList();
        latestFirst.stream().limit(config.keep()).forEach(kept::add);
        latestFirst.stream()
                .collect(Collectors.toMap(
                        version -> day(snapshots, version),
                        version -> version,
                        (later, earlier) -> later,
                        TreeMap::new))
                .descendingMap()
                .values()
                .stream()
                .limit(config.keepDays())
                .forEach(kept::add);
        snapshots.forEach((version, manifest) -> beginning(version, manifest).ifPresent(kept::add));
        return snapshots.keySet().stream()
                .filter(version -> !kept.contains(version))
                .toList();
    }

    private static Optional<SnapshotManifest> manifest(SnapshotDirectory directory, ModelVersion version) {
        try {
            return Optional.of(directory.folder(version).manifest());
        } catch (SnapshotException unreadable) {
            return Optional.empty();
        }
    }

    private static Instant taken(Map<ModelVersion, SnapshotManifest> snapshots, ModelVersion version) {
        return Objects.requireNonNull(snapshots.get(version)).getTakenAt();
    }

    private static LocalDate day(Map<ModelVersion, SnapshotManifest> snapshots, ModelVersion version) {
        return LocalDate.ofInstant(taken(snapshots, version), ZoneOffset.UTC);
    }

    /** The snapshot of another generation that this one's began from. */
    private static Optional<ModelVersion> beginning(ModelVersion version, SnapshotManifest manifest) {
        return Optional.of(manifest.getParent())
                .filter(parent -> !parent.isEmpty())
                .map(ModelVersion::parse)
                .filter(parent -> parent.generation() != version.generation());
    }
}
