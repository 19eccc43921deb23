package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import io.tributary.task.Row;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RecentIdsTest {
    private final Row row = new Row(0, 0);

    private Row row(String entity, String id) {
        row.clear();
        row.entity().set(entity);
        row.id().set(id);
        return row;
    }

    /** Whether the event was new; then it is remembered. */
    private boolean arrives(RecentIds ids, String entity, String id) {
        try {
            ids.requireNew(row(entity, id));
        } catch (InvalidRowException e) {
            return false;
        }
        ids.remember(row);
        return true;
    }

    @Property(tries = 300)
    void knowsWhatASetOfTheLastEventsKnows(
            @ForAll @IntRange(min = 1, max = 40) int window,
            @ForAll @IntRange(min = 1, max = 120) int different,
            @ForAll long seed) {
        RecentIds ids = new RecentIds(window);
        Set<String> model = new LinkedHashSet<>();
        Random random = new Random(seed);
        for (int i = 0; i < 600; i++) {
            String entity = "e" + random.nextInt(3);
            String id = "i" + random.nextInt(different);
            boolean isNew = model.add(entity + "/" + id);
            assertThat(arrives(ids, entity, id)).isEqualTo(isNew);
            forgetAllBut(window, model);
            assertThat(ids.next() - ids.oldest()).isEqualTo(model.size());
        }
    }

    private static void forgetAllBut(int window, Set<String> model) {
        Iterator<String> oldest = model.iterator();
        while (model.size() > window) {
            oldest.next();
            oldest.remove();
        }
    }

    @Property(tries = 100)
    void whatIsPutBackInAnyOrderIsWhatWasRemembered(
            @ForAll @IntRange(min = 1, max = 40) int window,
            @ForAll @IntRange(min = 1, max = 60) int later,
            @ForAll @IntRange(max = 100) int events) {
        RecentIds ids = new RecentIds(window);
        for (int i = 0; i < events; i++) {
            assertThat(arrives(ids, "e", "i" + i)).isTrue();
        }
        RecentIds restored = new RecentIds(later);
        restored.restore(ids.oldest(), ids.next());
        int kept = Math.min(Math.min(window, later), events);
        assertThat(restored.next() - restored.oldest()).isEqualTo(kept);
        int fresh = 0;
        for (long number = ids.next() - 1; number >= ids.oldest(); number--) {
            fresh += restored.restore(number, ids.first(number), ids.second(number)) ? 1 : 0;
            assertThat(restored.restore(number, ids.first(number), ids.second(number)))
                    .isFalse();
        }
        assertThat(fresh).isEqualTo(kept);
        for (int i = events - kept; i < events; i++) {
            assertThat(arrives(restored, "e", "i" + i)).as("event %d", i).isFalse();
        }
        assertThat(events == kept || arrives(restored, "e", "i" + (events - kept - 1)))
                .isTrue();
    }

    @Test
    void saysWhatItFoundAndWhatToDo() {
        RecentIds ids = new RecentIds(5);
        arrives(ids, "ATL", "f1");
        InvalidRowException thrown =
                catchThrowableOfType(InvalidRowException.class, () -> ids.requireNew(row("ATL", "f1")));
        assertThat(thrown.reason()).isEqualTo(Reason.DUPLICATE);
        assertThat(thrown.detail())
                .contains("found the event ID 'f1' of entity 'ATL' again", "expected", "the last 5 events", "own ID");
    }

    @Test
    void keepsEntityAndIdApart() {
        RecentIds ids = new RecentIds(5);
        assertThat(arrives(ids, "ab", "c")).isTrue();
        assertThat(arrives(ids, "a", "bc")).isTrue();
        assertThat(arrives(ids, "abc", "")).isTrue();
        assertThat(arrives(ids, "ab", "c")).isFalse();
    }

    @Test
    void neitherKnowsNorRemembersAnEventWithoutId() {
        RecentIds ids = new RecentIds(5);
        assertThat(arrives(ids, "e", "")).isTrue();
        assertThat(arrives(ids, "e", "")).isTrue();
        assertThat(ids.next()).isZero();
    }

    @Test
    void withoutAWindowKnowsNothing() {
        RecentIds ids = new RecentIds(0);
        assertThatCode(() -> {
                    for (int i = 0; i < 3; i++) {
                        ids.requireNew(row("e", "i"));
                        ids.remember(row);
                    }
                })
                .doesNotThrowAnyException();
        assertThat(ids.next()).isZero();
    }

    @Test
    void namesOfAnyLengthAreHashedWhole() {
        RecentIds ids = new RecentIds(5);
        assertThat(arrives(ids, "e".repeat(200), "i".repeat(300) + "a")).isTrue();
        assertThat(arrives(ids, "e".repeat(200), "i".repeat(300) + "b")).isTrue();
        assertThat(arrives(ids, "e".repeat(200), "i".repeat(300) + "a")).isFalse();
    }
}
