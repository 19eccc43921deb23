package io.tributary.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuietIT {
    @Test
    void printsNothingInAnOrdinaryLife(@TempDir Path directory) throws Exception {
        Path printed = directory.resolve("printed");
        Process process = QuietApplication.launch(directory.resolve("data"), printed);
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }

        assertThat(printed).isEmptyFile();
        assertThat(process.exitValue()).isZero();
    }
}
