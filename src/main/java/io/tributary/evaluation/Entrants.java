package io.tributary.evaluation;

import io.tributary.learning.EntityChanges;
import io.tributary.learning.Recency;
import io.tributary.task.EntityIndex;
import io.tributary.task.Text;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntConsumer;

/**
 * The entities that are scored by name, so many at most: the one whose last label is longest ago leaves first.
 *
 * <p>They have numbers of their own, because an entity is scored from its first label on and learned only later. Not
 * thread-safe.
 */
public final class Entrants {
    private final int max;
    private final IntConsumer leaves;
    private final EntityIndex entities = new EntityIndex();
    private final Recency recency = new Recency();
    private final EntityChanges changes = new EntityChanges();
    private final Text name = new Text();
    /* Labelled rows so far; it gives every entity its place in the order. */
    private long labelled;

    /**
     * Nobody yet.
     *
     * @param leaves hears the number of an entity that leaves, before another may have it
     */
    Entrants(int max, IntConsumer leaves) {
        this.max = max;
        this.leaves = leaves;
    }

    int find(Text entity) {
        return entities.find(entity);
    }

    /** Numbers given are below this one. */
    int end() {
        return end;
    }

    private int end;

    /** A labelled row of this entity has come, which so enters or moves to the end of the order. */
    int enter(Text entity, long time) {
        int number = entities.findOrAdd(entity);
        end = Math.max(end, number + 1);
        labelled++;
        recency.learned(number, labelled, 0, time);
        changes.mark(number);
        if (entities.size() > max) {
            remove(recency.first());
        }
        return number;
    }

    private void remove(int number) {
        recency.remove(number);
        changes.remove(number, entities.name(number));
        leaves.accept(number);
        entities.remove(number);
    }

    public EntityIndex entities() {
        return entities;
    }

    public Recency recency() {
        return recency;
    }

    public EntityChanges changes() {
        return changes;
    }

    /** Names of entities that left since they were last written and have not come back. */
    public List<String> removed() {
        return changes.removed().stream()
                .filter(utf8 -> {
                    name.set(utf8, 0, utf8.length);
                    return entities.find(name) == EntityIndex.UNKNOWN;
                })
                .map(utf8 -> new String(utf8, StandardCharsets.UTF_8))
                .toList();
    }

    /** The number of an entity whose block is about to be read; it is not in order before {@link #restored}. */
    public int restore(Text entity, long labelledRows, long time) {
        int number = entities.findOrAdd(entity);
        end = Math.max(end, number + 1);
        recency.restore(number, labelledRows, 0, time);
        changes.stored(number);
        labelled = Math.max(labelled, labelledRows);
        return number;
    }

    /** Forgets an entity whose block was removed after it had been read. */
    public void restoreRemoved(Text entity) {
        int number = entities.find(entity);
        if (number != EntityIndex.UNKNOWN) {
            changes.forget(number);
            leaves.accept(number);
            entities.remove(number);
        }
    }

    /** Every entity has been restored: they take their places, and the first leave if they are too many. */
    public void restored() {
        recency.rebuild(entities);
        while (entities.size() > max) {
            remove(recency.first());
        }
    }
}
