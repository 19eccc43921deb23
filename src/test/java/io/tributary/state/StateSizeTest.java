package io.tributary.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StateSizeTest {
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
