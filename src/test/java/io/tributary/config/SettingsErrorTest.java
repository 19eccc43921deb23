package io.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.config.Orchard.Shed;
import io.tributary.config.Orchard.Tree;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsErrorTest {
    private static List<String> problems(Settings<Orchard> settings, String yaml, String... overrides) {
        ConfigurationException refused = catchThrowableOfType(
                ConfigurationException.class, () -> settings.read("orchard.yaml", yaml, List.of(overrides)));
        assertThat(refused).as("nothing refused in %s", yaml).isNotNull();
        return refused.problems();
    }

    private static List<String> problems(String yaml, String... overrides) {
        return problems(Orchard.settings(), yaml, overrides);
    }

    @Test
    void namesTheNearestKeyAndAllKnownOnes() {
        assertThat(problems("name: a\nshed:\n  doors: 1\n  dors: 2\n"))
                .containsExactly("orchard.yaml:4: unknown key 'dors' in shed; did you mean 'doors'?"
                        + " Known keys: doors, door-password");
    }

    @Test
    void suggestsNothingForAKeyThatResemblesNone() {
        assertThat(problems("name: a\nxylophone: 1\n"))
                .singleElement()
                .asString()
                .startsWith("orchard.yaml:2: unknown key 'xylophone'. Known keys: name, tree-rows, ");
    }

    @Test
    void namesAMissingKeyWithItsMeaning() {
        assertThat(problems("trees:\n  - {name: oak}\n  - height: 3\n"))
                .containsExactly(
                        "orchard.yaml:1: missing key 'name', expected a text: Its name.",
                        "orchard.yaml:3: trees.1: missing key 'name', expected a text: Its name.");
        assertThat(problems("")).singleElement().asString().startsWith("orchard.yaml:1: missing key 'name'");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    tree-rows: 0            | tree-rows: found '0', expected a whole number from 1 to 99
                    tree-rows: 1.5          | tree-rows: found '1.5', expected a whole number from 1 to 99
                    tree-rows: 99999999999  | tree-rows: found '99999999999', expected a whole number from 1 to 99
                    tree-rows:              | tree-rows: found nothing, expected a whole number from 1 to 99
                    seeds: 99999999999999999999 | seeds: found '99999999999999999999', expected a whole number
                    seeds: 9999999999999999999  | seeds: found '9999999999999999999', expected a whole number
                    sun-share: .nan         | sun-share: found '.nan', expected a number from 0 to 1
                    acidity: 1e999          | acidity: found '1e999', expected a number
                    fenced: yes             | fenced: found 'yes', expected true or false
                    fruit: cheese           | fruit: found 'cheese', expected one of stone-fruit, berry
                    watering: 10            | watering: found '10', expected a duration such as 500ms, 10s, 5m, 2h or 1d
                    mowing: often           | mowing: found 'often', expected a duration such as 500ms, 10s, 5m, 2h or 1d, or off
                    owner: [a]              | owner: found a list, expected a text
                    paths: {a: b}           | paths: found a mapping, expected a list, each element a text
                    paths: [a, [b]]         | paths.1: found a list, expected a text
                    labels: x               | labels: found 'x', expected a mapping of keys to texts
                    labels: {a: [b]}        | labels.a: found a list, expected a text ("" for an empty one)
                    shed: 3                 | shed: found '3', expected a mapping with the keys doors, door-password
                    trees: [{name: oak, height: x}] | trees.oak.height: found 'x', expected a number
                    trees: [{name: weed}]   | trees.weed: found a weed, expected a tree
                    spacing: [1]            | spacing: found [1], expected [across, along]
                    spacing: ["1", {a: b}]  | spacing: found [1, {a=b}], expected [across, along]
                    """)
    void saysWhatWasFoundAndWhatWasExpected(String line, String message) {
        assertThat(problems("name: a\n" + line)).containsExactly("orchard.yaml:2: " + message);
    }

    @Test
    void reportsAllProblemsInTheOrderOfTheFileAndTheCommandLineLast() {
        assertThat(problems("spacing: 3\nname: a\ntree-rows: x\nname: b\n", "fenced=maybe"))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("orchard.yaml:1: spacing: "),
                        second -> assertThat(second).startsWith("orchard.yaml:3: tree-rows: "),
                        third -> assertThat(third).startsWith("orchard.yaml:4: duplicate key 'name'"),
                        fourth -> assertThat(fourth)
                                .isEqualTo("-X fenced=maybe: fenced: found 'maybe', expected true or false"));
    }

    @Test
    void refusesDuplicateKeys() {
        assertThat(problems("name: a\nshed:\n  doors: 1\n  doors: 2\n"))
                .containsExactly(
                        "orchard.yaml:4: duplicate key 'doors', first given at orchard.yaml:3; remove one of them");
        assertThat(problems("name: a\nlabels:\n  b: {c: 1}\n  b.c: 2\n"))
                .containsExactly("orchard.yaml:4: duplicate key 'b.c', once nested and once dotted; remove one");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    'owner: [a\\n'               | orchard.yaml:3: unreadable YAML: expected ',' or ']', but got <stream end>
                    'owner: "open\\n'            | orchard.yaml:3: unreadable YAML: found unexpected end of stream
                    'owner: *nobody\\n'          | orchard.yaml:2: unreadable YAML: found undefined alias nobody
                    'owner: &o [*o]\\n'          | orchard.yaml:2: unreadable YAML: an alias stands inside its own anchor
                    '? [a, b]\\n: c\\n'          | orchard.yaml:2: found a list or mapping as a key, expected a word
                    'shed: {<<: 3}\\n'           | orchard.yaml:2: found no mapping after the merge key <<, expected an alias of one
                    """)
    void locatesUnreadableYaml(String yaml, String message) {
        assertThat(problems("name: a\n" + yaml.replace("\\n", "\n")).get(0)).startsWith(message);
    }

    @Test
    void refusesCharactersThatAreNotText() {
        assertThat(problems("name: a\nowner: \u0001"))
                .containsExactly("orchard.yaml:2: unreadable YAML: character U+0001 is not allowed");
    }

    @Test
    void quotesNothingOfUnreadableYamlForItMayBeSecret() {
        assertThat(problems("name: a\nlabels: {ssl.key.password: hunter2, [\n").toString())
                .doesNotContain("hunter2");
    }

    @Test
    void masksSecretsOfOverridesInErrors() {
        assertThat(problems("name: a", "shed.door-password=[hunter2]"))
                .containsExactly("-X shed.door-password=****: shed.door-password: found ****, expected a text");
        assertThat(problems("name: a", "shed={door-password: [hunter2]}").toString())
                .doesNotContain("hunter2");
    }

    @Test
    void masksSecretsOfTheFileInErrors() {
        record Safe(@Setting("Opens it.") int secretNumber) {}
        assertThatThrownBy(() -> Settings.of(Safe.class).read("safe.yaml", "secret-number: hunter2", List.of()))
                .hasMessage("safe.yaml:1: secret-number: found ****, expected a whole number");
    }

    @Test
    void locatesWhatChecksComplainAbout() {
        Settings<Orchard> settings = Orchard.settings()
                .check(Shed.class, (shed, complaints) -> complaints.at("doors", "found a draught"))
                .check(Tree.class, (tree, complaints) -> complaints.at("height", "found " + tree.height()))
                .check(Orchard.class, (orchard, complaints) -> {
                    complaints.at("trees.1.name", "found a bad name");
                    complaints.at("bees", "found none");
                });
        assertThat(problems(
                        settings,
                        "name: a\ntrees:\n  - name: oak\n    height: 3\n  - name: elm\n",
                        "trees.elm.height=7"))
                .containsExactly(
                        "orchard.yaml:1: bees: found none",
                        "orchard.yaml:4: trees.oak.height: found 3.0",
                        "orchard.yaml:5: trees.1.name: found a bad name",
                        "default: shed.doors: found a draught",
                        "-X trees.elm.height=7: trees.elm.height: found 7.0");
    }
}
