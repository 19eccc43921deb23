package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.task.Text;
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
            assertThat(index.indexOf(text(name))).isEqualTo(naive.get(readBack));
        }
        assertThat(index.size()).isEqualTo(naive.size());
    }

    @Test
    void keepsEveryNumberWhileItGrows() {
        for (int i = 0; i < 50_000; i++) {
            assertThat(entities.indexOf(text("entity-" + i))).isEqualTo(i);
        }
        for (int i = 0; i < 50_000; i++) {
            assertThat(entities.indexOf(text("entity-" + i))).isEqualTo(i);
        }
        assertThat(entities.size()).isEqualTo(50_000);
    }

    @Test
    void keepsItsOwnCopyOfTheName() {
        Text reused = text("ATL");
        int atl = entities.indexOf(reused);
        reused.set("JFK");
        assertThat(entities.indexOf(reused)).isNotEqualTo(atl);
        assertThat(entities.indexOf(text("ATL"))).isEqualTo(atl);
    }

    private static Text text(String content) {
        Text text = new Text();
        text.set(content);
        return text;
    }
}
