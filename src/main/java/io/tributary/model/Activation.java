package io.tributary.model;

/** The function after each dense layer of the trunk: a for a &gt; 0, else slope · a. */
public enum Activation {
    /** Slope 0.1 below zero (Maas et al. 2013), so that no unit dies. */
    LEAKY_RELU(0.1f),
    /** Zero below zero. */
    RELU(0f);

    private static final int ONE = Float.floatToRawIntBits(1f);

    private final float slope;
    private final int slopeBits;

    Activation(float slope) {
        this.slope = slope;
        slopeBits = Float.floatToRawIntBits(slope);
    }

    /** The slope below zero. */
    public float slope() {
        return slope;
    }

    /**
     * The derivative, from the activation itself: 1 above zero, else the slope.
     *
     * <p>Signs of activations cannot be predicted, so this does without a branch: as an integer a float is above zero
     * exactly if it is a number above zero.
     */
    public float derivative(float activated) {
        int bits = Float.floatToRawIntBits(activated);
        int above = (-bits & ~bits) >> 31;
        return Float.intBitsToFloat(slopeBits ^ ((ONE ^ slopeBits) & above));
    }
}
