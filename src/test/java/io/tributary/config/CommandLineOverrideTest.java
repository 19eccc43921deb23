package io.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.config.Orchard.Spacing;
import io.tributary.config.Orchard.Tree;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CommandLineOverrideTest {
    private static final String YAML =
            """
            name: home
            owner: Ada
            labels: {a: {b: c}}
            trees:
              - {name: oak, height: 20}
              - {name: elm..1, height: 15}
              - {name: elm, height: 10}
            """;

    @Test
    void addressesKeysByTheirPath() {
        Orchard orchard = Orchard.read(YAML, "tree-rows=7", "shed.doors=3", "mowing=1h");
        assertThat(orchard.treeRows()).isEqualTo(7);
        assertThat(orchard.shed().doors()).isEqualTo(3);
        assertThat(orchard.mowing()).contains(Duration.ofHours(1));
    }

    @Test
    void addressesElementsByNameOrIndex() {
        Orchard orchard = Orchard.read(YAML, "trees.0.height=1", "trees.elm..1.height=2", "trees.elm.height=3");
        assertThat(orchard.trees()).containsExactly(new Tree("oak", 1), new Tree("elm..1", 2), new Tree("elm", 3));
    }

    @Test
    void replacesWholeSectionsElementsAndLists() {
        Orchard orchard = Orchard.read(
                YAML, "trees.oak={name: fir}", "shed={doors: 4}", "spacing=[7, 8]", "paths=[a, b]", "paths.1=c");
        assertThat(orchard.trees().get(0)).isEqualTo(new Tree("fir", 1.5));
        assertThat(orchard.shed().doors()).isEqualTo(4);
        assertThat(orchard.spacing()).isEqualTo(new Spacing(7, 8));
        assertThat(orchard.paths()).containsExactly("a", "c");
    }

    @Test
    void takesTextsOfAMapWordForWord() {
        assertThat(Orchard.read(YAML, "labels.a.b=[x: y", "labels.e.f=", "labels.g=h=i")
                        .labels())
                .isEqualTo(Map.of("a.b", "[x: y", "e.f", "", "g", "h=i"));
    }

    @Test
    void emptiesAnOptionalKey() {
        assertThat(Orchard.read(YAML, "owner=").owner()).isEqualTo(Optional.empty());
    }

    @Test
    void letsTheLastOverrideOfAKeyCount() {
        assertThat(Orchard.read(YAML, "tree-rows=7", "tree-rows=8").treeRows()).isEqualTo(8);
    }

    @Test
    void setsARequiredKeyThatTheFileLacks() {
        assertThat(Orchard.read("", "name=away").name()).isEqualTo("away");
    }

    @Test
    void refusesUnknownKeysAtTheirPlace() {
        assertThatThrownBy(() -> Orchard.read(YAML, "shet.doors=3"))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageStartingWith("-X shet.doors=3: unknown key 'shet'; did you mean 'shed'? Known keys: name,");
        assertThatThrownBy(() -> Orchard.read(YAML, "trees.oak.hight=3"))
                .hasMessageStartingWith(
                        "-X trees.oak.hight=3: unknown key 'hight' in trees.oak; did you mean 'height'?");
        assertThatThrownBy(() -> Orchard.read(YAML, "name.first=x"))
                .hasMessage("-X name.first=x: name: found a mapping, expected a text");
    }

    @Test
    void refusesElementsThatDoNotExist() {
        assertThatThrownBy(() -> Orchard.read(YAML, "trees.ash.height=3"))
                .hasMessage(
                        "-X trees.ash.height=3: found no element 'ash.height' among the 3, expected an index or one of"
                                + " 0, 1, 2, elm, elm..1, oak");
    }

    @Test
    void refusesAnArgumentWithoutAKey() {
        String mended = "found no key and '=', expected key=value such as learning.batch-size=32";
        assertThatThrownBy(() -> Orchard.read(YAML, "fenced")).hasMessage("-X fenced: " + mended);
        assertThatThrownBy(() -> Orchard.read(YAML, "=x")).hasMessageEndingWith(mended);
    }

    @Test
    void locatesUnreadableValues() {
        assertThatThrownBy(() -> Orchard.settings().read("f", YAML, List.of("paths=[a")))
                .hasMessageStartingWith("-X paths=[a: unreadable YAML: ");
    }
}
