package io.tributary.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class EntityIndexTest {
    private final EntityIndex entities = new EntityIndex();

    @Property(tries = 200)
    void numbersEntitiesInTheOrderTheyAreFirstSeen(@ForAll @Size(max = 400) List<@StringLength(max = 2) String> names) {
        EntityIndex index = new EntityIndex();
        Map<String, Integer> naive = new HashMap<>();
        for (String name : names) {
            String readBack = text(name).toString();
            naive.putIfAbsent(readBack, naive.size());
            assertThat(index.findOrAdd(text(name))).isEqualTo(naive.get(readBack));
        }
        assertThat(index.size()).isEqualTo(naive.size());
    }

    @Test
    void keepsEveryNumberWhileItGrows() {
        for (int i = 0; i < 50_000; i++) {
            assertThat(entities.findOrAdd(text("entity-" + i))).isEqualTo(i);
        }
        for (int i = 0; i < 50_000; i++) {
            assertThat(entities.findOrAdd(text("entity-" + i))).isEqualTo(i);
        }
        assertThat(entities.size()).isEqualTo(50_000);
    }

    @Test
    void keepsItsOwnCopyOfTheName() {
        Text reused = text("ATL");
        int atl = entities.findOrAdd(reused);
        reused.set("JFK");
        assertThat(entities.findOrAdd(reused)).isNotEqualTo(atl);
        assertThat(entities.findOrAdd(text("ATL"))).isEqualTo(atl);
    }

    @Property(tries = 200)
    void findsAllThatWereAddedAndNoneThatWasRemoved(@ForAll long seed) {
        Random random = new Random(seed);
        EntityIndex index = new EntityIndex();
        Map<String, Integer> naive = new TreeMap<>();
        for (int i = 0; i < 1500; i++) {
            String name = "e" + random.nextInt(100);
            Integer number = naive.get(name);
            if (number != null && random.nextBoolean()) {
                index.remove(number);
                naive.remove(name);
            } else {
                naive.put(name, index.findOrAdd(text(name)));
            }
            assertThat(index.size()).isEqualTo(naive.size());
        }
        for (int i = 0; i < 100; i++) {
            assertThat(index.find(text("e" + i))).isEqualTo(naive.getOrDefault("e" + i, EntityIndex.UNKNOWN));
        }
        assertThat(index.inNameOrder())
                .containsExactly(
                        naive.values().stream().mapToInt(Integer::intValue).toArray());
        assertThat(index.numbers()).hasSize(naive.size()).isSorted();
    }

    @Test
    void givesTheNumbersOfThoseRemovedToOthers() {
        for (int i = 0; i < 100_000; i++) {
            int number = entities.findOrAdd(text("entity-" + i));
            assertThat(number).isLessThan(10);
            assertThat(entities.contains(number)).isTrue();
            if (i >= 9) {
                entities.remove(entities.find(text("entity-" + (i - 9))));
            }
        }
        assertThat(entities.size()).isEqualTo(9);
    }

    @Test
    void takesAnEmptyName() {
        assertThat(entities.contains(entities.findOrAdd(text("")))).isTrue();
        entities.remove(0);
        assertThat(entities.contains(0)).isFalse();
        assertThat(entities.find(text(""))).isEqualTo(EntityIndex.UNKNOWN);
    }

    private static Text text(String content) {
        Text text = new Text();
        text.set(content);
        return text;
    }
}
