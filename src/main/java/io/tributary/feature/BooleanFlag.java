package io.tributary.feature;

import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import java.util.List;

/** A boolean as one input: 0 or 1. */
record BooleanFlag(String feature) implements NumberEncoding {
    @Override
    public List<String> inputNames() {
        return List.of(feature);
    }

    @Override
    public void encode(double value, float[] x, int offset) {
        if (value != 0 && value != 1) {
            throw new InvalidRowException(
                    Reason.INVALID_VALUE,
                    "feature " + feature + ": found " + value
                            + ", expected 0, 1, false or true; mend the value, or make the feature numeric");
        }
        x[offset] = (float) value;
    }
}
