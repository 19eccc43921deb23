package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.function.DoubleSupplier;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AdwinTest {
    private static final double DELTA = 1e-4;
    /* All buckets that a line has room for: 5 of each of 10 sizes, the smallest of 32 values. */
    private static final int LARGEST = 5 * 32 * ((1 << 10) - 1);

    private final double[] cells = new double[2 * Adwin.WIDTH];
    private final Adwin adwin = new Adwin(DELTA, cells);

    private int cuts(int line, int values, DoubleSupplier next) {
        int cuts = 0;
        for (int i = 0; i < values; i++) {
            cuts += adwin.observe(line, next.getAsDouble()) ? 1 : 0;
        }
        return cuts;
    }

    @Test
    void neverCutsWhatDoesNotChange() {
        Random random = new Random(1);
        assertThat(cuts(0, 200_000, random::nextDouble)).isZero();
        assertThat(cuts(0, 200_000, random::nextDouble)).isZero();
    }

    @Test
    void forgetsWhatWasBeforeAJumpAndKnowsBothMeans() {
        Random random = new Random(2);
        cuts(0, 5000, () -> random.nextInt(10) < 2 ? 1 : 0);
        int until = 0;
        while (!adwin.observe(0, random.nextInt(10) < 4 ? 1 : 0)) {
            until++;
        }
        assertThat(until).isBetween(31, 400);
        assertThat(adwin.before()).isCloseTo(0.2, within(0.05));
        assertThat(adwin.after()).isCloseTo(0.4, within(0.12));
        assertThat(adwin.count(0)).isLessThan(5000);
        cuts(0, 3000, () -> random.nextInt(10) < 4 ? 1 : 0);
        assertThat(adwin.mean(0)).isCloseTo(0.4, within(0.04));
    }

    @Test
    void tellsAFallFromARise() {
        Random random = new Random(3);
        cuts(0, 3000, () -> 0.5 + 0.5 * random.nextDouble());
        assertThat(cuts(0, 2000, () -> 0.5 * random.nextDouble())).isPositive();
        assertThat(adwin.after()).isLessThan(adwin.before());
    }

    @Test
    void linesDoNotDisturbEachOther() {
        Random random = new Random(4);
        cuts(0, 1000, random::nextDouble);
        double[] before = cells.clone();
        cuts(Adwin.WIDTH, 1000, random::nextDouble);
        assertThat(cells).startsWith(Arrays.copyOf(before, Adwin.WIDTH));
    }

    @Test
    void itsWindowIsBounded() {
        assertThat(cuts(0, 2 * LARGEST, () -> 0.25)).isZero();
        assertThat(adwin.count(0)).isBetween(LARGEST / 2.0, (double) LARGEST);
        assertThat(adwin.mean(0)).isCloseTo(0.25, within(1e-9));
    }

    @Property(tries = 40)
    void itsMeanIsThatOfItsLastValues(@ForAll @IntRange(min = 32, max = 3000) int values, @ForAll long seed) {
        Adwin window = new Adwin(DELTA, new double[Adwin.WIDTH]);
        Random random = new Random(seed);
        double[] seen = new double[values];
        for (int i = 0; i < values; i++) {
            seen[i] = i < values / 2 ? random.nextDouble() : random.nextDouble() / 3;
            window.observe(0, seen[i]);
        }
        int count = (int) window.count(0);
        double sum = 0;
        int taken = values - values % 32;
        for (int i = taken - count; i < taken; i++) {
            sum += seen[i];
        }
        assertThat(window.mean(0)).isCloseTo(sum / count, within(1e-9));
    }
}
