package io.tributary.model;

import io.tributary.model.ModelConfig.DeviationInput;
import io.tributary.task.Family;
import java.util.List;

/**
 * The sizes of a network, and where each part lies in its flat parameter vector.
 *
 * <p>The vector holds the trunk's layers one after another, each {@code [(in + 1) × out]} row-major with the biases in
 * the last row, then the family heads Φ, {@code [outputs × headWidth]}: one row for each output of each family.
 */
public final class Shape {
    private final int inputs;
    private final ModelConfig config;
    private final List<Family> families;
    private final int[] layerOffsets;
    private final int[] outputOffsets;

    /**
     * @param inputs numbers that a row is encoded to
     * @throws IllegalArgumentException if there is neither a trunk nor a wide path
     */
    public Shape(int inputs, ModelConfig config, List<Family> families) {
        if (config.trunk().isEmpty() && !config.wide()) {
            throw new IllegalArgumentException("a model without a trunk needs the wide path: set model.wide to true");
        }
        this.inputs = inputs;
        this.config = config;
        this.families = List.copyOf(families);
        layerOffsets = new int[layers() + 1];
        for (int l = 0; l < layers(); l++) {
            layerOffsets[l + 1] = layerOffsets[l] + (layerInputs(l) + 1) * layerWidth(l);
        }
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

    /** The number of dense layers in the trunk. */
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

    /** Where a layer's weights begin in the parameter vector. */
    public int layerOffset(int layer) {
        return layerOffsets[layer];
    }

    /** The units of the trunk's last layer. */
    public int hidden() {
        return layers() == 0 ? 0 : layerWidth(layers() - 1);
    }

    /** The width of z̃ = [h; x; 1] or [h; 1]: what a family head sees. */
    public int headWidth() {
        return hidden() + (wide() ? inputs : 0) + 1;
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
        return trunkSize() + outputOffsets[family] * headWidth();
    }

    /** The numbers of a family's head. */
    public int headSize(int family) {
        return families.get(family).outputs() * headWidth();
    }

    /** The parameters of the trunk; they come first in the vector. */
    public int trunkSize() {
        return layerOffsets[layers()];
    }

    /** All shared parameters. */
    public int size() {
        return trunkSize() + outputs() * headWidth();
    }
}
