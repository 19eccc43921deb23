package io.tributary.model;

import io.tributary.model.ModelConfig.DeviationInput;
import io.tributary.task.Family;
import java.util.List;

/**
 * The sizes of a network, and where each part lies in its flat parameter vector.
 *
 * <p>The vector holds the trunk's layers one after another, each {@code [(in + 1) × out]} row-major with the biases in
 * the last row, then the family heads Φ, {@code [outputs × headWidth]}: one row for each output of each family.
 *
 * <p>With experts the layers of each follow those of the one before, and each family's head is followed by its gate,
 * {@code [(inputs + 1) × experts]}: a gate is the family's own, so that it rests with the head and comes with the family.
 */
public final class Shape {
    private final int inputs;
    private final ModelConfig config;
    private final List<Family> families;
    private final int[] layerOffsets;
    private final int gateSize;
    private final int hidden;
    private final int headWidth;
    private final int[] outputOffsets;

    /**
     * @param inputs numbers that a row is encoded to
     * @throws IllegalArgumentException if there is neither a trunk nor a wide path
     */
    public Shape(int inputs, ModelConfig config, List<Family> families) {
        if (config.trunk().isEmpty() && !config.wide()) {
            throw new IllegalArgumentException("a model without a trunk needs the wide path: set model.wide to true");
        }
        if (config.trunk().isEmpty() && config.experts() > 1) {
            throw new IllegalArgumentException("experts need layers: set model.trunk, or model.experts to 1");
        }
        this.inputs = inputs;
        this.config = config;
        this.families = List.copyOf(families);
        hidden = layers() == 0 ? 0 : layerWidth(layers() - 1);
        headWidth = hidden + (config.wide() ? inputs : 0) + 1;
        layerOffsets = new int[layers() + 1];
        for (int l = 0; l < layers(); l++) {
            layerOffsets[l + 1] = layerOffsets[l] + (layerInputs(l) + 1) * layerWidth(l);
        }
        gateSize = config.experts() == 1 ? 0 : (inputs + 1) * config.experts();
        outputOffsets = new int[families.size() + 1];
        for (int f = 0; f < families.size(); f++) {
            outputOffsets[f + 1] = outputOffsets[f] + families.get(f).outputs();
        }
    }

    public int inputs() {
        return inputs;
    }

    public List<Family> families() {
        return families;
    }

    public Activation activation() {
        return config.activation();
    }

    public boolean wide() {
        return config.wide();
    }

    /** The networks in the trunk; 1: a dense trunk without gates. */
    public int experts() {
        return config.experts();
    }

    /** The groups of families, one after another, that see the same h: one of all, or with experts one for each. */
    public int groups() {
        return config.experts() == 1 ? 1 : families.size();
    }

    /** The group of a family. */
    public int group(int family) {
        return config.experts() == 1 ? 0 : family;
    }

    /** The first family of a group; of the end of the groups, the end of the families. */
    public int groupFamily(int group) {
        return config.experts() == 1 ? group * families.size() : group;
    }

    /** The number of dense layers in the trunk, or in each of its experts. */
    public int layers() {
        return config.trunk().size();
    }

    /** The inputs of a layer, without the constant. */
    public int layerInputs(int layer) {
        return layer == 0 ? inputs : layerWidth(layer - 1);
    }

    /** The units of a layer. */
    public int layerWidth(int layer) {
        return config.trunk().get(layer);
    }

    /** Where a layer's weights begin in the parameter vector, or in the share of its expert. */
    public int layerOffset(int layer) {
        return layerOffsets[layer];
    }

    /** Where an expert's layers begin in the parameter vector. */
    public int expertOffset(int expert) {
        return expert * layerOffsets[layers()];
    }

    /** The units of the trunk's last layer. */
    public int hidden() {
        return hidden;
    }

    /** The units of the last layer of all experts together. */
    public int lastUnits() {
        return experts() * hidden;
    }

    /** The width of z̃ = [h; x; 1] or [h; 1]: what a family head sees; those of all groups lie side by side. */
    public int headWidth() {
        return headWidth;
    }

    /** The numbers of z̃ that a deviation sees before its constant. */
    public int deviationLead() {
        return switch (config.deviationInput()) {
            case ALL -> headWidth() - 1;
            case HIDDEN -> hidden();
            case BIAS -> 0;
        };
    }

    /** The weights of one output of a deviation, its constant included. */
    public int deviationWidth() {
        return deviationLead() + 1;
    }

    /** What a deviation sees. */
    public DeviationInput deviationInput() {
        return config.deviationInput();
    }

    /** The outputs of all families together. */
    public int outputs() {
        return outputOffsets[families.size()];
    }

    /** The first output of a family. */
    public int outputOffset(int family) {
        return outputOffsets[family];
    }

    /** Where a family's head begins in the parameter vector. */
    public int headOffset(int family) {
        return trunkSize() + outputOffsets[family] * headWidth() + family * gateSize;
    }

    /** Where a family's gate begins in the parameter vector, if there are experts. */
    public int gateOffset(int family) {
        return headOffset(family + 1) - gateSize;
    }

    /** The numbers of a family's head, its gate included. */
    public int headSize(int family) {
        return families.get(family).outputs() * headWidth() + gateSize;
    }

    /** The parameters of the trunk; they come first in the vector. */
    public int trunkSize() {
        return expertOffset(experts());
    }

    /** All shared parameters. */
    public int size() {
        return headOffset(families.size());
    }
}
