package io.tributary.snapshot.export;

import static io.tributary.snapshot.export.OnnxGraph.attribute;

import io.tributary.model.Activation;
import io.tributary.model.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The trunk as nodes: from x to h, which with experts each family mixes for itself. The parameters are constants of the graph. */
final class OnnxTrunk {
    private final OnnxGraph graph;
    private final Shape shape;
    private final String x;
    private final Optional<String> hidden;

    /** Adds the layers of the trunk, or of all its experts. */
    OnnxTrunk(OnnxGraph graph, Shape shape, String x) {
        this.graph = graph;
        this.shape = shape;
        this.x = x;
        List<String> units = new ArrayList<>();
        for (int expert = 0; expert < shape.experts() && shape.layers() > 0; expert++) {
            units.add(layers(expert));
        }
        hidden = units.isEmpty() ? Optional.empty() : Optional.of(shape.experts() == 1 ? units.get(0) : stacked(units));
    }

    private String layers(int expert) {
        String in = x;
        for (int layer = 0; layer < shape.layers(); layer++) {
            String name = NamedTensor.layer(shape, expert, layer);
            in = activation(name + ".units", graph.affine(name + ".sums", in, name));
        }
        return in;
    }

    private String activation(String output, String sums) {
        return shape.activation() == Activation.RELU
                ? graph.node("Relu", output, sums)
                : graph.node(
                        "LeakyRelu",
                        output,
                        List.of(sums),
                        attribute("alpha", shape.activation().slope()));
    }

    /** The units of all experts [rows, experts, hidden]. */
    private String stacked(List<String> units) {
        String flat = graph.besides("trunk.experts", units);
        return graph.node(
                "Reshape",
                "trunk.stacked",
                flat,
                graph.integers("trunk.stacked.shape", 0, shape.experts(), shape.hidden()));
    }

    private String mixed(String units, int family) {
        String name = NamedTensor.gate(shape, family);
        String logits = graph.affine(name + ".logits", x, name);
        String shares = graph.node("Softmax", name + ".shares", List.of(logits), attribute("axis", 1));
        String line = graph.node(
                "Reshape", name + ".line", shares, graph.integers(name + ".line.shape", 0, 1, shape.experts()));
        String mixed = graph.node("MatMul", name + ".mixed", line, units);
        return graph.node(
                "Reshape", name + ".hidden", mixed, graph.integers(name + ".hidden.shape", 0, shape.hidden()));
    }

    /** Adds what a family's head and deviation see. */
    Seen seen(int family) {
        Optional<String> h = shape.experts() == 1 ? hidden : hidden.map(units -> mixed(units, family));
        if (h.isEmpty()) {
            return new Seen(h, x);
        }
        String z =
                shape.wide() ? graph.besides(NamedTensor.family(shape, family) + ".z", List.of(h.get(), x)) : h.get();
        return new Seen(h, z);
    }

    /**
     * What a family sees of a row.
     *
     * @param hidden h {@code [rows, hidden]}; empty if there are no layers
     * @param all z {@code [rows, headWidth - 1]}
     */
    record Seen(Optional<String> hidden, String all) {}
}
