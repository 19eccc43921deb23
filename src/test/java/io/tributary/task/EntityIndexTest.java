package io.tributary.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private static Text text(String content) {
        Text text = new Text();
        text.set(content);
        return text;
    }
}
