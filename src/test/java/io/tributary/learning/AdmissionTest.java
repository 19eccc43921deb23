package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tributary.source.Allocation;
import io.tributary.task.Text;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Changes changes = new Changes();

    private static Text text(String content) {
        Text text = new Text();
        text.set(content);
        return text;
    }

    @Property(tries = 60)
    void admitsAtTheRowOfThatNumberAndNoLater(@ForAll @IntRange(min = 2, max = 9) int admitAfter, @ForAll long seed) {
        Admission admission = new Admission(admitAfter, new Changes());
        Random random = new Random(seed);
        Map<String, Integer> naive = new HashMap<>();
        for (int i = 0; i < 2000; i++) {
            String entity = "Zürich " + random.nextInt(300);
            int rows = naive.merge(entity, 1, Integer::sum);
            assertThat(admission.count(text(entity))).isEqualTo(rows >= admitAfter);
        }
    }

    @Test
    void hardlyAnyoneIsAdmittedEarlyHoweverManyComeOnce() {
        Admission admission = new Admission(2, changes);
        int early = 0;
        for (int i = 0; i < 1_000_000; i++) {
            early += admission.count(text("once-" + i)) ? 1 : 0;
        }
        assertThat(early).isLessThan(10_000);
    }

    @Test
    void forgetsHalfOfEveryCountInItsTime() {
        Admission admission = new Admission(5, changes);
        for (int i = 0; i < 4; i++) {
            assertThat(admission.count(text("e"))).isFalse();
        }
        for (int i = 4; i < Admission.WINDOW; i++) {
            admission.count(text("always the same"));
        }
        assertThat(admission.counted()).isZero();
        assertThat(admission.count(text("e"))).isFalse();
        assertThat(admission.count(text("e"))).isFalse();
        assertThat(admission.count(text("e"))).isTrue();
    }

    @Test
    void waitsForAsManyRowsAsAByteHolds() {
        Admission admission = new Admission(Admission.LARGEST, changes);
        for (int i = 1; i < 2 * Admission.LARGEST; i++) {
            assertThat(admission.count(text("e"))).as("row %d", i).isEqualTo(i >= Admission.LARGEST);
        }
    }

    @Test
    void marksThePagesThatCountingChanged() {
        Admission admission = new Admission(3, changes);
        admission.count(text("e"));
        BitSet first = (BitSet) changes.admission().clone();
        assertThat(first.get(0)).isTrue();
        assertThat(first.cardinality()).isBetween(2, 5);
        changes.written(0);
        assertThat(changes.admission().isEmpty()).isTrue();
        admission.count(text("e"));
        assertThat(changes.admission()).isEqualTo(first);
    }

    @Test
    void goesOnFromItsPages() {
        Admission admission = new Admission(3, changes);
        Admission other = new Admission(3, changes);
        for (int i = 0; i < 5000; i++) {
            admission.count(text("e" + i % 3000));
        }
        for (int page = 0; page < admission.pages(); page++) {
            other.restore(page, admission.page(page), admission.counted());
        }
        assertThat(other.counted()).isEqualTo(5000);
        for (int i = 0; i < 5000; i++) {
            assertThat(other.count(text("e" + i))).isEqualTo(admission.count(text("e" + i)));
        }
        assertThatThrownBy(() -> other.restore(0, new byte[7], 0)).hasMessageContaining("found 7 counters");
    }

    @Test
    void countingAllocatesNothing() {
        Admission admission = new Admission(3, changes);
        Text entity = text("entity");
        assertThat(Allocation.bytesPerCall(() -> admission.count(entity))).isLessThan(1);
    }
}
