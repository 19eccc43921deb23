package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.task.EntityIndex;
import io.tributary.task.Text;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntrantsTest {
    private final List<Integer> left = new ArrayList<>();
    private final Entrants entrants = new Entrants(2, left::add);

    private static Text text(String name) {
        Text text = new Text();
        text.set(name);
        return text;
    }

    private int enter(String name) {
        return entrants.enter(text(name), 0);
    }

    @Test
    void theOneWhoseLabelIsLongestAgoLeaves() {
        int a = enter("a");
        int b = enter("b");
        enter("a");
        enter("c");
        assertThat(left).containsExactly(b);
        assertThat(entrants.find(text("a"))).isEqualTo(a);
        assertThat(entrants.find(text("b"))).isEqualTo(EntityIndex.UNKNOWN);
    }

    @Test
    void onlyThoseThatWereWrittenLeaveATrace() {
        enter("a");
        entrants.changes().written();
        enter("b");
        enter("c");
        enter("d");
        assertThat(entrants.removed()).containsExactly("a");
        enter("a");
        assertThat(entrants.removed()).isEmpty();
    }

    @Test
    void theOrderIsRestored() {
        Entrants restored = new Entrants(2, left::add);
        restored.restore(text("young"), 9, 0);
        restored.restore(text("old"), 4, 0);
        restored.restored();
        int next = restored.enter(text("new"), 0);
        assertThat(restored.find(text("old"))).isEqualTo(EntityIndex.UNKNOWN);
        assertThat(restored.recency().lastLearned(next)).isEqualTo(10);
    }

    @Test
    void thoseBeyondALowerLimitLeaveWhenRestored() {
        for (int i = 1; i <= 5; i++) {
            entrants.restore(text("e" + i), i, 0);
        }
        entrants.restored();
        assertThat(entrants.entities().size()).isEqualTo(2);
        assertThat(entrants.removed()).containsExactlyInAnyOrder("e1", "e2", "e3");
    }
}
