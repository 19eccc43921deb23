package io.tributary.model;

/** The function after each dense layer of the trunk: a for a &gt; 0, else slope · a. */
public enum Activation {
    /** Slope 0.1 below zero (Maas et al. 2013), so that no unit dies. */
    LEAKY_RELU(0.1f),
    /** Zero below zero. */
    RELU(0f);

    private final float slope;

    Activation(float slope) {
        this.slope = slope;
    }

    /** The slope below zero. */
    public float slope() {
        return slope;
    }
}
