package io.tributary.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MeasurementTest {
    @Test
    void takesTheMiddleValue() {
        assertThat(new Series("a", List.of(5.0, 1.0, 3.0)).median()).isEqualTo(3);
    }

    @Test
    void takesTheMeanOfTheTwoInTheMiddle() {
        assertThat(new Series("a", List.of(9.0, 1.0, 2.0, 4.0)).median()).isEqualTo(3);
    }

    @Test
    void spreadsFromTheLeastToTheGreatest() {
        Series series = new Series("a", List.of(5.0, -1.0, 3.0));
        assertThat(series.min()).isEqualTo(-1);
        assertThat(series.max()).isEqualTo(5);
    }

    @Test
    void needsAValue() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Series("step", List.of()))
                .withMessageContaining("step: found no value");
    }

    @Test
    void comparesRoundByRound() {
        Series fast = new Series("fast", List.of(1.0, 20.0, 3.0));
        Series slow = new Series("slow", List.of(2.0, 80.0, 4.0));
        Series ratio = fast.ratioTo(slow);
        assertThat(ratio.name()).isEqualTo("fast ÷ slow");
        assertThat(ratio.values()).containsExactly(0.5, 0.25, 0.75);
    }

    @Test
    void hasARatioOfTwoAlternativesOnly() {
        Series one = new Series("one", List.of(1.0));
        Series two = new Series("two", List.of(2.0));
        assertThat(new Measurement("m", "s", List.of(one, two)).ratio())
                .hasValueSatisfying(ratio -> assertThat(ratio.values()).containsExactly(0.5));
        assertThat(new Measurement("m", "s", List.of(one)).ratio()).isEmpty();
        assertThat(new Measurement("m", "s", List.of(one, two, one)).ratio()).isEmpty();
    }

    @Test
    void takesTurnsAndForgetsTheWarmUps() throws IOException {
        List<String> turns = new ArrayList<>();
        Measurement measured =
                Measurement.inTurn("m", "s", new Rounds(1, 2), List.of(numbering("A", turns), numbering("B", turns)));

        assertThat(turns).containsExactly("A", "B", "A", "B", "A", "B");
        assertThat(measured.alternatives())
                .containsExactly(new Series("A", List.of(3.0, 5.0)), new Series("B", List.of(4.0, 6.0)));
    }

    /** An alternative that returns how many turns were taken. */
    private static Alternative numbering(String name, List<String> turns) {
        return new Alternative(name, () -> {
            turns.add(name);
            return turns.size();
        });
    }
}
