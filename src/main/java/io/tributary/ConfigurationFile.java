package io.tributary;

import io.tributary.config.ConfigurationException;
import io.tributary.config.Effective;
import io.tributary.config.Settings;
import io.tributary.evaluation.TransferConfig;
import io.tributary.feature.FeatureConfig;
import io.tributary.learning.DriftConfig;
import io.tributary.learning.LearningConfig;
import io.tributary.learning.TasksConfig;
import io.tributary.model.ModelConfig;
import io.tributary.source.FamilyConfig;
import io.tributary.source.SourceConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/**
 * The YAML file of an application, with the overrides of its command line.
 *
 * @param configuration what it says, ranges of features expanded
 * @param effective the same as YAML that can be loaded again, every value with its origin; secrets are masked
 */
public record ConfigurationFile(Configuration configuration, String effective) {
    private static final String INTRODUCTION =
            """
            # Configuration

            Every key of the YAML file that `--config` names. Generated: `java -jar target/tributary.jar config reference` prints this page, and `config print` a whole configuration with the origin of each value.

            * `-X key=value` overrides any key by its dotted path: `-X learning.batch-size=32`, `-X features.hour.kind=numeric` (an element of a list by its `name` or its index). The value is YAML.
            * Unknown and duplicate keys are errors. A single value will do where a list is expected.
            * Everything below `kafka` is one verbatim client key: `-X kafka.state.dir=/var/lib/tributary`.

            """;

    /**
     * Reads a file.
     *
     * @param overrides arguments {@code key=value}
     * @throws ConfigurationException with every problem found
     */
    public static ConfigurationFile read(Path file, List<String> overrides) {
        try {
            return parse(file.toString(), Files.readString(file), overrides);
        } catch (NoSuchFileException e) {
            throw new ConfigurationException(
                    file + ": no such file in " + Path.of("").toAbsolutePath() + "; name it with --config FILE", e);
        } catch (CharacterCodingException e) {
            throw new ConfigurationException(file + ": found bytes that are no text, expected YAML in UTF-8", e);
        } catch (IOException e) {
            throw new ConfigurationException(file + ": unreadable, expected a YAML file: " + e, e);
        }
    }

    /**
     * Reads a file that is shipped with the program.
     *
     * @param resource its path below this package, such as {@code demo/flights.yaml}
     */
    public static ConfigurationFile resource(String resource, List<String> overrides) {
        try (InputStream stream = ConfigurationFile.class.getResourceAsStream(resource)) {
            if (stream == null) {
                throw new IllegalArgumentException(resource + ": no such resource");
            }
            return parse(resource, new String(stream.readAllBytes(), StandardCharsets.UTF_8), overrides);
        } catch (IOException e) {
            throw new UncheckedIOException(resource, e);
        }
    }

    /**
     * Reads a text.
     *
     * @param name what messages call it
     * @throws ConfigurationException with every problem found
     */
    public static ConfigurationFile parse(String name, String yaml, List<String> overrides) {
        Effective<Configuration> effective = settings().read(name, yaml, overrides);
        return new ConfigurationFile(effective.settings().expanded(), effective.yaml());
    }

    /** The reference page of all keys, in Markdown. */
    public static String reference() {
        return INTRODUCTION + settings().reference();
    }

    private static Settings<Configuration> settings() {
        return Settings.of(Configuration.class)
                .check(Configuration.class, ConfigurationChecks::application)
                .check(SourceConfig.class, ConfigurationChecks::source)
                .check(FeatureConfig.class, ConfigurationChecks::feature)
                .check(FamilyConfig.class, FamilyCheck::check)
                .check(ModelConfig.class, ConfigurationChecks::model)
                .check(LearningConfig.class, ConfigurationChecks::learning)
                .check(TasksConfig.class, ConfigurationChecks::tasks)
                .check(DriftConfig.class, ConfigurationChecks::drift)
                .check(TransferConfig.class, ConfigurationChecks::transfer);
    }
}
