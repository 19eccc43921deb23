package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.learning.LearnerBuilder;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StateSizeTest {
    @Test
    void theBoundGrowsWithTheLargestNumberOfEntities() {
        StateSize few = StateSize.of(new LearnerBuilder().maxTasks(1000).config());
        StateSize many = StateSize.of(new LearnerBuilder().maxTasks(100_000).config());
        assertThat(few.mostEntities()).isEqualTo(1000);
        assertThat(few.mostBytes()).isGreaterThan(1000 * few.entityBytes());
        assertThat(many.mostBytes()).isBetween(100_000 * many.entityBytes(), 100_000 * (many.entityBytes() + 250));
        assertThat(StateSize.of(new LearnerBuilder()
                                        .maxTasks(1000)
                                        .admitAfter(2)
                                        .config())
                                .mostBytes()
                        - few.mostBytes())
                .isEqualTo(1 << 20);
    }

    @Test
    void expertsAndGatesAreCounted() {
        int inputs = new LearnerBuilder().config().shape().inputs();
        int network = (inputs + 1) * 6 + (6 + 1) * 4;
        int heads = 5 * (4 + inputs + 1);
        int gates = 3 * (inputs + 1);
        StateSize dense = StateSize.of(new LearnerBuilder().config());
        StateSize mixed = StateSize.of(new LearnerBuilder().experts(4).config());
        assertThat(dense.sharedParameters()).isEqualTo(network + heads);
        assertThat(mixed.sharedParameters()).isEqualTo(4 * network + heads + 4 * gates);
        assertThat(mixed.sharedBytes()).isEqualTo(12L * mixed.sharedParameters());
        assertThat(mixed.entityBytes()).isEqualTo(dense.entityBytes());
    }

    @Test
    void addsUpSharedBytesAndChangelogRate() {
        StateSize size = new StateSize(100_000, 1_200_000, 1_600, 50_000, 92_300_000);
        assertThat(size.sharedBytesPerSecond(Duration.ofMillis(500))).isEqualTo(2_400_000);
        assertThat(size.canKeepUp(Duration.ofMillis(500))).isTrue();
        assertThat(size.canKeepUp(Duration.ofMillis(50))).isFalse();
        assertThat(size.describe(Duration.ofMillis(500)))
                .isEqualTo("State: 100,000 shared parameters (1,200.0 KB with their moments, 2,400.0 KB/s to the"
                        + " changelog at a commit every 500 ms), 1.6 KB an entity; at most 50,000 entities, which take up to"
                        + " 92.3 MB");
    }
}
