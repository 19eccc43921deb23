package io.tributary.model;

import io.tributary.task.EntityIndex;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The deviations Δ of all entities with their optimizer state: flat arrays in slabs, one record an entity.
 *
 * <p>A record is Δ {@code [outputs × deviationWidth]} followed by the state vectors of the same size. An entity's tasks
 * lie together, in the order of the families. Entities are numbered by an {@link EntityIndex}. Not thread-safe.
 */
public final class Deviations {
    /* With its header a slab fills a megabyte: one more byte and G1 would give it two regions. */
    private static final int SLAB_FLOATS = (1 << 18) - 4;
    /* No array is longer. */
    private static final int MOST_COUNTERS = Integer.MAX_VALUE - 8;
    private static final int COUNTERS = Long.BYTES + Integer.BYTES;

    private final Shape shape;
    private final int width;
    private final int lead;
    private final int vector;
    private final int record;
    private final int perSlab;
    private final int families;
    private final List<float[]> slabs = new ArrayList<>();
    private long[] learned = new long[0];
    private int[] steps = new int[0];
    private int size;

    Deviations(Shape shape, int moments) {
        this.shape = shape;
        width = shape.deviationWidth();
        lead = shape.deviationLead();
        vector = shape.outputs() * width;
        record = vector * (1 + moments);
        perSlab = perSlab(record);
        families = shape.families().size();
    }

    private static int perSlab(int record) {
        return Math.max(1, SLAB_FLOATS / record);
    }

    /** The heap that the deviations of so many entities take, room to grow included. */
    public static long heapBytes(Shape shape, int moments, int entities) {
        int record = shape.outputs() * shape.deviationWidth() * (1 + moments);
        long slabs = (entities + perSlab(record) - 1L) / perSlab(record);
        long counters = (long) COUNTERS * shape.families().size();
        return slabs * perSlab(record) * record * Float.BYTES + capacity(entities) * (counters + Integer.BYTES);
    }

    /** The records there are; those of removed entities, which are all zero, are among them. */
    public int size() {
        return size;
    }

    /** Entities that counters have room for. */
    int capacity() {
        return learned.length / families;
    }

    /** How many families an entity's record holds. */
    public int families() {
        return families;
    }

    /** Numbers of Δ in a record. */
    public int vector() {
        return vector;
    }

    /** Numbers in a record, Δ and optimizer state. */
    public int record() {
        return record;
    }

    /** Examples learned by one task. */
    public long learned(int entity, int family) {
        return entity < size ? learned[entity * families + family] : 0;
    }

    /** Steps taken by one task; no more are counted than an int holds. */
    public int steps(int entity, int family) {
        return entity < size ? steps[entity * families + family] : 0;
    }

    /** Makes room for entities {@code [0, entities)}; new ones start at Δ = 0. */
    void grow(int entities) {
        if ((long) entities * families > learned.length) {
            learned = Arrays.copyOf(learned, counters(entities));
            steps = Arrays.copyOf(steps, learned.length);
        }
        while (slabs.size() * perSlab < entities) {
            slabs.add(new float[perSlab * record]);
        }
        size = Math.max(size, entities);
    }

    private int counters(int entities) {
        if ((long) entities * families > MOST_COUNTERS) {
            throw new IllegalStateException("found " + entities + " entities of " + families
                    + " families, expected at most " + MOST_COUNTERS / families + " of them; lower tasks.max");
        }
        return (int) Math.min(MOST_COUNTERS, (long) Math.max(entities, capacity(size)) * families);
    }

    /* A quarter more than there are: room to grow that costs little at a million. */
    private static int capacity(int entities) {
        return entities + entities / 4 + 16;
    }

    /** Back to Δ = 0 and nothing learned, for whoever has this number next. */
    public void clear(int entity) {
        if (entity < size) {
            Arrays.fill(slab(entity), at(entity), at(entity) + record, 0);
            Arrays.fill(learned, entity * families, (entity + 1) * families, 0);
            Arrays.fill(steps, entity * families, (entity + 1) * families, 0);
        }
    }

    /** Forgets the gradients of one task: its optimizer state is as it was at first, Δ and what it has learned stay. */
    public void clearState(int entity, int family) {
        if (entity < size) {
            for (int start = vector; start < record; start += vector) {
                Arrays.fill(slab(entity), from(entity, family) + start, from(entity, family + 1) + start, 0);
            }
            steps[entity * families + family] = 0; // Else Adam would take its moments for those of many steps.
        }
    }

    /** Where a family's share of Δ begins in an entity's slab. */
    private int from(int entity, int family) {
        return at(entity) + shape.outputOffset(family) * width;
    }

    /** Multiplies Δ of one family in every entity, first moments by what gradients are multiplied by and second ones by its square. */
    void scale(int family, float factor, float gradients) {
        for (int entity = 0; entity < size; entity++) {
            for (int start = 0; start < record; start += vector) {
                boolean second = start == record - vector;
                float by = start == 0 ? factor : second ? gradients * gradients : gradients;
                float[] slab = slab(entity);
                for (int i = from(entity, family) + start; i < from(entity, family + 1) + start; i++) {
                    slab[i] *= by;
                }
            }
        }
    }

    /** Whether every number of an entity is finite. */
    public boolean isFinite(int entity) {
        float[] slab = slab(entity);
        double sum = 0;
        for (int i = at(entity); i < at(entity) + record; i++) {
            sum += 0 * slab[i]; // NaN for whatever is not finite.
        }
        return sum == 0;
    }

    /** Forgets every entity. */
    void clear() {
        slabs.clear();
        Arrays.fill(learned, 0);
        Arrays.fill(steps, 0);
        size = 0;
    }

    float[] slab(int entity) {
        return slabs.get(entity / perSlab);
    }

    int at(int entity) {
        return entity % perSlab * record;
    }

    /** Counts a step of one task, and the examples it learned. */
    void count(int entity, int family, int examples) {
        int task = entity * families + family;
        learned[task] += examples;
        steps[task] = Math.max(steps[task], steps[task] + 1);
    }

    /** The record of an entity, to be read or written in blocks. */
    public FloatBuffer values(int entity) {
        return FloatBuffer.wrap(slab(entity), at(entity), record).slice();
    }

    /** Makes room for an entity and sets its counters when a model is restored. */
    public FloatBuffer restore(int entity, long[] learnedByFamily, int[] stepsByFamily) {
        grow(entity + 1);
        System.arraycopy(learnedByFamily, 0, learned, entity * families, families);
        System.arraycopy(stepsByFamily, 0, steps, entity * families, families);
        return values(entity);
    }

    /** Adds Δᵀz̃ to the outputs of every family that this entity has learned. */
    void addTo(float[] outputs, int outputsAt, MiniBatch batch, int row) {
        int entity = batch.entity(row);
        if (entity < 0 || entity >= size) {
            return;
        }
        float[] slab = slab(entity);
        float[] z = batch.z().mirror();
        for (int f = 0; f < families; f++) {
            if (learned(entity, f) > 0) {
                int zAt = batch.seen(row, f);
                for (int j = shape.outputOffset(f); j < shape.outputOffset(f + 1); j++) {
                    outputs[outputsAt + j] += dot(slab, at(entity) + j * width, z, zAt);
                }
            }
        }
    }

    /** Δ_j · [z; 1]; four running sums, so that one addition need not wait for the last. */
    private float dot(float[] weights, int at, float[] z, int zAt) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        int i = 0;
        for (; i < lead - 3; i += 4) {
            a += weights[at + i] * z[zAt + i];
            b += weights[at + i + 1] * z[zAt + i + 1];
            c += weights[at + i + 2] * z[zAt + i + 2];
            d += weights[at + i + 3] * z[zAt + i + 3];
        }
        for (; i < lead; i++) {
            a += weights[at + i] * z[zAt + i];
        }
        return (a + b) + (c + d) + weights[at + lead];
    }

    /**
     * Adds Σⱼ dⱼ Δⱼ over the hidden units to ∂L/∂h of one row, and each family's part of it to the family's sum, for
     * families {@code [first, end)}, if that is watched.
     */
    void backward(MiniBatch batch, int row, int first, int end, Matrix dh, FamilyGradients gradients) {
        int entity = batch.entity(row);
        int hidden = Math.min(shape.hidden(), lead);
        if (entity < 0 || entity >= size || hidden == 0) {
            return;
        }
        float[] slab = slab(entity);
        int record = at(entity);
        float[] d = batch.outputGradient().mirror();
        int dAt = batch.outputGradient().at(row);
        for (int j = shape.outputOffset(first); j < shape.outputOffset(end); j++) {
            addTo(dh.mirror(), dh.at(row), d[dAt + j], slab, record + j * width, hidden);
        }
        for (int f = first; f < end && gradients.isWatched(); f++) {
            for (int j = shape.outputOffset(f); j < shape.outputOffset(f + 1); j++) {
                addTo(gradients.throughDeviations(), f * hidden, d[dAt + j], slab, record + j * width, hidden);
            }
        }
    }

    private static void addTo(float[] y, int yAt, float factor, float[] x, int xAt, int count) {
        for (int i = 0; i < count && factor != 0; i++) {
            y[yAt + i] += factor * x[xAt + i];
        }
    }
}
