package io.tributary.model;

import java.util.Arrays;

/**
 * The deviations' part of a step: rows gathered by entity, one gradient for each task present, one update each.
 *
 * <p>Whatever is computed for an entity lies in arrays of the layout of its Δ, {@code [outputs × deviationWidth]}, so that
 * all loops run over the same index and become vector instructions. Not thread-safe.
 */
final class DeviationStep {
    private static final int NONE = -1;

    private final Shape shape;
    private final Deviations deviations;
    private final int width;
    private final int lead;
    private final int families;

    /* Segments, one for each entity present, in order of first appearance; the rows of one are chained through next. */
    private int[] segmentOf = new int[0];
    private final int[] entities;
    private final int[] first;
    private final int[] last;
    private final int[] next;
    private final int[] examples;
    private final float[][] gradients;
    private int segments;

    /* One entity's parameters and state, and the squares of all gradients so far. */
    private final float[] p;
    private final float[] m;
    private final float[] v;
    private final float[] squares;

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
        gradients = new float[capacity][];
        p = new float[deviations.vector()];
        m = new float[deviations.vector()];
        v = new float[deviations.vector()];
        squares = new float[deviations.vector()];
    }

    /** Gathers the rows {@code [0, rows)} by entity; a row without one teaches shared parameters alone. */
    void gather(MiniBatch batch, int rows) {
        if (segmentOf.length < deviations.size()) {
            segmentOf = new int[deviations.capacity()];
            Arrays.fill(segmentOf, NONE);
        }
        segments = 0;
        for (int row = 0; row < rows; row++) {
            if (batch.entity(row) >= 0 && batch.examples(row) > 0) {
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
        Arrays.fill(squares, 0f);
        for (int s = 0; s < segments; s++) {
            if (gradients[s] == null) {
                gradients[s] = new float[deviations.vector()];
            }
            float[] g = gradients[s];
            Arrays.fill(g, 0f);
            sum(batch, s, g);
            load(s, p, 0);
            for (int f = 0, next; f < families; f = next) {
                next = alike(s, f);
                int n = examples[s * families + f];
                if (n > 0) {
                    penalise(g, from(f), from(next), scale, (float) (penalty * n));
                }
            }
        }
        return total();
    }

    /** The end of the families from {@code family} on with as many examples and steps as it: one loop serves them all. */
    private int alike(int segment, int family) {
        int entity = entities[segment];
        int end = family + 1;
        while (end < families
                && examples[segment * families + end] == examples[segment * families + family]
                && deviations.steps(entity, end) == deviations.steps(entity, family)) {
            end++;
        }
        return end;
    }

    /** Where a family's share begins in the layout of Δ. */
    private int from(int family) {
        return shape.outputOffset(family) * width;
    }

    private void sum(MiniBatch batch, int segment, float[] g) {
        Arrays.fill(examples, segment * families, (segment + 1) * families, 0);
        for (int row = first[segment]; row != NONE; row = next[row]) {
            for (int f = 0; f < families; f++) {
                if (batch.isLabelled(row, f)) {
                    examples[segment * families + f]++;
                    add(batch, row, f, g);
                }
            }
        }
    }

    private void add(MiniBatch batch, int row, int family, float[] g) {
        float[] d = batch.outputGradient().mirror();
        int dAt = batch.outputGradient().at(row);
        for (int j = shape.outputOffset(family); j < shape.outputOffset(family + 1); j++) {
            addScaled(d[dAt + j], batch.z().mirror(), batch.seen(row, family), g, j * width, lead);
            g[j * width + lead] += d[dAt + j];
        }
    }

    private static void addScaled(float factor, float[] x, int xAt, float[] y, int yAt, int count) {
        for (int i = 0; i < count; i++) {
            y[yAt + i] += factor * x[xAt + i];
        }
    }

    private void penalise(float[] g, int from, int to, float scale, float decay) {
        for (int i = from; i < to; i++) {
            float gradient = scale * (g[i] + decay * p[i]);
            g[i] = gradient;
            squares[i] += gradient * gradient;
        }
    }

    private double total() {
        double sum = 0;
        for (float square : squares) {
            sum += square;
        }
        return sum;
    }

    /** Moves every task present along the gradients last computed. */
    void update(Optimizer optimizer, float scale, double rate) {
        int second = optimizer.moments();
        for (int s = 0; s < segments; s++) {
            load(s, p, 0);
            if (second > 1) {
                load(s, m, 1);
            }
            load(s, v, second);
            for (int f = 0, next; f < families; f = next) {
                next = alike(s, f);
                if (examples[s * families + f] > 0) {
                    int step = count(s, f, next);
                    optimizer.update(p, m, v, gradients[s], from(f), from(next), scale, rate, step);
                }
            }
            store(s, p, 0);
            if (second > 1) {
                store(s, m, 1);
            }
            store(s, v, second);
        }
    }

    /** Counts a step of families that are alike; returns the steps each has taken. */
    private int count(int segment, int from, int to) {
        for (int f = from; f < to; f++) {
            deviations.count(entities[segment], f, examples[segment * families + f]);
        }
        return deviations.steps(entities[segment], from);
    }

    /* The vectors of an entity's record: 0 is Δ, the last one v, and m lies between where there is one. */

    private void load(int segment, float[] into, int vector) {
        System.arraycopy(deviations.slab(entities[segment]), at(segment, vector), into, 0, into.length);
    }

    private void store(int segment, float[] from, int vector) {
        System.arraycopy(from, 0, deviations.slab(entities[segment]), at(segment, vector), from.length);
    }

    private int at(int segment, int vector) {
        return deviations.at(entities[segment]) + vector * deviations.vector();
    }

    /** (λ/2) Σ nₜ ‖Δₜ‖² over the tasks present. */
    double penalty(MiniBatch batch, double penalty) {
        double sum = 0;
        for (int s = 0; s < segments; s++) {
            load(s, p, 0);
            for (int row = first[s]; row != NONE; row = next[row]) {
                for (int f = 0; f < families; f++) {
                    for (int i = from(f); i < from(f + 1) && batch.isLabelled(row, f); i++) {
                        sum += (double) p[i] * p[i];
                    }
                }
            }
        }
        return penalty / 2 * sum;
    }
}
