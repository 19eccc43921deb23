package io.tributary;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options of every verb that needs a configuration. */
final class ConfigurationOptions {
    @Option(
            names = {"-c", "--config"},
            required = true,
            paramLabel = "FILE",
            description = "The application's configuration (YAML).")
    private Path file = Path.of("");

    @Option(
            names = "-X",
            paramLabel = "KEY=VALUE",
            description = "Overrides any key, for example -X learning.batch-size=32. May be repeated.")
    private List<String> overrides = new ArrayList<>();

    /** The file as it was read. */
    ConfigurationFile file() {
        return ConfigurationFile.read(file, overrides);
    }

    /** The file with more overrides, which count before those of the command line. */
    ConfigurationFile file(List<String> more) {
        List<String> all = new ArrayList<>(overrides);
        all.addAll(more);
        return ConfigurationFile.read(file, all);
    }

    /** What the verb works with. */
    Wiring wiring() {
        ConfigurationFile read = file();
        return new Wiring(read.configuration(), read.effective());
    }
}
