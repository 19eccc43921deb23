package io.tributary.feature;

import io.tributary.feature.FeatureConfig.Transform;
import io.tributary.task.InvalidRowException;
import io.tributary.task.InvalidRowException.Reason;
import java.util.List;

/** A number as one input: raised or lowered to its bounds, transformed, scaled. */
record Numeric(String feature, double min, double max, Transform transform, Scale scale) implements NumberEncoding {
    /** No input is larger: gradients of larger ones do not fit single precision. */
    static final double LARGEST_INPUT = 1e6;

    static Numeric of(FeatureConfig config, Scale scale) {
        return new Numeric(
                config.name(),
                config.min().orElse(Double.NEGATIVE_INFINITY),
                config.max().orElse(Double.POSITIVE_INFINITY),
                config.transform(),
                scale);
    }

    @Override
    public List<String> inputNames() {
        return List.of(feature);
    }

    @Override
    public void encode(double value, float[] x, int offset) {
        double scaled = scale.apply(transformed(value));
        if (Math.abs(scaled) > LARGEST_INPUT) {
            throw new InvalidRowException(
                    Reason.NON_FINITE,
                    "feature " + feature + ": found " + value + ", which encodes to " + scaled + ", expected at most "
                            + LARGEST_INPUT + " in magnitude; set standardise or max");
        }
        x[offset] = (float) scaled;
    }

    @Override
    public void observe(double value) {
        if (scale instanceof Scale.Online online) {
            online.observe(transformed(value));
        }
    }

    private double transformed(double value) {
        double bounded = Math.min(Math.max(value, min), max);
        if (transform == Transform.NONE) {
            return bounded;
        }
        if (bounded <= 0) {
            throw new InvalidRowException(
                    Reason.INVALID_VALUE,
                    "feature " + feature + ": found " + value
                            + ", which has no logarithm, expected a number above 0; set min");
        }
        // StrictMath: the same bits on every machine.
        return StrictMath.log(bounded);
    }
}
