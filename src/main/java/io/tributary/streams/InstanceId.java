package io.tributary.streams;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * The name under which an instance is known to its group: the same after a restart, and another for every instance.
 *
 * <p>It is made once and lies in the state directory, which is kept from one start to the next and never shared.
 */
final class InstanceId {
    private static final String SUFFIX = ".instance";

    private InstanceId() {}

    static String of(String application, Path stateDirectory) {
        Path file = stateDirectory.resolve(application + SUFFIX);
        try {
            if (!Files.exists(file)) {
                Files.createDirectories(stateDirectory);
                Path fresh = Files.createTempFile(stateDirectory, application, SUFFIX);
                Files.writeString(fresh, application + "-" + UUID.randomUUID());
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file, StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the state directory " + stateDirectory + " cannot be used (" + e.getMessage()
                            + "), expected one that may be written and is kept; set kafka.state.dir",
                    e);
        }
    }
}
