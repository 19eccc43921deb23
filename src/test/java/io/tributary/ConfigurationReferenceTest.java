package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.evaluation.TransferConfig;
import io.tributary.feature.FeatureConfig;
import io.tributary.learning.BalancingConfig;
import io.tributary.learning.DriftConfig;
import io.tributary.learning.IntervalsConfig;
import io.tributary.learning.LearningConfig;
import io.tributary.learning.TasksConfig;
import io.tributary.metrics.MetricsConfig;
import io.tributary.model.ModelConfig;
import io.tributary.snapshot.SnapshotConfig;
import io.tributary.source.FamilyConfig;
import io.tributary.source.LimitsConfig;
import io.tributary.source.SourceConfig;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationReferenceTest {
    @Test
    void isCommittedAsItIsGenerated() throws IOException {
        assertThat(Files.readString(Path.of("src/docs/configuration.md")))
                .as("src/docs/configuration.md is out of date; bring it up to date with"
                        + " java -jar target/tributary.jar config reference > src/docs/configuration.md")
                .isEqualTo(ConfigurationFile.reference());
    }

    @Test
    void namesEveryKeyOfEverySection() {
        Map<String, Class<?>> sections = Map.ofEntries(
                Map.entry("# Configuration", Configuration.class),
                Map.entry("## source", SourceConfig.class),
                Map.entry("## limits", LimitsConfig.class),
                Map.entry("## features", FeatureConfig.class),
                Map.entry("## families", FamilyConfig.class),
                Map.entry("## model", ModelConfig.class),
                Map.entry("## learning", LearningConfig.class),
                Map.entry("## tasks", TasksConfig.class),
                Map.entry("## balancing", BalancingConfig.class),
                Map.entry("## transfer", TransferConfig.class),
                Map.entry("## drift", DriftConfig.class),
                Map.entry("## intervals", IntervalsConfig.class),
                Map.entry("## snapshots", SnapshotConfig.class),
                Map.entry("## metrics", MetricsConfig.class));
        sections.forEach((heading, type) -> assertThat(keys(heading))
                .as(heading)
                .isEqualTo(Arrays.stream(type.getRecordComponents())
                        .map(ConfigurationReferenceTest::key)
                        .toList()));
    }

    @Test
    void statesTheDefaultsOfTheRecipe() {
        assertThat(ConfigurationFile.reference())
                .contains(
                        "| `batch-size` | a whole number from 1 to 65536 | `16` |",
                        "| `trunk-rate` | a number of at least 0 | `0.005` |",
                        "| `head-rate` | a number of at least 0 | `0.006` |",
                        "| `rate-decay` | a number of at least 0 | `2000` |",
                        "| `rate-floor` | a number from 0 to 1 | `0.1` |",
                        "| `clip-norm` | a number of at least 0 | `1.0` |",
                        "| `deviation-optimizer` | one of adagrad, adam | `adagrad` |",
                        "| `deviation-rate` | a number of at least 0 | `0.03` |",
                        "| `deviation-penalty` | a number of at least 0 | `0.01` |",
                        "| `statistics-cap` | a whole number of at least 2 | `20000` |",
                        "| `idle` | a duration such as 500ms, 10s, 5m, 2h or 1d, or off | `off` |",
                        "| `max` | a whole number from 1 to 10000000 | `1000000` |",
                        "| `admit-after` | a whole number from 1 to 255 | `1` |",
                        "| `detect` | true or false | `true` |",
                        "| `label-jump` | one of off, preserve, restart | `off` |",
                        "| `coverage` | a number from 0 to 0.999 | `0` |",
                        "| `trunk` | a list, each element a whole number | `[32, 16]` |",
                        "| `seed` | a whole number | `7` |");
    }

    private static List<String> keys(String heading) {
        return ConfigurationFile.reference()
                .lines()
                .dropWhile(line -> !line.equals(heading))
                .skip(1)
                .takeWhile(line -> !line.startsWith("#"))
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();
    }

    private static String key(RecordComponent component) {
        return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
    }
}
