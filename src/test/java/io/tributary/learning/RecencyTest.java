package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.task.EntityIndex;
import io.tributary.task.Text;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class RecencyTest {
    private static List<Integer> order(Recency recency) {
        List<Integer> order = new ArrayList<>();
        for (int entity = recency.first(); entity != Recency.NONE; entity = recency.after(entity)) {
            order.add(entity);
        }
        return order;
    }

    private static EntityIndex numbered(int entities) {
        EntityIndex index = new EntityIndex();
        Text name = new Text();
        for (int i = 0; i < entities; i++) {
            name.set("e" + i);
            index.findOrAdd(name);
        }
        return index;
    }

    @Property(tries = 100)
    void keepsTheOrderOfLastLearningAndRebuildsIt(@ForAll long seed) {
        Random random = new Random(seed);
        Recency recency = new Recency();
        Set<Integer> naive = new LinkedHashSet<>();
        for (int i = 0; i < 300; i++) {
            int entity = random.nextInt(40);
            if (random.nextInt(4) == 0 && naive.remove(entity)) {
                recency.remove(entity);
            } else {
                naive.remove(entity);
                naive.add(entity);
                recency.learned(entity, i / 5, i % 5, i);
            }
            assertThat(order(recency)).containsExactlyElementsOf(naive);
        }
        requireRebuilt(recency, naive);
    }

    /** Restored in the order of their numbers. */
    private static void requireRebuilt(Recency recency, Set<Integer> order) {
        EntityIndex index = numbered(40);
        Recency rebuilt = new Recency();
        for (int entity = 0; entity < 40; entity++) {
            assertThat(recency.contains(entity)).isEqualTo(order.contains(entity));
            if (order.contains(entity)) {
                rebuilt.restore(entity, recency.lastLearned(entity), recency.lastRow(entity), recency.lastTime(entity));
            } else {
                index.remove(entity);
            }
        }
        rebuilt.rebuild(index);
        assertThat(order(rebuilt)).containsExactlyElementsOf(order);
    }

    @Test
    void tellsRowsOfOneStepApartAsFarAsAMiniBatchGoes() {
        Recency recency = new Recency();
        recency.learned(0, 1L << 40, 65_535, -7);
        assertThat(recency.lastLearned(0)).isEqualTo(1L << 40);
        assertThat(recency.lastRow(0)).isEqualTo(65_535);
        assertThat(recency.lastTime(0)).isEqualTo(-7);
    }
}
