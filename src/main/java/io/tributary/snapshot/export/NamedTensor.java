package io.tributary.snapshot.export;

import io.tributary.model.Network;
import io.tributary.model.Shape;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Shared parameters under a name, as y = W·x + b wants them: weights {@code [out, in]}, biases {@code [out]}, row-major.
 *
 * <p>Layers of the trunk are {@code trunk.0}, {@code trunk.1}, … (with experts {@code trunk.expert0.0}, …), each family has a
 * {@code family.NAME.head} and with experts a {@code family.NAME.gate}; {@code .weight} and {@code .bias} of each.
 */
record NamedTensor(String name, List<Integer> shape, FloatBuffer values) {
    /** The layers of the trunk, or of all its experts. */
    static List<NamedTensor> trunk(Network network) {
        Shape shape = network.shape();
        List<NamedTensor> tensors = new ArrayList<>();
        for (int expert = 0; expert < shape.experts(); expert++) {
            for (int layer = 0; layer < shape.layers(); layer++) {
                int offset = shape.expertOffset(expert) + shape.layerOffset(layer);
                String name = layer(shape, expert, layer);
                tensors.addAll(affine(network, name, offset, shape.layerInputs(layer), shape.layerWidth(layer)));
            }
        }
        return tensors;
    }

    /** A family's head, and its gate if there are experts. */
    static List<NamedTensor> family(Network network, int family) {
        Shape shape = network.shape();
        List<NamedTensor> tensors = new ArrayList<>(head(network, family));
        if (shape.experts() > 1) {
            String gate = gate(shape, family);
            tensors.addAll(affine(network, gate, shape.gateOffset(family), shape.inputs(), shape.experts()));
        }
        return tensors;
    }

    /** The name of a layer of the trunk, or of one of its experts. */
    static String layer(Shape shape, int expert, int layer) {
        return "trunk." + (shape.experts() > 1 ? "expert" + expert + "." : "") + layer;
    }

    /** What names of a family's tensors begin with. */
    static String family(Shape shape, int family) {
        return "family." + shape.families().get(family).name();
    }

    static String head(Shape shape, int family) {
        return family(shape, family) + ".head";
    }

    static String gate(Shape shape, int family) {
        return family(shape, family) + ".gate";
    }

    /** From [(in + 1) × out], biases in the last row, to W [out, in] and b [out]. */
    private static List<NamedTensor> affine(Network network, String name, int offset, int in, int out) {
        FloatBuffer parameters = network.shared().parameters(offset, (in + 1) * out);
        float[] weights = new float[in * out];
        for (int i = 0; i < in; i++) {
            for (int o = 0; o < out; o++) {
                weights[o * in + i] = parameters.get(i * out + o);
            }
        }
        float[] biases = new float[out];
        parameters.get(in * out, biases);
        return pair(name, weights, biases);
    }

    private static List<NamedTensor> head(Network network, int family) {
        Shape shape = network.shape();
        int outputs = shape.families().get(family).outputs();
        int count = outputs * shape.headWidth();
        FloatBuffer rows = network.shared().parameters(shape.headOffset(family), count);
        return rows(head(shape, family), rows, outputs, shape.headWidth());
    }

    /** From rows [out × (in + 1)], the constant's weight last in each, to W [out, in] and b [out]. */
    static List<NamedTensor> rows(String name, FloatBuffer rows, int out, int width) {
        float[] weights = new float[out * (width - 1)];
        float[] biases = new float[out];
        for (int o = 0; o < out; o++) {
            rows.get(o * width, weights, o * (width - 1), width - 1);
            biases[o] = rows.get(o * width + width - 1);
        }
        return pair(name, weights, biases);
    }

    private static List<NamedTensor> pair(String name, float[] weights, float[] biases) {
        List<Integer> shape = List.of(biases.length, weights.length / biases.length);
        return List.of(
                new NamedTensor(name + ".weight", shape, FloatBuffer.wrap(weights)),
                new NamedTensor(name + ".bias", List.of(biases.length), FloatBuffer.wrap(biases)));
    }
}
