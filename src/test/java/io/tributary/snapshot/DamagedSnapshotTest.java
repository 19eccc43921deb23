package io.tributary.snapshot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.state.ModelVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is wrong with a snapshot is found and named, and nothing of it is ever loaded. */
class DamagedSnapshotTest {
    private static final int FLIPS = 10_000;

    @TempDir
    private Path path;

    private SnapshotDirectory directory = new SnapshotDirectory(Path.of(""), "");
    private ModelVersion version = ModelVersion.NONE;
    private Path folder = Path.of("");

    @BeforeEach
    void take() {
        try (Snapshotted shop = new Snapshotted(path, 1)) {
            version = shop.next();
            directory = shop.directory;
        }
        folder = path.resolve(version.toString());
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    private void requireFault(String words) {
        assertThat(directory.folder(version).faults())
                .anySatisfy(fault -> assertThat(fault).contains(words));
        List<String> read = new ArrayList<>();
        assertThatThrownBy(() -> directory.folder(version).read(block -> read.add(block.name())))
                .isInstanceOf(SnapshotException.class);
        assertThat(read).isEmpty();
    }

    @Test
    void everyBitFlippedAnywhereIsFound() throws IOException {
        assertThat(directory.folder(version).faults()).isEmpty();
        Random random = new Random(5);
        List<Path> files = files();
        assertThat(files).hasSize(3);
        for (int i = 0; i < FLIPS; i++) {
            Path file = files.get(i % files.size());
            byte[] bytes = Files.readAllBytes(file);
            int at = random.nextInt(bytes.length);
            byte before = bytes[at];
            bytes[at] ^= (byte) (1 << random.nextInt(8));
            Files.write(file, bytes);
            assertThat(directory.folder(version).faults())
                    .as("%s, byte %d", file, at)
                    .isNotEmpty();
            bytes[at] = before;
            Files.write(file, bytes);
        }
        assertThat(directory.folder(version).faults()).isEmpty();
    }

    @Test
    void aFileThatWasCutOffIsFoundWhereverItEnds() throws IOException {
        for (Path file : files()) {
            byte[] bytes = Files.readAllBytes(file);
            for (int length = 0; length < bytes.length; length += 1 + bytes.length / 50) {
                Files.write(file, java.util.Arrays.copyOf(bytes, length));
                assertThat(directory.folder(version).faults())
                        .as("%s, %d bytes", file, length)
                        .isNotEmpty();
            }
            Files.write(file, bytes);
        }
    }

    @Test
    void aPartThatIsMissingIsNamed() throws IOException {
        Files.delete(folder.resolve("part-0.blocks"));
        requireFault("part-0.blocks is missing");
    }

    @Test
    void aFolderThatWasNeverCompletedIsNamed() throws IOException {
        Files.delete(folder.resolve("SHA256SUMS"));
        requireFault("has no SHA256SUMS: it is no snapshot, or was never completed");
    }

    @Test
    void aFolderUnderAnotherVersionsNameIsNamed() throws IOException {
        ModelVersion other = new ModelVersion(0, 77);
        Files.move(folder, path.resolve(other.toString()));
        assertThat(directory.folder(other).faults())
                .singleElement()
                .asString()
                .contains("holds version " + version + ", expected 0-77");
    }

    @Test
    void aForeignSnapshotIsNamed() {
        assertThat(new SnapshotDirectory(path, "other").folder(version).faults())
                .singleElement()
                .asString()
                .contains("is a snapshot of the application shop, expected other");
    }

    @Test
    void aFormatOfTheFutureIsNamed() throws IOException {
        byte[] part = Files.readAllBytes(folder.resolve("part-0.blocks"));
        part[7] = 9;
        Path alone = Files.write(path.resolve("future.blocks"), part);
        assertThatThrownBy(() -> PartFile.read(alone, block -> {}))
                .isInstanceOf(SnapshotException.class)
                .hasMessageContaining("has format 9, expected 1");
    }

    @Test
    void aFolderThatCannotBeReadIsNamed() throws IOException {
        Files.delete(folder.resolve("manifest.json"));
        Files.createDirectory(folder.resolve("manifest.json"));
        requireFault("cannot be read");
    }

    @Test
    void aListThatIsNoneIsNamed() throws IOException {
        Files.writeString(path.resolve("live"), "yesterday\n", StandardCharsets.UTF_8);
        assertThatThrownBy(() -> directory.live())
                .hasMessageContaining("live cannot be read, expected versions")
                .hasMessageContaining("yesterday");
    }

    @Test
    void sha256sumUnderstandsTheSums() throws IOException, InterruptedException {
        Process check = new ProcessBuilder("sha256sum", "-c", "--strict", "SHA256SUMS")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .start();
        String said = new String(check.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(check.waitFor()).as(said).isZero();
    }
}
