package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

class AppendTimesTest {
    private final AppendTimes times = new AppendTimes();

    private void append(long time, int records, int size) {
        for (int i = 0; i < records; i++) {
            times.add(time, size);
        }
    }

    @Test
    void countsBetweenTheFirstAppendAndTheLastButOne() {
        append(1000, 70, 10);
        append(1100, 30, 10);
        append(1200, 10, 10);
        append(9000, 5, 10);

        assertThat(times.recordsPerSecond()).isEqualTo(200);
    }

    @Test
    void takesTheMeanLength() {
        append(1, 3, 10);
        append(2, 1, 20);

        assertThat(times.bytesPerRecord()).isEqualTo(13);
    }

    @Test
    void needsThreeAppends() {
        append(1, 100, 10);
        append(2, 100, 10);

        assertThatIllegalStateException()
                .isThrownBy(times::recordsPerSecond)
                .withMessageContaining("200 records in fewer than three appends");
    }
}
