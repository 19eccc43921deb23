package io.tributary.model;

import java.util.Arrays;

/**
 * The deviations' part of a step: rows gathered by entity, one gradient for each task present, one update each.
 *
 * <p>Not thread-safe; its buffers grow to the largest mini-batch seen.
 */
final class DeviationStep {
    private static final int NONE = -1;

    private final Shape shape;
    private final Deviations deviations;
    private final int width;
    private final int lead;
    private final int families;

    /* Segments in order of first appearance; the rows of one are chained through next. */
    private int[] segmentOf = new int[0];
    private final int[] entities;
    private final int[] first;
    private final int[] last;
    private final int[] next;
    private final int[] examples;
    private int segments;
    private float[] gradients = new float[0];

    /* One task's parameters, state and gradient, for its update. */
    private final float[] p;
    private final float[] m;
    private final float[] v;
    private final float[] g;

    DeviationStep(Shape shape, Deviations deviations, int capacity) {
        this.shape = shape;
        this.deviations = deviations;
        width = shape.deviationWidth();
        lead = shape.deviationLead();
        families = shape.families().size();
        entities = new int[capacity];
        first = new int[capacity];
        last = new int[capacity];
        next = new int[capacity];
        examples = new int[capacity * families];
        int largest = deviations.vector();
        p = new float[largest];
        m = new float[largest];
        v = new float[largest];
        g = new float[largest];
    }

    /** Gathers the rows {@code [0, rows)} by entity. */
    void gather(MiniBatch batch, int rows) {
        if (segmentOf.length < deviations.size()) {
            segmentOf = new int[Math.max(deviations.size(), 2 * segmentOf.length)];
            Arrays.fill(segmentOf, NONE);
        }
        segments = 0;
        for (int row = 0; row < rows; row++) {
            if (batch.examples(row) > 0) {
                append(row, batch.entity(row));
            }
        }
        for (int s = 0; s < segments; s++) {
            segmentOf[entities[s]] = NONE;
        }
    }

    private void append(int row, int entity) {
        int segment = segmentOf[entity];
        if (segment == NONE) {
            segment = segments++;
            segmentOf[entity] = segment;
            entities[segment] = entity;
            first[segment] = row;
        } else {
            next[last[segment]] = row;
        }
        last[segment] = row;
        next[row] = NONE;
    }

    /**
     * Computes g = scale · (Σ dⱼ z̃ + λ nₜ Δₜ) for every task present; returns Σ g².
     *
     * <p>Changes nothing but its own buffers.
     */
    double gradients(MiniBatch batch, float scale, double penalty) {
        int vector = deviations.vector();
        if (gradients.length < segments * vector) {
            gradients = new float[segments * vector];
        }
        Arrays.fill(gradients, 0, segments * vector, 0f);
        double squares = 0;
        for (int s = 0; s < segments; s++) {
            int at = s * vector;
            sum(batch, s, at);
            for (int f = 0; f < families; f++) {
                if (examples[s * families + f] > 0) {
                    int count = families(f) * width;
                    int from = at + shape.outputOffset(f) * width;
                    penalise(s, f, from, count, scale, penalty);
                    squares += squaredNorm(from, count);
                }
            }
        }
        return squares;
    }

    private int families(int family) {
        return shape.families().get(family).outputs();
    }

    private void sum(MiniBatch batch, int segment, int at) {
        Arrays.fill(examples, segment * families, (segment + 1) * families, 0);
        for (int row = first[segment]; row != NONE; row = next[row]) {
            for (int f = 0; f < families; f++) {
                if (batch.isLabelled(row, f)) {
                    examples[segment * families + f]++;
                    addFamily(batch, row, f, at);
                }
            }
        }
    }

    private void addFamily(MiniBatch batch, int row, int family, int at) {
        float[] d = batch.outputGradient().mirror();
        int dAt = batch.outputGradient().at(row);
        for (int j = shape.outputOffset(family); j < shape.outputOffset(family + 1); j++) {
            addScaled(d[dAt + j], batch.z().mirror(), batch.z().at(row), gradients, at + j * width, lead);
            gradients[at + j * width + lead] += d[dAt + j];
        }
    }

    private static void addScaled(float factor, float[] x, int xAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i++) {
            y[yAt + i] += factor * x[xAt + i];
        }
    }

    private void penalise(int segment, int family, int from, int count, float scale, double penalty) {
        float decay = (float) (penalty * examples[segment * families + family]);
        int entity = entities[segment];
        float[] slab = deviations.slab(entity);
        int at = deviations.at(entity) + shape.outputOffset(family) * width;
        for (int i = 0; i < count; i++) {
            gradients[from + i] = scale * (gradients[from + i] + decay * slab[at + i]);
        }
    }

    private double squaredNorm(int from, int count) {
        double a = 0;
        double b = 0;
        int i = from;
        for (; i < from + count - 1; i += 2) {
            a += (double) gradients[i] * gradients[i];
            b += (double) gradients[i + 1] * gradients[i + 1];
        }
        for (; i < from + count; i++) {
            a += (double) gradients[i] * gradients[i];
        }
        return a + b;
    }

    /** Moves every task present along the gradients last computed. */
    void update(Optimizer optimizer, float scale, double rate, long learnedAfter) {
        int vector = deviations.vector();
        for (int s = 0; s < segments; s++) {
            int entity = entities[s];
            float[] slab = deviations.slab(entity);
            int at = deviations.at(entity);
            for (int f = 0; f < families; f++) {
                int n = examples[s * families + f];
                if (n > 0) {
                    int step = deviations.count(entity, f, n, learnedAfter);
                    int from = shape.outputOffset(f) * width;
                    int count = families(f) * width;
                    System.arraycopy(gradients, s * vector + from, g, 0, count);
                    load(slab, at + from, count, optimizer.moments());
                    optimizer.update(p, m, v, g, count, scale, rate, step);
                    store(slab, at + from, count, optimizer.moments());
                }
            }
        }
    }

    /* A record holds Δ, then the state vectors: v alone, or m and v. */

    private void load(float[] slab, int at, int count, int moments) {
        int vector = deviations.vector();
        System.arraycopy(slab, at, p, 0, count);
        System.arraycopy(slab, at + vector, m, 0, moments > 1 ? count : 0);
        System.arraycopy(slab, at + vector * moments, v, 0, count);
    }

    private void store(float[] slab, int at, int count, int moments) {
        int vector = deviations.vector();
        System.arraycopy(p, 0, slab, at, count);
        System.arraycopy(m, 0, slab, at + vector, moments > 1 ? count : 0);
        System.arraycopy(v, 0, slab, at + vector * moments, count);
    }

    /** Entities present in the rows last gathered. */
    int segments() {
        return segments;
    }

    /** The entity of a segment. */
    int entity(int segment) {
        return entities[segment];
    }

    /** (λ/2) Σ nₜ ‖Δₜ‖² over the tasks present. */
    double penalty(MiniBatch batch, double penalty) {
        double sum = 0;
        for (int s = 0; s < segments; s++) {
            int at = deviations.at(entities[s]);
            float[] slab = deviations.slab(entities[s]);
            for (int row = first[s]; row != NONE; row = next[row]) {
                for (int f = 0; f < families; f++) {
                    if (batch.isLabelled(row, f)) {
                        int from = at + shape.outputOffset(f) * width;
                        for (int i = from; i < from + families(f) * width; i++) {
                            sum += (double) slab[i] * slab[i];
                        }
                    }
                }
            }
        }
        return penalty / 2 * sum;
    }
}
