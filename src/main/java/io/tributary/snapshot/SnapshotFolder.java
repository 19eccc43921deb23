package io.tributary.snapshot;

import io.tributary.state.Block;
import io.tributary.state.ModelVersion;
import io.tributary.state.StateCopy;
import io.tributary.v1.SnapshotManifest;
import io.tributary.v1.SnapshotPart;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The folder of one snapshot: parts, {@value #MANIFEST}, and {@value #SUMS}, which {@code sha256sum -c} understands.
 *
 * <p>Whatever is read of it is checked first, so that a bit flipped anywhere is found.
 */
public final class SnapshotFolder {
    static final String MANIFEST = "manifest.json";
    static final String SUMS = "SHA256SUMS";
    private static final String PART = "part-0.blocks";

    private final Path folder;
    private final Optional<ModelVersion> version;
    private final Optional<String> application;

    /**
     * @param folder where it is
     * @param version which it should be
     * @param application whose it should be
     */
    SnapshotFolder(Path folder, ModelVersion version, String application) {
        this(folder, Optional.of(version), Optional.of(application));
    }

    private SnapshotFolder(Path folder, Optional<ModelVersion> version, Optional<String> application) {
        this.folder = folder;
        this.version = version;
        this.application = application;
    }

    /** A folder that may hold any version, of any application. */
    public static SnapshotFolder ofAnyone(Path folder) {
        return new SnapshotFolder(folder, Optional.empty(), Optional.empty());
    }

    public Path path() {
        return folder;
    }

    /** Writes everything into the empty folder, through to the disk; returns the manifest with its checksums. */
    SnapshotManifest write(StateCopy copy, SnapshotManifest described) throws IOException {
        Path part = folder.resolve(PART);
        String checksum = PartFile.write(part, copy.blocks());
        SnapshotPart entry = new SnapshotPart(PART, (long) copy.blocks().size(), Files.size(part), checksum);
        SnapshotManifest manifest = SnapshotManifest.newBuilder(described)
                .setParts(List.of(entry))
                .setSha256(Hashing.ofAll(List.of(checksum)))
                .setModelSha256(copy.modelDigest())
                .build();
        write(folder.resolve(MANIFEST), Manifests.toJson(manifest));
        Map<String, String> sums = new TreeMap<>();
        sums.put(PART, checksum);
        sums.put(MANIFEST, Hashing.ofFile(folder.resolve(MANIFEST)));
        write(folder.resolve(SUMS), text(sums));
        sync(folder);
        return manifest;
    }

    private static String text(Map<String, String> sums) {
        StringBuilder text = new StringBuilder();
        sums.forEach((name, sum) -> text.append(sum).append("  ").append(name).append('\n'));
        return text.toString();
    }

    /** Writes a new file, through to the disk. */
    static void write(Path file, String text) throws IOException {
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
            channel.force(true);
        }
    }

    /** Makes sure that the names in a folder are on the disk. */
    static void sync(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * The manifest, once it is known to be what was written.
     *
     * @throws SnapshotException if it is missing, damaged, of another version or of another application
     */
    public SnapshotManifest manifest() {
        byte[] json = bytes(MANIFEST);
        String sums = new String(bytes(SUMS), StandardCharsets.UTF_8);
        SnapshotManifest manifest =
                Manifests.read(json, folder.resolve(MANIFEST).toString());
        MessageDigest digest = Hashing.sha256();
        digest.update(json);
        Map<String, String> expected = new TreeMap<>();
        expected.put(MANIFEST, Hashing.hex(digest));
        manifest.getParts().forEach(part -> expected.put(part.getName(), part.getSha256()));
        if (!sums.equals(text(expected))) {
            throw new SnapshotException(folder.resolve(MANIFEST) + " and " + SUMS
                    + " beside it do not agree: one of them was changed after it was written");
        }
        require(manifest);
        return manifest;
    }

    private void require(SnapshotManifest manifest) {
        if (manifest.getFormat() != PartFile.FORMAT) {
            throw new SnapshotException(folder + " has format " + manifest.getFormat() + ", expected " + PartFile.FORMAT
                    + ", which is the newest this program reads");
        }
        ModelVersion expected = version.orElse(Manifests.version(manifest));
        if (!manifest.getVersion().equals(expected.toString())
                || !Manifests.version(manifest).equals(expected)) {
            throw new SnapshotException(
                    folder + " holds version " + manifest.getVersion() + ", expected " + expected + " by its name");
        }
        String owner = application.orElse(manifest.getApplication());
        if (!manifest.getApplication().equals(owner)) {
            throw new SnapshotException(folder + " is a snapshot of the application " + manifest.getApplication()
                    + ", expected " + owner + "; bring it in with 'snapshot import'");
        }
        if (!manifest.getSha256()
                .equals(Hashing.ofAll(manifest.getParts().stream()
                        .map(SnapshotPart::getSha256)
                        .toList()))) {
            throw new SnapshotException(
                    folder.resolve(MANIFEST) + ": the checksum of the whole is not that of its parts");
        }
    }

    private byte[] bytes(String name) {
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (NoSuchFileException e) {
            throw new SnapshotException(
                    folder + " has no " + name + ": it is no snapshot, or was never completed; remove it", e);
        } catch (IOException e) {
            throw new SnapshotException(folder.resolve(name) + " cannot be read: " + e, e);
        }
    }

    /**
     * Checks every byte against its checksum.
     *
     * @return what is wrong, one line a fault; empty if nothing is
     */
    public List<String> faults() {
        List<String> faults = new ArrayList<>();
        try {
            for (SnapshotPart part : manifest().getParts()) {
                fault(part).ifPresent(faults::add);
            }
        } catch (SnapshotException e) {
            faults.add(String.valueOf(e.getMessage()));
        }
        return faults;
    }

    private Optional<String> fault(SnapshotPart part) {
        Path file = folder.resolve(part.getName());
        try {
            if (!Files.exists(file)) {
                return Optional.of(file + " is missing");
            }
            if (Files.size(file) != part.getBytes()) {
                return Optional.of(file + " has " + Files.size(file) + " bytes, expected " + part.getBytes());
            }
            if (!Hashing.ofFile(file).equals(part.getSha256())) {
                return Optional.of(file + " was changed after it was written: its checksum is another");
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(file + " cannot be read: " + e);
        }
    }

    /**
     * Reads all blocks, once every checksum has been found right.
     *
     * @throws SnapshotException if anything is wrong with the folder
     */
    public void read(Consumer<Block> sink) {
        List<String> faults = faults();
        if (!faults.isEmpty()) {
            throw new SnapshotException(String.join("; ", faults));
        }
        for (SnapshotPart part : manifest().getParts()) {
            try {
                PartFile.read(folder.resolve(part.getName()), sink);
            } catch (IOException e) {
                throw new SnapshotException(folder.resolve(part.getName()) + " cannot be read: " + e, e);
            }
        }
    }
}
