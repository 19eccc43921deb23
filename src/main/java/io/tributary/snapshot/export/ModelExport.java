package io.tributary.snapshot.export;

import io.tributary.learning.Learner;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writes a model in one format. The same model and metadata give the same bytes; the learner is only read. */
public interface ModelExport {
    /**
     * Writes the model, and leaves the stream open.
     *
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the format cannot hold what was asked for
     */
    void write(Learner learner, ExportMetadata about, OutputStream out) throws IOException;

    /**
     * Writes the model into a file, which appears complete or not at all: it is written beside it first, as {@code .part}.
     *
     * @throws IOException if it cannot be written
     * @throws IllegalArgumentException if the format cannot hold what was asked for
     */
    default void write(Learner learner, ExportMetadata about, Path file) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        try {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16)) {
                write(learner, about, out);
            }
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
