package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.learning.TasksConfig;
import io.tributary.task.EntityIndex;
import io.tributary.task.Text;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EntrantsTest {
    private final List<Integer> left = new ArrayList<>();
    private final Set<String> learned = new HashSet<>();
    private final Entrants entrants = entrants(new TasksConfig(Optional.of(Duration.ofSeconds(10)), 2, 1));

    private Entrants entrants(TasksConfig config) {
        return new Entrants(
                config, name -> learned.contains(new String(name.toByteArray(), StandardCharsets.UTF_8)), left::add);
    }

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
        assertThat(entrants.left()).containsExactly("a");
        enter("a");
        entrants.changes().written();
        assertThat(entrants.left()).isEmpty();
    }

    @Test
    void whoIsIdleLeavesOnceTheLearnerHasForgottenItToo() {
        int a = entrants.enter(text("a"), 0);
        int b = entrants.enter(text("b"), 5_000);
        entrants.leaveIdle(10_000);
        assertThat(left).isEmpty();
        learned.add("a");
        entrants.leaveIdle(15_001);
        assertThat(left).isEmpty();
        learned.clear();
        entrants.leaveIdle(15_000);
        assertThat(left).containsExactly(a);
        entrants.leaveIdle(15_001);
        assertThat(left).containsExactly(a, b);
        entrants.leaveIdle(Long.MAX_VALUE);
    }

    @Test
    void nobodyIsIdleWhereThatIsOff() {
        Entrants patient = entrants(new TasksConfig(Optional.empty(), 2, 1));
        patient.enter(text("a"), 0);
        patient.leaveIdle(Long.MAX_VALUE);
        assertThat(left).isEmpty();
    }

    @Test
    void theOrderIsRestored() {
        Entrants restored = entrants(new TasksConfig(Optional.empty(), 2, 1));
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
        assertThat(entrants.left()).containsExactlyInAnyOrder("e1", "e2", "e3");
    }
}
