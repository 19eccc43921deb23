package io.tributary.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.model.ModelConfig.DeviationInput;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What is counted for each entity, at the ends of what can be counted. */
class DeviationsTest {
    private static Deviations deviations(int families) {
        List<Family> asked = IntStream.range(0, families)
                .mapToObj(f -> new Family("f" + f, Kind.BINARY, 1, LossName.LOGISTIC, 0))
                .toList();
        ModelConfig config = new ModelConfig(List.of(2), 1, Activation.RELU, false, DeviationInput.BIAS, 1);
        return new Deviations(new Shape(1, config, asked), 2);
    }

    @Test
    void countsStepsNoFurtherThanAnIntGoes() {
        Deviations deviations = deviations(1);
        deviations.restore(3, new long[] {1L << 31}, new int[] {Integer.MAX_VALUE - 1});
        deviations.count(3, 0, 2);
        deviations.count(3, 0, 2);
        assertThat(deviations.steps(3, 0)).isEqualTo(Integer.MAX_VALUE);
        assertThat(deviations.learned(3, 0)).isEqualTo((1L << 31) + 4);
    }

    @Test
    void adamMovesOnAfterTheLastStepThatIsCounted() {
        Deviations deviations = deviations(1);
        deviations.restore(0, new long[] {1L << 31}, new int[] {Integer.MAX_VALUE});
        deviations.count(0, 0, 1);
        float[] p = {1};
        Optimizer.Adam.STANDARD.update(
                p, new float[1], new float[1], new float[] {1}, 0, 1, 1, 0.01, deviations.steps(0, 0));
        assertThat(p[0]).isFinite().isLessThan(1);
    }

    @Test
    void moreTasksThanAnArrayHoldsAreRefusedBeforeAnythingIsReserved() {
        Deviations deviations = deviations(300);
        assertThatThrownBy(() -> deviations.grow(10_000_000))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("found 10000000 entities of 300 families, expected at most 7158278 of them;"
                        + " lower tasks.max");
        assertThat(deviations.size()).isZero();
    }
}
