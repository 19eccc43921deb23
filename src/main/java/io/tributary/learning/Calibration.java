package io.tributary.learning;

import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.List;
import java.util.Optional;

/**
 * Corrects probabilities by what earlier ones were worth: σ(a·logit + b) for binary families (Platt 1999), softmax(a·log p) for
 * multiclass ones (temperature scaling, Guo et al. 2017), a and b fitted to each label after its answer by Adagrad.
 *
 * <p>The network learns from its own probabilities: nothing of this flows back. State lies in a table, outside the digest. Not
 * thread-safe.
 */
public final class Calibration {
    private static final double RATE = 0.05;
    /** Probabilities are held this far from 0 and 1 before they are corrected. */
    public static final double SMALLEST = 1e-7;

    private static final String TABLE = "calibration";

    /* A line: a − 1, b, and the sums of their squared gradients. */
    private static final int SLOPE = 0;
    private static final int SHIFT = 1;
    private static final int SLOPE_SQUARES = 2;
    private static final int SHIFT_SQUARES = 3;
    private static final int WIDTH = 4;

    private final List<Family> families;
    private final FamilyTable table;
    /* The logits of the answers last given, as they lie in a prediction. */
    private final double[] logits;

    Calibration(List<Family> families, Tables tables) {
        this.families = families;
        table = tables.ofFamilies(TABLE, WIDTH, 0);
        logits = new double[families.stream().mapToInt(Family::outputs).sum()];
    }

    /**
     * How answers of a family are corrected: σ(slope · logit + shift) or softmax(slope · log p).
     *
     * @param shift of binary families; else unused
     */
    public record Correction(double slope, double shift) {}

    /** How answers of a family are corrected at the moment; empty where they are not. */
    public static Optional<Correction> correction(Tables tables, int family) {
        return tables.ofFamilies().stream()
                .filter(table -> table.name().equals(TABLE))
                .findFirst()
                .map(table -> new Correction(
                        1 + table.cells()[table.line(family) + SLOPE], table.cells()[table.line(family) + SHIFT]));
    }

    /** Corrects one family's answer in place. */
    void correct(int family, double[] values, int offset) {
        double slope = 1 + table.cells()[table.line(family) + SLOPE];
        switch (families.get(family).kind()) {
            case BINARY -> {
                double p = Math.min(Math.max(values[offset], SMALLEST), 1 - SMALLEST);
                logits[offset] = Math.log(p / (1 - p));
                double shift = table.cells()[table.line(family) + SHIFT];
                values[offset] = 1 / (1 + Math.exp(-slope * logits[offset] - shift));
            }
            case MULTICLASS -> soften(values, offset, families.get(family).outputs(), slope);
            case REGRESSION -> {}
        }
    }

    private void soften(double[] values, int offset, int outputs, double slope) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = offset; i < offset + outputs; i++) {
            logits[i] = Math.log(Math.max(values[i], SMALLEST));
            largest = Math.max(largest, slope * logits[i]);
        }
        double sum = 0;
        for (int i = offset; i < offset + outputs; i++) {
            values[i] = Math.exp(slope * logits[i] - largest);
            sum += values[i];
        }
        for (int i = offset; i < offset + outputs; i++) {
            values[i] /= sum;
        }
    }

    /** Learns from the labels of the row that was answered last. */
    void observe(Row row, Prediction prediction) {
        for (int f = 0; f < families.size(); f++) {
            if (prediction.isAnswered(f) && row.isLabelled(f) && families.get(f).kind() != Kind.REGRESSION) {
                observe(f, row.label(f), prediction);
            }
        }
    }

    private void observe(int family, double label, Prediction prediction) {
        int offset = prediction.offset(family);
        int line = table.line(family);
        if (families.get(family).kind() == Kind.BINARY) {
            double error = prediction.values()[offset] - label;
            descend(line + SLOPE, line + SLOPE_SQUARES, error * logits[offset]);
            descend(line + SHIFT, line + SHIFT_SQUARES, error);
            return;
        }
        double gradient = -logits[offset + (int) label];
        for (int j = 0; j < families.get(family).outputs(); j++) {
            gradient += prediction.values()[offset + j] * logits[offset + j];
        }
        descend(line + SLOPE, line + SLOPE_SQUARES, gradient);
    }

    private void descend(int at, int squares, double gradient) {
        double[] cells = table.cells();
        cells[squares] += gradient * gradient;
        cells[at] -= RATE * gradient / (1 + Math.sqrt(cells[squares]));
    }
}
