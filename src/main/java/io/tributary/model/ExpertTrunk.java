package io.tributary.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Several networks, and for each family a gate that mixes them: h_f = Σₖ g_fk eₖ(x) with g_f = softmax(G_f [x; 1]).
 *
 * <p>Multi-gate mixture of experts (Ma et al., KDD 2018). Every family is a group of its own.
 */
final class ExpertTrunk implements Trunk {
    private final int experts;
    private final int families;
    private final int hidden;
    private final int headWidth;
    private final int copied;
    private final Matrix inputs;
    private final Matrix z;
    private final DenseTrunk[] networks;
    private final Matrix[] units;
    private final Affine[] gates;
    /* Both [rows × (families · experts)]: g, whose logits stay in native memory, and the gradient by the logits. */
    private final Matrix shares;
    private final Matrix logitGradient;
    private final Matrix[] hiddenGradients;
    private final Affine[] affines;

    ExpertTrunk(Shape shape, int capacity, Matrix inputs, Matrix z) {
        this.inputs = inputs;
        this.z = z;
        experts = shape.experts();
        families = shape.groups();
        hidden = shape.hidden();
        headWidth = shape.headWidth();
        copied = shape.wide() ? shape.inputs() : 0;
        hiddenGradients = new Matrix[families];
        shares = Matrix.zeros(capacity, families * experts);
        logitGradient = Matrix.zeros(capacity, families * experts);
        units = new Matrix[experts];
        networks = new DenseTrunk[experts];
        gates = new Affine[families];
        List<Affine> all = new ArrayList<>();
        for (int k = 0; k < experts; k++) {
            units[k] = Matrix.zeros(capacity, hidden);
            networks[k] = new DenseTrunk(shape, shape.expertOffset(k), capacity, inputs, units[k]);
            all.addAll(Arrays.asList(networks[k].affines()));
        }
        for (int f = 0; f < families; f++) {
            hiddenGradients[f] = Matrix.zeros(capacity, hidden);
            gates[f] = new Affine(
                    inputs,
                    shares.columns(f * experts, experts),
                    logitGradient.columns(f * experts, experts),
                    shape.gateOffset(f));
            all.add(gates[f]);
        }
        affines = all.toArray(Affine[]::new);
    }

    @Override
    public void forward(NativeFloats parameters, int from, int count) {
        for (DenseTrunk network : networks) {
            network.forward(parameters, from, count);
        }
        for (Affine gate : gates) {
            gate.forward(parameters, from, count);
        }
        for (int row = from; row < from + count; row++) {
            shares.load(row);
            for (int f = 0; f < families; f++) {
                softmax(shares.mirror(), shares.at(row) + f * experts);
                mix(row, f);
            }
            z.store(row);
        }
    }

    /** From logits to shares, in place; not a number where a logit is not finite. */
    private void softmax(float[] values, int from) {
        float largest = values[from];
        for (int k = from + 1; k < from + experts; k++) {
            largest = Math.max(largest, values[k]);
        }
        float sum = 0;
        for (int k = from; k < from + experts; k++) {
            values[k] = (float) Math.exp(values[k] - largest);
            sum += values[k];
        }
        for (int k = from; k < from + experts; k++) {
            values[k] /= sum;
        }
    }

    private void mix(int row, int family) {
        float[] seen = z.mirror();
        int h = z.at(row) + family * headWidth;
        Arrays.fill(seen, h, h + hidden, 0f);
        for (int k = 0; k < experts; k++) {
            addScaled(share(row, family, k), units[k].mirror(), units[k].at(row), seen, h);
        }
        System.arraycopy(inputs.mirror(), inputs.at(row), seen, h + hidden, copied);
    }

    private float share(int row, int family, int expert) {
        return shares.mirror()[shares.at(row) + family * experts + expert];
    }

    @Override
    public float unit(int row, int unit) {
        return networks[unit / hidden].unit(row, unit % hidden);
    }

    @Override
    public Matrix hiddenGradient(int group) {
        return hiddenGradients[group];
    }

    @Override
    public void backward(NativeFloats parameters, int rows) {
        for (int row = 0; row < rows; row++) {
            for (DenseTrunk network : networks) {
                Matrix dh = network.delta();
                Arrays.fill(dh.mirror(), dh.at(row), dh.at(row) + hidden, 0f);
            }
            for (int f = 0; f < families; f++) {
                throughGate(row, f);
            }
            logitGradient.store(row);
        }
        for (DenseTrunk network : networks) {
            network.backward(parameters, rows);
        }
    }

    /** Shares ∂L/∂h_f among the experts, and gives the gate what it is worth to favour each: g (∂L/∂g − Σ g ∂L/∂g). */
    private void throughGate(int row, int family) {
        float[] logits = logitGradient.mirror();
        int at = logitGradient.at(row) + family * experts;
        float[] gradient = hiddenGradients[family].mirror();
        int from = hiddenGradients[family].at(row);
        Arrays.fill(logits, at, at + experts, 0f);
        if (isZero(gradient, from)) {
            return;
        }
        float mean = 0;
        for (int k = 0; k < experts; k++) {
            Matrix dh = networks[k].delta();
            float share = share(row, family, k);
            addScaled(share, gradient, from, dh.mirror(), dh.at(row));
            logits[at + k] = dot(gradient, from, units[k].mirror(), units[k].at(row));
            mean += share * logits[at + k];
        }
        for (int k = 0; k < experts; k++) {
            logits[at + k] = share(row, family, k) * (logits[at + k] - mean);
        }
    }

    /** Whether a row teaches a family nothing. */
    private boolean isZero(float[] values, int from) {
        for (int i = from; i < from + hidden; i++) {
            if (values[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private void addScaled(float factor, float[] x, int xAt, float[] y, int yAt) {
        for (int i = 0; i < hidden; i++) {
            y[yAt + i] += factor * x[xAt + i];
        }
    }

    private float dot(float[] x, int xAt, float[] y, int yAt) {
        float sum = 0;
        for (int i = 0; i < hidden; i++) {
            sum += x[xAt + i] * y[yAt + i];
        }
        return sum;
    }

    @Override
    public Affine[] affines() {
        return affines;
    }

    @Override
    public void close() {
        for (int k = 0; k < experts; k++) {
            networks[k].close();
            units[k].close();
        }
        shares.close();
        logitGradient.close();
        for (Matrix gradient : hiddenGradients) {
            gradient.close();
        }
    }
}
