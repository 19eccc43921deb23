package io.tributary.model;

/**
 * What lies between the inputs and the heads: from [x; 1] to h, for any rows of a mini-batch, and back.
 *
 * <p>Families are in groups ({@link Shape#groups}); those of one see the same h. Not thread-safe.
 */
sealed interface Trunk extends AutoCloseable permits DenseTrunk, ExpertTrunk {
    /**
     * The trunk of a shape.
     *
     * @param inputs {@code [rows × (inputs + 1)]}, constant included
     * @param z what heads see, {@code [rows × (groups · headWidth)]}; the trunk fills all of it but constants, and but the
     *     inputs where it shares memory with them
     */
    static Trunk of(Shape shape, int capacity, Matrix inputs, Matrix z) {
        return shape.experts() == 1
                ? new DenseTrunk(shape, 0, capacity, inputs, z.columns(0, shape.hidden()))
                : new ExpertTrunk(shape, capacity, inputs, z);
    }

    /** Computes h of rows {@code [from, from + count)}. */
    void forward(NativeFloats parameters, int from, int count);

    /** The activation of one of {@link Shape#lastUnits}. */
    float unit(int row, int unit);

    /** Where the heads of a group leave ∂L/∂h, in the mirror: {@code [rows × hidden]}; only where there are hidden units. */
    Matrix hiddenGradient(int group);

    /** From ∂L/∂h down to the gradients by all sums, for rows {@code [0, rows)}. */
    void backward(NativeFloats parameters, int rows);

    /** Every matrix of parameters with its inputs and gradients. */
    Affine[] affines();

    @Override
    void close();
}
