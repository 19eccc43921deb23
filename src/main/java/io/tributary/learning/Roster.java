package io.tributary.learning;

import io.tributary.model.Deviations;
import io.tributary.model.MiniBatch;
import io.tributary.model.Shape;
import io.tributary.task.EntityIndex;
import io.tributary.task.Text;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The entities with deviations of their own: who is admitted, in what order they last learned, and who leaves.
 *
 * <p>Whoever is on it has learned. There are never more than {@code tasks.max} between two rows, and while a step is under
 * way at most one more for each of its rows. Not thread-safe.
 */
public final class Roster {
    /** When the size of state is estimated, names are taken to be of this length. */
    public static final int NAME_BYTES = 16;

    private final EntityIndex entities = new EntityIndex();
    private final Recency recency = new Recency();
    private final Deviations deviations;
    private final Changes changes;
    private final Tables tables;
    private final AlertListener listener;
    private final Optional<Admission> admission;
    private final int max;
    private final TasksConfig config;
    /** The numbers of entities with a row in the mini-batch; kept only where entities may be idle. */
    private final BitSet pending = new BitSet();

    private final Text name = new Text();

    Roster(TasksConfig config, Deviations deviations, Changes changes, Tables tables, AlertListener listener) {
        this.deviations = deviations;
        this.changes = changes;
        this.tables = tables;
        this.listener = listener;
        admission =
                config.admitAfter() > 1 ? Optional.of(new Admission(config.admitAfter(), changes)) : Optional.empty();
        max = config.max();
        this.config = config;
    }

    /** The largest heap that the entities of such a learner take, their names of 16 bytes. */
    public static long heapBytes(LearnerConfig config, Shape shape, int moments) {
        int entities = config.tasks().max() + config.learning().batchSize();
        return Deviations.heapBytes(shape, moments, entities)
                + EntityIndex.heapBytes(entities, NAME_BYTES)
                + Recency.heapBytes(entities)
                + DriftWatch.heapBytes(config, entities)
                + (config.tasks().admitAfter() > 1 ? Admission.heapBytes() : 0);
    }

    public EntityIndex entities() {
        return entities;
    }

    public Recency recency() {
        return recency;
    }

    /** Who waits to be admitted; empty where everyone is at once. */
    public Optional<Admission> admission() {
        return admission;
    }

    /** A row of this entity, which has no number if negative, waits for its step: till then it is not idle. */
    void waits(int entity) {
        if (config.idle().isPresent() && entity >= 0) {
            pending.set(entity);
        }
    }

    /** Gives a row that is about to be learned the number of its entity, unless that has to wait to be admitted. */
    void enter(MiniBatch batch, int row, Text entity) {
        int number = batch.entity(row) >= 0 ? batch.entity(row) : admit(entity);
        batch.entity(row, number);
        if (number >= 0) {
            changes.markEntity(number);
        }
    }

    private int admit(Text entity) {
        int known = entities.find(entity);
        boolean waits = known == EntityIndex.UNKNOWN
                && admission.isPresent()
                && !admission.get().count(entity);
        return waits ? known : entities.findOrAdd(entity);
    }

    /**
     * A step has been taken: those that learned move to the end of the order, and the first leave if they are too many.
     *
     * @param rejected rows of the mini-batch that were not learned
     * @param learned examples that the model has learned by now
     */
    void stepped(MiniBatch batch, int rows, BitSet rejected, long learned, long streamTime) {
        for (int row = 0; row < rows; row++) {
            if (batch.entity(row) >= 0 && !rejected.get(row)) {
                recency.learned(batch.entity(row), learned, row, streamTime);
            }
        }
        for (int row = rejected.nextSetBit(0); row >= 0; row = rejected.nextSetBit(row + 1)) {
            int entity = batch.entity(row);
            if (entities.contains(entity) && !recency.contains(entity)) {
                drop(entity); // All it had was rejected.
            }
        }
        pending.clear();
        evictBeyondMax();
    }

    private void evictBeyondMax() {
        while (entities.size() > max) {
            evict(recency.first(), Eviction.Reason.CAPACITY);
        }
    }

    /** Those leave that have not learned for too long, unless they have a row in the mini-batch. */
    void evictIdle(long streamTime) {
        long limit = config.idleBefore(streamTime);
        int entity = recency.first();
        while (entity != Recency.NONE && recency.lastTime(entity) < limit) {
            int next = recency.after(entity);
            if (!pending.get(entity)) {
                evict(entity, Eviction.Reason.IDLE);
            }
            entity = next;
        }
    }

    private void evict(int entity, Eviction.Reason reason) {
        if (listener != AlertListener.NONE) {
            listener.alerted(new Eviction(
                    new String(entities.name(entity), StandardCharsets.UTF_8),
                    reason,
                    IntStream.range(0, deviations.families())
                            .mapToObj(f -> deviations.learned(entity, f))
                            .toList(),
                    recency.lastLearned(entity),
                    recency.lastTime(entity)));
        }
        recency.remove(entity);
        drop(entity);
    }

    private void drop(int entity) {
        changes.removeEntity(entity, entities.name(entity));
        tables.clear(entity);
        deviations.clear(entity);
        entities.remove(entity);
    }

    /** Names of entities that left since the state was last written and have not come back. */
    public List<String> removed() {
        return changes.removed().stream()
                .filter(this::isUnknown)
                .map(utf8 -> new String(utf8, StandardCharsets.UTF_8))
                .toList();
    }

    private boolean isUnknown(byte[] utf8) {
        name.set(utf8, 0, utf8.length);
        return entities.find(name) == EntityIndex.UNKNOWN;
    }

    /** The number of an entity whose block is about to be read; it is not in order before {@link #restored}. */
    public int restore(Text entity) {
        int number = entities.findOrAdd(entity);
        changes.storedEntity(number);
        return number;
    }

    /** Forgets an entity whose block was removed after it had been read. */
    public void restoreRemoved(Text entity) {
        int number = entities.find(entity);
        if (number != EntityIndex.UNKNOWN) {
            changes.forgetEntity(number);
            tables.clear(number);
            deviations.clear(number);
            entities.remove(number);
        }
    }

    /** Every entity has been restored: they take their places, and the first leave if they are too many. */
    void restored() {
        recency.rebuild(entities);
        evictBeyondMax();
    }
}
