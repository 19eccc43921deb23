package io.tributary.evaluation;

import io.tributary.learning.EntityChanges;
import io.tributary.learning.Recency;
import io.tributary.learning.TasksConfig;
import io.tributary.task.EntityIndex;
import io.tributary.task.Text;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.function.IntConsumer;
import java.util.function.Predicate;

/**
 * The entities that are scored by name, so many at most: the one whose last label is longest ago leaves first. Who is
 * idle leaves too, once the learner has forgotten it.
 *
 * <p>They have numbers of their own, because an entity is scored from its first label on and learned only later. Not
 * thread-safe.
 */
public final class Entrants {
    private final TasksConfig config;
    private final Predicate<Text> isLearned;
    private final IntConsumer leaves;
    private final EntityIndex entities = new EntityIndex();
    private final Recency recency = new Recency();
    private final EntityChanges changes = new EntityChanges();
    private final Text name = new Text();
    /* In a restore: whose place in the order is known. */
    private final BitSet placed = new BitSet();

    /**
     * Nobody yet.
     *
     * @param isLearned whether the learner knows an entity, or is about to
     * @param leaves hears the number of an entity that leaves, before another may have it
     */
    Entrants(TasksConfig config, Predicate<Text> isLearned, IntConsumer leaves) {
        this.config = config;
        this.isLearned = isLearned;
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

    /**
     * Those leave whose last label is too long ago, unless the learner still knows them: what it learned last, it learned
     * after the label had come. Who comes after such a one in the order waits with it, for a step at most.
     */
    void leaveIdle(long streamTime) {
        long limit = config.idleBefore(streamTime);
        int first = recency.first();
        while (first != Recency.NONE && recency.lastTime(first) < limit) {
            byte[] utf8 = entities.name(first);
            name.set(utf8, 0, utf8.length);
            if (isLearned.test(name)) {
                return;
            }
            remove(first);
            first = recency.first();
        }
    }

    /** A labelled row of this entity has come at this stream time, so that it enters or moves to the end of the order. */
    int enter(Text entity, long time) {
        int number = entities.findOrAdd(entity);
        end = Math.max(end, number + 1);
        recency.learned(number, nextPlace(), 0, time);
        changes.mark(number);
        if (entities.size() > config.max()) {
            remove(recency.first());
        }
        return number;
    }

    /** Its place in the order, which follows from those that are in it, so that a restored order goes on alike. */
    private long nextPlace() {
        return recency.last() == Recency.NONE ? 1 : recency.lastLearned(recency.last()) + 1;
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

    /** Names of entities that left since they were last written; some may have come back. */
    public List<String> left() {
        return changes.removed().stream()
                .map(utf8 -> new String(utf8, StandardCharsets.UTF_8))
                .toList();
    }

    /** The number of an entity whose block is about to be read; it is not in order before {@link #restored}. */
    public int restore(Text entity, long place, long time) {
        int number = number(entity);
        recency.restore(number, place, 0, time);
        placed.set(number);
        return number;
    }

    /** The number of an entity of which something is about to be read; without {@link #restore} it is not here. */
    public int number(Text entity) {
        int number = entities.findOrAdd(entity);
        end = Math.max(end, number + 1);
        changes.stored(number);
        return number;
    }

    /** Those of whom something was read, but not their place, are not here. */
    public void forgetUnplaced(IntConsumer forgets) {
        for (int number : entities.numbers()) {
            if (!placed.get(number)) {
                changes.forget(number);
                forgets.accept(number);
                entities.remove(number);
            }
        }
    }

    /** An entity whose block was removed after it had been read was never here; returns the number that it had, if any. */
    public int restoreRemoved(Text entity) {
        int number = entities.find(entity);
        if (number != EntityIndex.UNKNOWN) {
            placed.clear(number);
            changes.forget(number);
            entities.remove(number);
        }
        return number;
    }

    /** Every entity has been restored: they take their places, and the first leave if they are too many. */
    public void restored() {
        recency.rebuild(entities);
        while (entities.size() > config.max()) {
            remove(recency.first());
        }
    }
}
