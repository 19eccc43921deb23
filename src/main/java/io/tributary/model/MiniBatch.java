package io.tributary.model;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows of one step: what each was answered, and what it is to learn.
 *
 * <p>A row is written once, when it is predicted, and its activations and outputs stay: parameters only move in the step
 * that consumes them. Heap and native memory for all rows are taken when it is built. Not thread-safe.
 */
public final class MiniBatch implements AutoCloseable {
    private final Shape shape;
    private final int capacity;
    private final Matrix z;
    private final int[] seen;
    private final Matrix inputs;
    private final Trunk trunk;
    private final Matrix outputs;
    private final Matrix outputGradient;
    private final double[] means;
    private final double[] targets;
    private final double[] weights;
    private final boolean[] labelled;
    private final boolean[] detached;
    private final double[] familyWeights;
    private final int[] entities;
    private final List<Matrix> owned = new ArrayList<>();

    MiniBatch(Shape shape, int capacity) {
        this.shape = shape;
        this.capacity = capacity;
        z = own(Matrix.zerosAndOnes(capacity, shape.headWidth() - 1, shape.groups()));
        seen = new int[shape.families().size()];
        Arrays.setAll(seen, family -> shape.group(family) * shape.headWidth());
        inputs = shape.wide() && shape.groups() == 1
                ? z.columns(shape.hidden(), shape.inputs() + 1)
                : own(Matrix.zerosAndOne(capacity, shape.inputs()));
        outputs = own(Matrix.zeros(capacity, shape.outputs()));
        outputGradient = own(Matrix.zeros(capacity, shape.outputs()));
        trunk = Trunk.of(shape, capacity, inputs, z);
        means = new double[capacity * shape.outputs()];
        targets = new double[capacity * shape.families().size()];
        weights = new double[targets.length];
        labelled = new boolean[targets.length];
        detached = new boolean[targets.length];
        familyWeights = new double[shape.families().size()];
        Arrays.fill(familyWeights, 1);
        entities = new int[capacity];
    }

    private Matrix own(Matrix matrix) {
        owned.add(matrix);
        return matrix;
    }

    /** Rows there is room for. */
    public int capacity() {
        return capacity;
    }

    /** What the heads see: z̃ of every group, side by side. */
    Matrix z() {
        return z;
    }

    /** Where z̃ of a family's group begins in the mirror of {@link #z}. */
    int seen(int row, int family) {
        return z.at(row) + seen[family];
    }

    Trunk trunk() {
        return trunk;
    }

    Matrix outputs() {
        return outputs;
    }

    Matrix outputGradient() {
        return outputGradient;
    }

    /** The means p of all outputs of all rows; a row's begin at {@code row · outputs}. */
    double[] means() {
        return means;
    }

    /** The number of a row's entity; negative if it has no deviations of its own. */
    public int entity(int row) {
        return entities[row];
    }

    /** Puts an encoded row in its place. */
    void input(int row, float[] x, int entity) {
        System.arraycopy(x, 0, inputs.mirror(), inputs.at(row), shape.inputs());
        inputs.store(row);
        entities[row] = entity;
        forgetLabels(row);
    }

    private void forgetLabels(int row) {
        int families = shape.families().size();
        Arrays.fill(labelled, row * families, (row + 1) * families, false);
        Arrays.fill(detached, row * families, (row + 1) * families, false);
    }

    /** The entity's number, once it is known. */
    public void entity(int row, int entity) {
        entities[row] = entity;
    }

    /**
     * Says what one family is to learn from a row.
     *
     * @param target the standardised label, count or class, as the family's {@link Loss} has it
     * @param weight of the row; times the family's weight it is ωᵢ
     */
    public void example(int row, int family, double target, double weight) {
        int at = row * shape.families().size() + family;
        targets[at] = target;
        weights[at] = weight;
        labelled[at] = true;
        detached[at] = false;
    }

    /** Says that an example is not to move the trunk; its family's head and its task's deviation learn it all the same. */
    public void detach(int row, int family) {
        int at = row * shape.families().size() + family;
        detached[at] = labelled[at];
    }

    boolean isDetached(int row, int family) {
        return detached[row * shape.families().size() + family];
    }

    /** Whether there is an example that moves the trunk. */
    boolean isSharing(int row, int family) {
        int at = row * shape.families().size() + family;
        return labelled[at] && !detached[at];
    }

    /** Sets what all examples of a family are multiplied by, in the steps from now on; above 0. */
    public void familyWeight(int family, double weight) {
        familyWeights[family] = weight;
    }

    double familyWeight(int family) {
        return familyWeights[family];
    }

    double[] familyWeights() {
        return familyWeights;
    }

    boolean isLabelled(int row, int family) {
        return labelled[row * shape.families().size() + family];
    }

    /** What a family was given to learn from a row. */
    public double target(int row, int family) {
        return targets[row * shape.families().size() + family];
    }

    /** ωᵢ: row weight times family weight. */
    double weight(int row, int family) {
        return weights[row * shape.families().size() + family] * familyWeights[family];
    }

    /** Takes a row out of the step: it teaches nothing. */
    void reject(int row) {
        forgetLabels(row);
    }

    int examples(int row) {
        int count = 0;
        for (int f = 0; f < shape.families().size(); f++) {
            count += isLabelled(row, f) ? 1 : 0;
        }
        return count;
    }

    /** Copies the encoded inputs of a row, and the 1 after them {@code [inputs + 1]}. */
    public void copyInputs(int row, float[] into) {
        System.arraycopy(inputs.mirror(), inputs.at(row), into, 0, shape.inputs() + 1);
    }

    /** One encoded input of a row. */
    public float input(int row, int index) {
        return inputs.mirror()[inputs.at(row) + index];
    }

    /**
     * The activation of a unit of the trunk's last layer, for a row that was predicted; above zero exactly if its sum is.
     *
     * @param unit one of {@link Shape#lastUnits}: those of one expert after those of another
     */
    public float hidden(int row, int unit) {
        return trunk.unit(row, unit);
    }

    @Override
    public void close() {
        trunk.close();
        owned.forEach(Matrix::close);
    }
}
