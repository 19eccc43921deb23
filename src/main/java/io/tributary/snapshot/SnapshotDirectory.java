package io.tributary.snapshot;

import io.tributary.state.ModelVersion;
import io.tributary.state.StateCopy;
import io.tributary.v1.SnapshotManifest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An application's snapshots on disk: a folder for each version, the version that is live, and those that are pinned.
 *
 * <p>A folder appears under its name once it is complete. The file {@value #LIVE} holds the live version, {@value #PINNED} the pinned
 * ones, one a line; both are replaced as wholes. One process writes at a time; any number may read.
 */
public final class SnapshotDirectory {
    private static final String LIVE = "live";
    private static final String PINNED = "pinned";
    private static final String UNFINISHED = ".unfinished-";

    private final Path directory;
    private final String application;

    /**
     * @param directory need not exist before something is written
     * @param application whose snapshots these are
     */
    public SnapshotDirectory(Path directory, String application) {
        this.directory = directory;
        this.application = application;
    }

    public Path path() {
        return directory;
    }

    /** All versions that have a folder, in their order. */
    public List<ModelVersion> versions() {
        if (!Files.exists(directory)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(directory)) {
            return folders.filter(Files::isDirectory)
                    .map(folder -> version(folder.getFileName().toString()))
                    .flatMap(Optional::stream)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new SnapshotException(directory + " cannot be read: " + e, e);
        }
    }

    private static Optional<ModelVersion> version(String name) {
        try {
            return Optional.of(ModelVersion.parse(name));
        } catch (IllegalArgumentException noSnapshot) {
            return Optional.empty();
        }
    }

    /** Whether a version has a folder. */
    public boolean contains(ModelVersion version) {
        return Files.isDirectory(directory.resolve(version.toString()));
    }

    /**
     * The folder of a version.
     *
     * @throws SnapshotException if there is none; the message lists those there are
     */
    public SnapshotFolder folder(ModelVersion version) {
        if (!contains(version)) {
            List<ModelVersion> known = versions();
            throw new SnapshotException(directory + " has no snapshot " + version + ", expected "
                    + (known.isEmpty()
                            ? "some, but there are none"
                            : "one of "
                                    + known.stream().map(ModelVersion::toString).collect(Collectors.joining(", "))));
        }
        return open(version);
    }

    private SnapshotFolder open(ModelVersion version) {
        return new SnapshotFolder(directory.resolve(version.toString()), version, application);
    }

    /**
     * Writes a snapshot; where the same one is there already, whole, it stays.
     *
     * @return the manifest, with its checksums
     * @throws IOException if the disk does not take it
     */
    SnapshotManifest write(StateCopy copy, SnapshotManifest described) throws IOException {
        ModelVersion version = copy.version();
        if (contains(version)) {
            Optional<SnapshotManifest> same = same(version, copy);
            if (same.isPresent()) {
                return same.get();
            }
            delete(version); // Never announced: of a transaction that was not committed, or damaged.
        }
        Path unfinished = directory.resolve(UNFINISHED + version);
        deleteTree(unfinished);
        Files.createDirectories(unfinished);
        SnapshotManifest manifest = new SnapshotFolder(unfinished, version, application).write(copy, described);
        Files.move(unfinished, directory.resolve(version.toString()), StandardCopyOption.ATOMIC_MOVE);
        SnapshotFolder.sync(directory);
        return manifest;
    }

    private Optional<SnapshotManifest> same(ModelVersion version, StateCopy copy) {
        SnapshotFolder there = open(version);
        if (!there.faults().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(there.manifest())
                .filter(manifest -> manifest.getModelSha256().equals(copy.modelDigest())
                        && manifest.getOffsets().get(0).getOffset() == copy.nextOffset());
    }

    /** Removes what a process that ended while it was writing has left. */
    void removeUnfinished() throws IOException {
        if (Files.exists(directory)) {
            try (Stream<Path> folders = Files.list(directory)) {
                for (Path folder : folders.toList()) {
                    if (folder.getFileName().toString().startsWith(UNFINISHED)) {
                        deleteTree(folder);
                    }
                }
            }
        }
    }

    /** Removes a version; its name goes first, so that no half of it is ever taken for a snapshot. */
    void delete(ModelVersion version) throws IOException {
        Path going = directory.resolve(UNFINISHED + version);
        deleteTree(going);
        Files.move(directory.resolve(version.toString()), going, StandardCopyOption.ATOMIC_MOVE);
        deleteTree(going);
    }

    private static void deleteTree(Path tree) throws IOException {
        if (Files.exists(tree)) {
            Files.walkFileTree(tree, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) throws IOException {
                    Files.delete(folder);
                    return FileVisitResult.CONTINUE;
                }
            });
        }
    }

    /** The version that others are to serve; empty before the first that passed the gate. */
    public Optional<ModelVersion> live() {
        return lines(LIVE).stream().findFirst();
    }

    /**
     * Makes a version live.
     *
     * @throws SnapshotException if there is no such snapshot, or it is damaged
     */
    public void makeLive(ModelVersion version) {
        requireWhole(version);
        replace(LIVE, List.of(version));
    }

    private void requireWhole(ModelVersion version) {
        List<String> faults = folder(version).faults();
        if (!faults.isEmpty()) {
            throw new SnapshotException(String.join("; ", faults));
        }
    }

    /** The versions that are kept whatever happens. */
    public SortedSet<ModelVersion> pinned() {
        return new TreeSet<>(lines(PINNED));
    }

    /**
     * Keeps a version for ever, or no longer.
     *
     * @throws SnapshotException if there is no such snapshot
     */
    public void pin(ModelVersion version, boolean keep) {
        folder(version);
        SortedSet<ModelVersion> pinned = pinned();
        if (keep) {
            pinned.add(version);
        } else {
            pinned.remove(version);
        }
        replace(PINNED, List.copyOf(pinned));
    }

    private List<ModelVersion> lines(String name) {
        Path file = directory.resolve(name);
        try {
            return Files.readAllLines(file).stream()
                    .filter(line -> !line.isBlank())
                    .map(ModelVersion::parse)
                    .toList();
        } catch (NoSuchFileException none) {
            return List.of();
        } catch (IOException | IllegalArgumentException e) {
            throw new SnapshotException(file + " cannot be read, expected versions, one a line: " + e.getMessage(), e);
        }
    }

    private void replace(String name, List<ModelVersion> versions) {
        try {
            Path next = directory.resolve("." + name + ".next");
            SnapshotFolder.write(
                    next, versions.stream().map(version -> version + "\n").collect(Collectors.joining()));
            Files.move(next, directory.resolve(name), StandardCopyOption.ATOMIC_MOVE);
            SnapshotFolder.sync(directory);
        } catch (IOException e) {
            throw new UncheckedIOException("writing " + directory.resolve(name), e);
        }
    }

    /**
     * Removes the snapshots that need not be kept.
     *
     * @return which were removed
     */
    public List<ModelVersion> prune(SnapshotConfig config) throws IOException {
        List<ModelVersion> removed = new ArrayList<>();
        for (ModelVersion version : Retention.superfluous(this, config)) {
            delete(version);
            removed.add(version);
        }
        return removed;
    }
}
