package io.tributary.model;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * The parameters that all tasks share, trunk and family heads in one flat vector, with gradient and moments beside it.
 *
 * <p>Not thread-safe.
 */
public final class SharedParameters implements AutoCloseable {
    private static final int CHUNK = 1024;

    private final Shape shape;
    private final NativeFloats parameters;
    private final NativeFloats gradient;
    private final NativeFloats first;
    private final NativeFloats second;
    private final long[] headSteps;
    private long trunkSteps;

    /* Native memory is worked on in pieces that fit the first-level cache. */
    private final float[] p = new float[CHUNK];
    private final float[] g = new float[CHUNK];
    private final float[] m = new float[CHUNK];
    private final float[] v = new float[CHUNK];

    SharedParameters(Shape shape) {
        this.shape = shape;
        parameters = new NativeFloats(shape.size());
        gradient = new NativeFloats(shape.size());
        first = new NativeFloats(shape.size());
        second = new NativeFloats(shape.size());
        headSteps = new long[shape.families().size()];
    }

    /** Back to a real start: He-normal trunk weights (He et al. 2015), all else zero. */
    void initialise(long seed) {
        for (NativeFloats vector : new NativeFloats[] {parameters, gradient, first, second}) {
            vector.clear();
        }
        Arrays.fill(headSteps, 0);
        trunkSteps = 0;
        Random random = new Random(scrambled(seed));
        for (int layer = 0; layer < shape.layers(); layer++) {
            float[] weights = new float[shape.layerInputs(layer) * shape.layerWidth(layer)];
            double deviation = Math.sqrt(2.0 / shape.layerInputs(layer));
            for (int i = 0; i < weights.length; i++) {
                weights[i] = (float) (deviation * random.nextGaussian());
            }
            parameters.put(shape.layerOffset(layer), weights, 0, weights.length);
        }
    }

    /** MurmurHash3's finaliser: neighbouring seeds of {@link Random} begin alike, and these must not. */
    private static long scrambled(long seed) {
        long mixed = (seed ^ (seed >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return mixed ^ (mixed >>> 33);
    }

    NativeFloats values() {
        return parameters;
    }

    NativeFloats gradient() {
        return gradient;
    }

    /** Steps the trunk has taken. */
    public long trunkSteps() {
        return trunkSteps;
    }

    /** Steps a family's head has taken. */
    public long headSteps(int family) {
        return headSteps[family];
    }

    /** Sets the step counts when a model is restored. */
    public void restoreTrunkSteps(long steps) {
        trunkSteps = steps;
    }

    /** Sets the step counts when a model is restored. */
    public void restoreHeadSteps(int family, long steps) {
        headSteps[family] = steps;
    }

    /** Parameters {@code [offset, offset + count)}, to be read or written in blocks. */
    public FloatBuffer parameters(int offset, int count) {
        return parameters.view(offset, count);
    }

    /** Adam's first moments, to be read or written in blocks. */
    public FloatBuffer firstMoments(int offset, int count) {
        return first.view(offset, count);
    }

    /** Adam's second moments, to be read or written in blocks. */
    public FloatBuffer secondMoments(int offset, int count) {
        return second.view(offset, count);
    }

    /** The squared norm of the gradient of the trunk. */
    double squaredTrunkNorm() {
        return squaredNorm(0, shape.trunkSize());
    }

    /** The squared norm of the gradient of a family's head. */
    double squaredHeadNorm(int family) {
        return squaredNorm(shape.headOffset(family), shape.headSize(family));
    }

    private double squaredNorm(int offset, int count) {
        float sum = Blas.squaredNorm(count, gradient.source(offset), gradient.target(offset));
        return sum <= Float.MAX_VALUE ? sum : squaredNormInDouble(offset, count);
    }

    private double squaredNormInDouble(int offset, int count) {
        double sum = 0;
        for (int at = 0; at < count; at += CHUNK) {
            int n = Math.min(CHUNK, count - at);
            gradient.get(offset + at, g, 0, n);
            for (int i = 0; i < n; i++) {
                sum += (double) g[i] * g[i];
            }
        }
        return sum;
    }

    /** Moves the trunk along its gradient. */
    void stepTrunk(Optimizer optimizer, float scale, double rate) {
        trunkSteps++;
        step(optimizer, 0, shape.trunkSize(), scale, rate, trunkSteps);
    }

    /** Moves a family's head along its gradient. */
    void stepHead(int family, Optimizer optimizer, float scale, double rate) {
        headSteps[family]++;
        step(optimizer, shape.headOffset(family), shape.headSize(family), scale, rate, headSteps[family]);
    }

    private void step(Optimizer optimizer, int offset, int count, float scale, double rate, long step) {
        for (int from = offset; from < offset + count; from += CHUNK) {
            int n = Math.min(CHUNK, offset + count - from);
            parameters.get(from, p, 0, n);
            gradient.get(from, g, 0, n);
            first.get(from, m, 0, n);
            second.get(from, v, 0, n);
            optimizer.update(p, m, v, g, 0, n, scale, rate, step);
            parameters.put(from, p, 0, n);
            first.put(from, m, 0, n);
            second.put(from, v, 0, n);
        }
    }

    @Override
    public void close() {
        parameters.close();
        gradient.close();
        first.close();
        second.close();
    }
}
