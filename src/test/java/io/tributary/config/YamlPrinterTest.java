package io.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class YamlPrinterTest {
    private static final String YAML =
            """
            name: "two words: # and \\" \\n \\x07"
            owner: "null"
            paths: [a b, '', "-", '007', "{x}"]
            plots: [[5, 7], 1]
            labels:
              nested: {word: 'x, y'}
              "odd key:": '#'
              empty: {}
            trees: [{name: oak}, {name: elm, height: 3}]
            mowing: OFF
            acidity:
            """;

    @Test
    void namesTheOriginOfEveryValue() {
        assertThat(Orchard.effective(YAML, "shed.doors=2", "trees.oak.height=4", "spacing=[1, 2]")
                        .yaml())
                .contains(
                        "tree-rows: 4  # default\n",
                        "\nplots: [[5, 7], [1]]  # orchard.yaml:4\n",
                        "\nlabels:\n  nested.word: \"x, y\"  # orchard.yaml:6\n",
                        "\nshed:\n  doors: 2  # -X\n",
                        "\ntrees:\n  - name: oak  # orchard.yaml:9\n    height: 4  # -X\n  - name: elm",
                        "\nmowing: OFF  # orchard.yaml:10\n",
                        "\nacidity: null  # orchard.yaml:11\n",
                        "\nspacing: [1, 2]  # -X\n");
    }

    @Test
    void leavesNoValueWithoutItsOrigin() {
        assertThat(Orchard.effective(YAML).yaml().lines())
                .allMatch(line -> line.endsWith(":") || line.matches(".*  # (default|orchard.yaml:\\d+)"));
    }

    @Test
    void namesBothOriginsOfAListThatAnOverrideChanges() {
        assertThat(Orchard.effective("name: a\npaths: [a, b]", "paths.1=c").yaml())
                .contains("paths: [a, c]  # orchard.yaml:2, -X\n");
    }

    @Test
    void printsWhatReadsBackTheSame() {
        Effective<Orchard> once = Orchard.effective(YAML, "shed.doors=2", "labels.x=null");
        assertThat(Orchard.read(once.yaml())).isEqualTo(once.settings());
    }

    @Property(tries = 300)
    void printsAnyTextSoThatItReadsBackTheSame(@ForAll String text) {
        Effective<Orchard> once = Orchard.effective("name: a", "labels.any text=" + text);
        assertThat(once.settings().labels()).containsEntry("any text", text);
        assertThat(Orchard.read(once.yaml())).isEqualTo(once.settings());
    }

    @Test
    void masksSecrets() {
        String printed = Orchard.effective(
                        """
                        name: a
                        shed: {door-password: hunter2}
                        labels: {sasl.jaas.config: hunter2, ssl.keystore.key: hunter2, api.secret.id: hunter2, key.serializer: shown}
                        """,
                        "labels.ssl.Password=hunter2")
                .yaml();
        assertThat(printed)
                .doesNotContain("hunter2")
                .contains("door-password: \"****\"  # orchard.yaml:2", "ssl.Password: \"****\"  # -X", "shown");
    }
}
