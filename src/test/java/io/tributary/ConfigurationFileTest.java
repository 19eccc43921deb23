package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.tributary.config.ConfigurationException;
import io.tributary.feature.FeatureConfig;
import io.tributary.source.FamilyConfig;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {
    private static final Path DATASETS = Path.of("src/test/resources/datasets");

    @Test
    void loadsTheFlights() {
        Configuration flights =
                ConfigurationFile.resource("demo/flights.yaml", List.of()).configuration();
        assertThat(flights.application()).isEqualTo("flights");
        assertThat(flights.source().time()).contains("time");
        assertThat(flights.source().entity()).containsExactly("origin");
        assertThat(flights.features())
                .extracting(FeatureConfig::name)
                .containsExactly(
                        "hour",
                        "weekday",
                        "distance",
                        "origin_late_180",
                        "destination_late_180",
                        "origin_late_1440",
                        "destination_late_1440",
                        "network_late_180");
        assertThat(flights.features().get(3).standardise().deviation()).isEqualTo(1 / 6.0);
        assertThat(outputs(flights)).containsExactly(Map.entry("late", 1), Map.entry("delay", 1), Map.entry("band", 3));
    }

    @Test
    void loadsTheExam() {
        Configuration exam = dataset("exam.yaml");
        assertThat(exam.source().time()).isEqualTo(Optional.empty());
        assertThat(exam.source().entity()).containsExactly("school");
        assertThat(exam.features())
                .extracting(FeatureConfig::name, FeatureConfig::values)
                .containsExactly(
                        tuple("standLRT", List.of()),
                        tuple("schavg", List.of()),
                        tuple("vr", List.of("bottom 25%", "mid 50%", "top 25%")),
                        tuple("intake", List.of("bottom 25%", "mid 50%", "top 25%")),
                        tuple("sex", List.of("F")),
                        tuple("type", List.of("Sngl")),
                        tuple("schgend", List.of("boys", "girls", "mixed")));
        assertThat(outputs(exam)).containsExactly(Map.entry("score", 1));
    }

    @Test
    void loadsTheGarmentsWithOneFeatureAPixel() {
        Configuration fashion = dataset("fashion.yaml");
        assertThat(fashion.features()).hasSize(196);
        assertThat(fashion.features().get(195).name()).isEqualTo("p195");
        assertThat(fashion.features()).allMatch(pixel -> pixel.standardise().mean() == 72.93);
        assertThat(outputs(fashion))
                .containsExactly(
                        Map.entry("garment", 10),
                        Map.entry("zone", 4),
                        Map.entry("footwear", 1),
                        Map.entry("top", 1),
                        Map.entry("pullover_or_coat", 1),
                        Map.entry("shirt", 1),
                        Map.entry("sandal", 1),
                        Map.entry("dress", 1));
        assertThat(fashion.families()).allMatch(family -> family.when().equals(Map.of("family", family.name())));
        assertThat(fashion.families().get(1).groups())
                .containsExactly(List.of("5", "7", "9"), List.of("1"), List.of("8"), List.of("0", "2", "3", "4", "6"));
    }

    @Test
    void namesOnlyColumnsThatTheDataSetsHave() throws IOException {
        Path flights = Path.of("src/main/resources/io/tributary/demo/flights.yaml");
        for (Path file : List.of(flights, DATASETS.resolve("exam.yaml"), DATASETS.resolve("fashion.yaml"))) {
            Configuration configuration =
                    ConfigurationFile.read(file, List.of()).configuration();
            assertThat(header(Path.of(file.toString().replace(".yaml", ".csv.gz"))))
                    .as(file.toString())
                    .containsAll(configuration.source().entity())
                    .containsAll(configuration.source().time().stream().toList())
                    .containsAll(configuration.features().stream()
                            .map(feature -> feature.from().orElse(feature.name()))
                            .toList())
                    .containsAll(configuration.families().stream()
                            .flatMap(
                                    family -> Stream.concat(Stream.of(family.label()), family.when().keySet().stream()))
                            .toList());
        }
    }

    private static List<String> header(Path csv) throws IOException {
        try (BufferedReader reader = new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(csv)), StandardCharsets.UTF_8))) {
            return List.of(String.valueOf(reader.readLine()).split(","));
        }
    }

    @Test
    void appliesOverridesToRangesAndClients() {
        Configuration fashion = ConfigurationFile.read(
                        DATASETS.resolve("fashion.yaml"),
                        List.of(
                                "features.p0..p195.standardise=none",
                                "kafka.bootstrap.servers=host:1",
                                "families.shirt.in=6"))
                .configuration();
        assertThat(fashion.features().get(7).standardise()).hasToString("none");
        assertThat(fashion.kafka()).isEqualTo(Map.of("bootstrap.servers", "host:1"));
        assertThat(fashion.families().get(5).in()).containsExactly("6");
    }

    @Test
    void printsWhatLoadsAgain() {
        for (String name : List.of("exam.yaml", "fashion.yaml")) {
            ConfigurationFile once = ConfigurationFile.read(
                    DATASETS.resolve(name), List.of("learning.max-wait=5m", "model.trunk=[]", "kafka.state.dir=/a b"));
            ConfigurationFile twice = ConfigurationFile.parse("printed.yaml", once.effective(), List.of());
            assertThat(twice.configuration()).isEqualTo(once.configuration());
        }
    }

    @Test
    void printsTheOriginOfEveryValue() {
        String printed = ConfigurationFile.resource("demo/flights.yaml", List.of("learning.batch-size=32"))
                .effective();
        assertThat(printed)
                .contains(
                        "application: flights  # demo/flights.yaml:3\n",
                        "  batch-size: 32  # -X\n",
                        "  trunk-rate: 0.005  # default\n",
                        "commit-interval: 500ms  # default\n");
    }

    @Test
    void namesAFileThatIsMissingOrNoText(@TempDir Path folder) throws IOException {
        Path missing = folder.resolve("nowhere.yaml");
        assertThatThrownBy(() -> ConfigurationFile.read(missing, List.of()))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith(missing + ": no such file")
                .hasMessageEndingWith("name it with --config FILE");
        Path bytes = Files.write(folder.resolve("bytes.yaml"), new byte[] {(byte) 0xff, 0});
        assertThatThrownBy(() -> ConfigurationFile.read(bytes, List.of()))
                .hasMessage(bytes + ": found bytes that are no text, expected YAML in UTF-8");
        assertThatThrownBy(() -> ConfigurationFile.read(folder, List.of()))
                .hasMessageStartingWith(folder + ": unreadable, expected a YAML file");
        assertThatThrownBy(() -> ConfigurationFile.resource("demo/nowhere.yaml", List.of()))
                .hasMessage("demo/nowhere.yaml: no such resource");
    }

    @Test
    void locatesAnUnknownKey() {
        assertThatThrownBy(() -> ConfigurationFile.resource("demo/flights.yaml", List.of("learning.batchsize=32")))
                .hasMessageStartingWith("-X learning.batchsize=32: unknown key 'batchsize' in learning;"
                        + " did you mean 'batch-size'? Known keys: batch-size, trunk-rate,");
    }

    private static Configuration dataset(String name) {
        return ConfigurationFile.read(DATASETS.resolve(name), List.of()).configuration();
    }

    private static List<Map.Entry<String, Integer>> outputs(Configuration configuration) {
        return configuration.families().stream()
                .map(FamilyConfig::family)
                .map(family -> Map.entry(family.name(), family.outputs()))
                .toList();
    }
}
