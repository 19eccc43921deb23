package io.tributary.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ReferenceTest {
    private final String page = Orchard.settings().reference();

    @Test
    void tellsTypeDefaultAndMeaningOfAKey() {
        assertThat(page)
                .contains(
                        "| `name` | a text | required | Its name. |\n",
                        "| `tree-rows` | a whole number from 1 to 99 | `4` | Rows of trees. |\n",
                        "| `mowing` | a duration such as 500ms, 10s, 5m, 2h or 1d, or off | `off` | When it is mown, or off. |\n",
                        "| `owner` | a text | none | Who owns it. |\n",
                        "| `plots` | a list, each element a list, each element a text | empty | Plots of neighbours. |\n",
                        "| `spacing` | as its meaning says | `[3, 4.5]` | How wide trees stand \\| in metres. |\n");
    }

    @Test
    void givesEverySectionItsOwnTable() {
        assertThat(page)
                .contains(
                        "| `shed` | section [shed](#shed) | as below | Its shed. |\n",
                        "| `trees` | list of [trees](#trees) | empty | Its trees. |\n",
                        "\n## shed\n\n| key | type | default | meaning |\n|---|---|---|---|\n| `doors` |",
                        "\n## trees\n\nA list; each element has these keys.\n\n| key |");
    }
}
