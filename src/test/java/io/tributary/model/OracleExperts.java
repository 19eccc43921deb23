package io.tributary.model;

import io.tributary.task.Family;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * A multi-gate mixture of experts in double precision, written from the paper and the recipe alone: plain loops, its own
 * layout, one whole step. Wide, deviations on all of z̃; squared, logistic and softmax losses.
 */
final class OracleExperts {
    /**
     * @param seed of its inputs
     * @param targets of each family; NaN: none
     */
    record LabelledRow(long seed, int entity, List<Double> targets, double weight) {
        float[] x() {
            return NetworkBuilder.inputs(seed);
        }
    }

    private static final double SLOPE = 0.1;

    private final List<Family> families;
    private final int[] widths;
    private final int experts;
    private final int inputs;
    private final int seen;
    private final double clipNorm;
    private final double penalty;
    private final double[] p;
    private final double[] m;
    private final double[] v;
    private final double[] gradient;
    private final double[][] deltas;
    private final double[][] squares;
    private final double[][] deltaGradients;
    private final int[] steps;
    private int trunkSteps;

    /* What one row's forward pass leaves. */
    private final double[][][] units;
    private final double[][] gates;
    private final double[][] z;
    private final double[][] outputs;

    OracleExperts(Network network, int[] widths, int experts, int entities, double clipNorm, double penalty) {
        families = network.families();
        this.widths = widths.clone();
        this.experts = experts;
        this.clipNorm = clipNorm;
        this.penalty = penalty;
        inputs = NetworkBuilder.INPUTS;
        seen = widths[widths.length - 1] + inputs + 1;
        p = copy(network.shared().parameters(0, head(families.size())));
        m = new double[p.length];
        v = new double[p.length];
        gradient = new double[p.length];
        deltas = new double[entities][];
        for (int e = 0; e < entities; e++) {
            deltas[e] = copy(network.deviations().values(e).slice(0, output(families.size()) * seen));
        }
        squares = new double[entities][deltas[0].length];
        deltaGradients = new double[entities][deltas[0].length];
        steps = new int[families.size()];
        units = new double[experts][widths.length + 1][];
        gates = new double[families.size()][experts];
        z = new double[families.size()][seen];
        outputs = new double[families.size()][];
    }

    private static double[] copy(FloatBuffer values) {
        double[] copy = new double[values.remaining()];
        Arrays.setAll(copy, i -> (double) values.get(i));
        return copy;
    }

    double[] parameters() {
        return p;
    }

    double[] deviation(int entity) {
        return deltas[entity];
    }

    double output(int family, int j) {
        return outputs[family][j];
    }

    /* The layout: experts, each layer by layer with biases last; then each family's head and gate. */

    private int in(int layer) {
        return layer == 0 ? inputs : widths[layer - 1];
    }

    private int layer(int expert, int layer) {
        int at = 0;
        int own = 0;
        for (int l = 0; l < widths.length; l++) {
            own += l < layer ? (in(l) + 1) * widths[l] : 0;
            at += (in(l) + 1) * widths[l];
        }
        return expert * at + own;
    }

    private int output(int family) {
        return families.stream().limit(family).mapToInt(Family::outputs).sum();
    }

    private int head(int family) {
        return layer(experts, 0) + output(family) * seen + family * (inputs + 1) * experts;
    }

    private int gate(int family) {
        return head(family) + families.get(family).outputs() * seen;
    }

    void forward(LabelledRow row) {
        float[] values = row.x();
        double[] x = new double[inputs + 1];
        Arrays.setAll(x, i -> i == inputs ? 1.0 : values[i]);
        for (int k = 0; k < experts; k++) {
            units[k][0] = x;
            for (int l = 0; l < widths.length; l++) {
                units[k][l + 1] = layer(units[k][l], layer(k, l), widths[l]);
            }
        }
        for (int f = 0; f < families.size(); f++) {
            mix(x, f);
            outputs[f] = new double[families.get(f).outputs()];
            for (int j = 0; j < outputs[f].length; j++) {
                for (int i = 0; i < seen; i++) {
                    double delta = deltas[row.entity()][(output(f) + j) * seen + i];
                    outputs[f][j] += (p[head(f) + j * seen + i] + delta) * z[f][i];
                }
            }
        }
    }

    private double[] layer(double[] in, int at, int width) {
        double[] out = new double[width + 1];
        for (int j = 0; j < width; j++) {
            for (int i = 0; i < in.length; i++) {
                out[j] += in[i] * p[at + i * width + j];
            }
            out[j] = out[j] > 0 ? out[j] : SLOPE * out[j];
        }
        out[width] = 1;
        return out;
    }

    private void mix(double[] x, int family) {
        double[] logits = new double[experts];
        for (int k = 0; k < experts; k++) {
            for (int i = 0; i < x.length; i++) {
                logits[k] += x[i] * p[gate(family) + i * experts + k];
            }
        }
        double total = Arrays.stream(logits).map(Math::exp).sum();
        Arrays.setAll(gates[family], k -> Math.exp(logits[k]) / total);
        int hidden = widths[widths.length - 1];
        for (int i = 0; i < hidden; i++) {
            z[family][i] = 0;
            for (int k = 0; k < experts; k++) {
                z[family][i] += gates[family][k] * units[k][widths.length][i];
            }
        }
        System.arraycopy(x, 0, z[family], hidden, x.length);
    }

    /** Predicts and learns one mini-batch, at constant rates for trunk and heads. */
    void step(List<LabelledRow> rows, double trunkRate, double headRate, double deviationRate) {
        Arrays.fill(gradient, 0);
        int[] present = new int[families.size()];
        int[][] tasks = new int[deltas.length][families.size()];
        for (int e = 0; e < deltas.length; e++) {
            Arrays.fill(deltaGradients[e], 0);
        }
        for (LabelledRow row : rows) {
            forward(row);
            double[][] dUnits = new double[experts][widths[widths.length - 1]];
            for (int f = 0; f < families.size(); f++) {
                if (!row.targets().get(f).isNaN()) {
                    present[f]++;
                    tasks[row.entity()][f]++;
                    throughHead(row, f, dUnits);
                }
            }
            throughExperts(dUnits);
        }
        moveShared(present, trunkRate, headRate);
        moveDeviations(tasks, deviationRate);
    }

    private void throughHead(LabelledRow row, int f, double[][] dUnits) {
        double[] d = lossGradient(f, row.targets().get(f));
        double[] dh = new double[dUnits[0].length];
        for (int j = 0; j < d.length; j++) {
            for (int i = 0; i < seen; i++) {
                int at = (output(f) + j) * seen + i;
                gradient[head(f) + j * seen + i] += row.weight() * d[j] * z[f][i];
                deltaGradients[row.entity()][at] += row.weight() * d[j] * z[f][i];
                if (i < dh.length) {
                    dh[i] += row.weight() * d[j] * (p[head(f) + j * seen + i] + deltas[row.entity()][at]);
                }
            }
        }
        throughGate(f, dh, dUnits);
    }

    private double[] lossGradient(int f, double target) {
        double[] o = outputs[f];
        double[] d = new double[o.length];
        switch (families.get(f).kind()) {
            case REGRESSION -> d[0] = o[0] - target;
            case BINARY -> d[0] = 1 / (1 + Math.exp(-o[0])) - target;
            case MULTICLASS -> {
                double total = Arrays.stream(o).map(Math::exp).sum();
                Arrays.setAll(d, j -> Math.exp(o[j]) / total - (j == (int) target ? 1 : 0));
            }
        }
        return d;
    }

    private void throughGate(int f, double[] dh, double[][] dUnits) {
        double[] worth = new double[experts];
        for (int k = 0; k < experts; k++) {
            for (int i = 0; i < dh.length; i++) {
                dUnits[k][i] += gates[f][k] * dh[i];
                worth[k] += dh[i] * units[k][widths.length][i];
            }
        }
        for (int k = 0; k < experts; k++) {
            double dLogit = 0;
            for (int other = 0; other < experts; other++) {
                dLogit += worth[other] * gates[f][other] * ((k == other ? 1 : 0) - gates[f][k]);
            }
            for (int i = 0; i <= inputs; i++) {
                gradient[gate(f) + i * experts + k] += dLogit * units[k][0][i];
            }
        }
    }

    private void throughExperts(double[][] dUnits) {
        for (int k = 0; k < experts; k++) {
            double[] d = dUnits[k];
            for (int l = widths.length - 1; l >= 0; l--) {
                double[] below = new double[in(l)];
                for (int j = 0; j < widths[l]; j++) {
                    double sum = d[j] * (units[k][l + 1][j] > 0 ? 1 : SLOPE);
                    for (int i = 0; i <= in(l); i++) {
                        int at = layer(k, l) + i * widths[l] + j;
                        gradient[at] += sum * units[k][l][i];
                        if (i < below.length) {
                            below[i] += sum * p[at];
                        }
                    }
                }
                d = below;
            }
        }
    }

    private void moveShared(int[] present, double trunkRate, double headRate) {
        double n = Arrays.stream(present).sum();
        Arrays.setAll(gradient, i -> gradient[i] / n);
        double norm = Math.sqrt(Arrays.stream(gradient).map(g -> g * g).sum());
        double clip = norm > clipNorm ? clipNorm / norm : 1;
        adam(0, layer(experts, 0), clip, trunkRate, ++trunkSteps);
        for (int f = 0; f < families.size(); f++) {
            if (present[f] > 0) {
                adam(head(f), head(f + 1), clip, headRate, ++steps[f]);
            }
        }
    }

    private void adam(int from, int to, double clip, double rate, int step) {
        for (int i = from; i < to; i++) {
            double g = clip * gradient[i];
            m[i] = 0.9 * m[i] + 0.1 * g;
            v[i] = 0.999 * v[i] + 0.001 * g * g;
            double mean = m[i] / (1 - Math.pow(0.9, step));
            p[i] -= rate * mean / (Math.sqrt(v[i] / (1 - Math.pow(0.999, step))) + 1e-8);
        }
    }

    private void moveDeviations(int[][] tasks, double rate) {
        for (int e = 0; e < deltas.length; e++) {
            for (int f = 0; f < families.size(); f++) {
                for (int i = output(f) * seen; i < output(f + 1) * seen && tasks[e][f] > 0; i++) {
                    double g = deltaGradients[e][i] + penalty * tasks[e][f] * deltas[e][i];
                    squares[e][i] += g * g;
                    deltas[e][i] -= rate * g / (Math.sqrt(squares[e][i]) + 1);
                }
            }
        }
    }
}
