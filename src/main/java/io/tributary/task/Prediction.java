package io.tributary.task;

import java.util.Arrays;
import java.util.List;

/**
 * The answers to one row, made before anything is learned from it.
 *
 * <p>Reused for every row. Probabilities of the families lie one after another in {@link #values()}; a family's share
 * starts at {@link #offset(int)}. Not thread-safe.
 */
public final class Prediction {
    /** Who answers, unless something else was found to answer better. */
    public static final String MODEL = "model";

    private final int[] offsets;
    private final double[] values;
    private final double[] losses;
    private final double[] lower;
    private final double[] upper;
    private final boolean[] answered;
    private final boolean[] unseen;
    private final String[] servedBy;
    private long learned;

    public Prediction(List<Family> families) {
        offsets = new int[families.size() + 1];
        for (int f = 0; f < families.size(); f++) {
            offsets[f + 1] = offsets[f] + families.get(f).outputs();
        }
        values = new double[offsets[families.size()]];
        losses = new double[families.size()];
        lower = new double[families.size()];
        upper = new double[families.size()];
        answered = new boolean[families.size()];
        unseen = new boolean[families.size()];
        servedBy = new String[families.size()];
        clear();
    }

    /** Forgets all answers. */
    public void clear() {
        Arrays.fill(values, Double.NaN);
        Arrays.fill(losses, Double.NaN);
        Arrays.fill(lower, Double.NaN);
        Arrays.fill(upper, Double.NaN);
        Arrays.fill(answered, false);
        Arrays.fill(unseen, false);
        Arrays.fill(servedBy, MODEL);
    }

    /** Whether this family was asked, and so is answered. */
    public boolean isAnswered(int family) {
        return answered[family];
    }

    /** Marks a family as answered, for a task that is or is not seen for the first time. */
    public void answer(int family, boolean taskUnseen) {
        answered[family] = true;
        unseen[family] = taskUnseen;
    }

    /** Whether no label of this task had been learned. */
    public boolean isUnseen(int family) {
        return unseen[family];
    }

    /**
     * All answers: label units for regression, the probability of 1 for binary, of each class for multiclass; NaN where
     * a family is not answered.
     */
    public double[] values() {
        return values;
    }

    /** Where a family's answer begins in {@link #values()}. */
    public int offset(int family) {
        return offsets[family];
    }

    /** The first, or only, number of a family's answer. */
    public double value(int family) {
        return values[offsets[family]];
    }

    /** The score of this answer (squared error in label units, or log loss in nats); NaN without a label. */
    public double loss(int family) {
        return losses[family];
    }

    public void loss(int family, double value) {
        losses[family] = value;
    }

    /** The method that a family's answer comes from: {@link #MODEL}, or a baseline that does better for this task. */
    public String servedBy(int family) {
        return servedBy[family];
    }

    /** Takes over the answers of another prediction of the same families. */
    public void copy(Prediction other) {
        System.arraycopy(other.values, 0, values, 0, values.length);
        System.arraycopy(other.losses, 0, losses, 0, losses.length);
        System.arraycopy(other.answered, 0, answered, 0, answered.length);
        System.arraycopy(other.unseen, 0, unseen, 0, unseen.length);
        System.arraycopy(other.lower, 0, lower, 0, lower.length);
        System.arraycopy(other.upper, 0, upper, 0, upper.length);
        System.arraycopy(other.servedBy, 0, servedBy, 0, servedBy.length);
        learned = other.learned;
    }

    /** Replaces a family's answer, and what it cost, by another method's of that name. */
    public void serve(int family, String method, Prediction other) {
        int offset = offsets[family];
        System.arraycopy(other.values, offset, values, offset, offsets[family + 1] - offset);
        losses[family] = other.losses[family];
        servedBy[family] = method;
        interval(family, other.lower[family], other.upper[family]);
    }

    /** The lower end of the answer's interval, in label units; NaN if it has none. */
    public double lower(int family) {
        return lower[family];
    }

    /** The upper end of the answer's interval, in label units; NaN if it has none. */
    public double upper(int family) {
        return upper[family];
    }

    /** Gives an answer its interval. */
    public void interval(int family, double from, double to) {
        lower[family] = from;
        upper[family] = to;
    }

    /** The model's version: the number of examples it had learned. */
    public long learned() {
        return learned;
    }

    public void learned(long examples) {
        learned = examples;
    }
}
