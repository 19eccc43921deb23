package io.tributary.model;

import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Random;

/**
 * The parameters that all tasks share, trunk and family heads in one flat vector, with gradient and moments beside it.
 *
 * <p>Parameters and gradient are native memory, where matrix products read and write them; moments, which no matrix
 * product sees, lie on the heap. Not thread-safe.
 */
public final class SharedParameters implements AutoCloseable {
    private static final int CHUNK = 1024;

    private final Shape shape;
    private final NativeFloats parameters;
    private final NativeFloats gradient;
    private final float[] first;
    private final float[] second;
    private final long[] headSteps;
    private long trunkSteps;

    /*
     * Parameters and gradient are copied here to be worked on, in pieces that fit the first-level cache, each to its own
     * place: the optimizer's loops want one index for all vectors.
     */
    private final float[] p;
    private final float[] g;

    SharedParameters(Shape shape) {
        this.shape = shape;
        parameters = new NativeFloats(shape.size());
        gradient = new NativeFloats(shape.size());
        first = new float[shape.size()];
        second = new float[shape.size()];
        p = new float[shape.size()];
        g = new float[shape.size()];
        headSteps = new long[shape.families().size()];
    }

    /** Back to a real start: He-normal trunk weights (He et al. 2015), all else zero: every gate mixes evenly. */
    void initialise(long seed) {
        parameters.clear();
        gradient.clear();
        Arrays.fill(first, 0);
        Arrays.fill(second, 0);
        Arrays.fill(headSteps, 0);
        trunkSteps = 0;
        Random random = new Random(scrambled(seed));
        for (int expert = 0; expert < shape.experts(); expert++) {
            for (int layer = 0; layer < shape.layers(); layer++) {
                initialise(shape.expertOffset(expert), layer, random);
            }
        }
    }

    boolean isFinite() {
        parameters.get(0, p, 0, p.length);
        double sum = 0;
        for (float value : p) {
            sum += 0 * value; // NaN for whatever is not finite.
        }
        return sum == 0;
    }

    private void initialise(int expertOffset, int layer, Random random) {
        float[] weights = new float[shape.layerInputs(layer) * shape.layerWidth(layer)];
        double deviation = Math.sqrt(2.0 / shape.layerInputs(layer));
        for (int i = 0; i < weights.length; i++) {
            weights[i] = (float) (deviation * random.nextGaussian());
        }
        parameters.put(expertOffset + shape.layerOffset(layer), weights, 0, weights.length);
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
        return FloatBuffer.wrap(first, offset, count).slice();
    }

    /** Adam's second moments, to be read or written in blocks. */
    public FloatBuffer secondMoments(int offset, int count) {
        return FloatBuffer.wrap(second, offset, count).slice();
    }

    /**
     * Φ ← factor · Φ, the constant's weight + shift; the moments by what gradients are multiplied by. A gate beside the head
     * stays, since it mixes as before; its gradients go through Φ.
     */
    void rescaleHead(int family, double factor, double shift, float gradients) {
        int from = shape.headOffset(family);
        int to = from + shape.families().get(family).outputs() * shape.headWidth();
        float ofGate = (float) (factor * gradients);
        for (int i = to; i < shape.headOffset(family + 1); i++) {
            first[i] *= ofGate;
            second[i] *= ofGate * ofGate;
        }
        parameters.get(from, p, from, to - from);
        for (int i = from; i < to; i++) {
            boolean constant = (i - from + 1) % shape.headWidth() == 0;
            p[i] = (float) (factor * p[i] + (constant ? shift : 0));
            first[i] *= gradients;
            second[i] *= gradients * gradients;
        }
        parameters.put(from, p, from, to - from);
    }

    /** The squared norm of the gradient of the trunk. */
    double squaredTrunkNorm() {
        return squaredNorm(0, shape.trunkSize());
    }

    /** The squared norm of the gradient of a family's head, its gate included. */
    double squaredHeadNorm(int family) {
        return squaredNorm(shape.headOffset(family), shape.headSize(family));
    }

    private double squaredNorm(int offset, int count) {
        float sum = Blas.squaredNorm(count, gradient.source(offset), gradient.target(offset));
        return sum <= Float.MAX_VALUE ? sum : squaredNormInDouble(offset, count);
    }

    private double squaredNormInDouble(int offset, int count) {
        gradient.get(offset, g, offset, count);
        double sum = 0;
        for (int i = offset; i < offset + count; i++) {
            sum += (double) g[i] * g[i];
        }
        return sum;
    }

    /** Moves the trunk along its gradient. */
    void stepTrunk(Optimizer optimizer, float scale, double rate) {
        trunkSteps++;
        step(optimizer, 0, shape.trunkSize(), scale, rate, trunkSteps);
    }

    /**
     * Moves the heads of the families present along their gradients, their gates included.
     *
     * @param examples of each family in the mini-batch
     */
    void stepHeads(int[] examples, Optimizer optimizer, float scale, double rate) {
        for (int f = 0; f < headSteps.length; f++) {
            headSteps[f] += examples[f] > 0 ? 1 : 0;
        }
        for (int from = 0; from < headSteps.length; from++) {
            if (examples[from] > 0) {
                int to = alike(from, examples);
                int offset = shape.headOffset(from);
                step(optimizer, offset, shape.headOffset(to) - offset, scale, rate, headSteps[from]);
                from = to - 1;
            }
        }
    }

    /** The end of the families from {@code from} on that have taken the same number of steps, this one among them. */
    private int alike(int from, int[] examples) {
        int to = from + 1;
        while (to < headSteps.length && examples[to] > 0 && headSteps[to] == headSteps[from]) {
            to++;
        }
        return to;
    }

    private void step(Optimizer optimizer, int offset, int count, float scale, double rate, long step) {
        for (int from = offset; from < offset + count; from += CHUNK) {
            int n = Math.min(CHUNK, offset + count - from);
            parameters.get(from, p, from, n);
            gradient.get(from, g, from, n);
            optimizer.update(p, first, second, g, from, from + n, scale, rate, step);
            parameters.put(from, p, from, n);
        }
    }

    @Override
    public void close() {
        parameters.close();
        gradient.close();
    }
}
