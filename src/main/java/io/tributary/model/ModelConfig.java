package io.tributary.model;

import io.tributary.config.Setting;
import java.util.List;

/** The shape of the network; any change of it needs a new application. */
public record ModelConfig(
        @Setting(value = "The widths of the trunk's dense layers.", byDefault = "[32, 16]") List<Integer> trunk,
        @Setting(
                        value =
                                "The networks of these widths that a gate for each family mixes (Ma et al., KDD 2018); 1: one for all, no gate.",
                        byDefault = "1",
                        min = 1,
                        max = 64)
                int experts,
        @Setting(value = "What follows each layer: leaky-relu (slope 0.1) or relu.", byDefault = "leaky-relu")
                Activation activation,
        @Setting(value = "Whether heads see the inputs beside the hidden units.", byDefault = "true") boolean wide,
        @Setting(
                        value =
                                "What a task's deviation sees: all (what its family head sees), hidden (hidden units and a constant) or bias (the constant).",
                        byDefault = "all")
                DeviationInput deviationInput,
        @Setting(value = "The seed of the trunk's initial weights.", byDefault = "7") long seed) {

    /** What a deviation sees. */
    public enum DeviationInput {
        ALL,
        HIDDEN,
        BIAS
    }
}
