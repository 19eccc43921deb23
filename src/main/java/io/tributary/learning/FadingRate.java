package io.tributary.learning;

import io.tributary.task.Family;
import io.tributary.task.Kind;
import java.util.Arrays;
import java.util.List;

/**
 * What each family's labels were lately, the features aside: the loss of who knows no more, and the unit of losses.
 *
 * <p>A fading mean or fading frequencies over {@value #MEMORY} labels. Bad weather makes every answer worse, the base rate's
 * as much as the model's; the difference of the two stays. Not thread-safe.
 */
final class FadingRate {
    private static final int MEMORY = 200;
    /* The deviation of labels, which is the unit of losses, changes more slowly. */
    private static final int SLOW = 2000;
    /* One label out of all bounds must not become the unit; label statistics are clipped alike. */
    private static final double FURTHEST = 6;
    private static final int WARM = 100;
    /* Labels after which the losses of classes are computed anew: logarithms are dear. */
    private static final int EVERY = 16;
    private static final double LEAST = 1e-3;
    private static final double SMALLEST_BOUND = 1e-12;

    private static final int COUNT = 0;
    private static final int MEAN = 1;
    private static final int VARIANCE = 2;
    /* The fading mean; or the frequency of each class, and then what each costs. */
    private static final int RATES = 3;

    /* Classes of each family; 0 for regression. */
    private final int[] classes;
    /* Twice the loss of guessing among them. */
    private final double[] guessing;
    private final FamilyTable table;

    FadingRate(List<Family> families, Tables tables) {
        classes = families.stream().mapToInt(FadingRate::classes).toArray();
        guessing =
                Arrays.stream(classes).mapToDouble(count -> 2 * Math.log(count)).toArray();
        table = tables.ofFamilies(
                "drift/base",
                RATES + Math.max(1, 2 * Arrays.stream(classes).max().orElse(0)),
                0);
    }

    private static int classes(Family family) {
        return family.kind() == Kind.REGRESSION ? 0 : Math.max(2, family.outputs());
    }

    /** Labels seen. */
    double count(int family) {
        return table.cells()[table.line(family) + COUNT];
    }

    /** What is a large loss: four variances of the labels, or twice the loss of guessing among the classes, in nats. */
    double bound(int family) {
        return classes[family] == 0
                ? SMALLEST_BOUND + 4 * table.cells()[table.line(family) + VARIANCE]
                : guessing[family];
    }

    /** What the base rate's answer to this label costs. */
    double loss(int family, double label) {
        double[] cells = table.cells();
        int rates = table.line(family) + RATES;
        if (classes[family] == 0) {
            double error = cells[rates] - label;
            return error * error;
        }
        return cells[rates + classes[family] + (int) label];
    }

    /** Takes in a label. */
    void observe(int family, double label) {
        double[] cells = table.cells();
        int line = table.line(family);
        double count = ++cells[line + COUNT];
        if (classes[family] == 0) {
            cells[line + RATES] += gain(count, MEMORY) * (label - cells[line + RATES]);
            double gain = gain(count, SLOW);
            double difference = bounded(label - cells[line + MEAN], cells[line + VARIANCE], count);
            cells[line + MEAN] += gain * difference;
            cells[line + VARIANCE] += gain * (difference * difference * (1 - gain) - cells[line + VARIANCE]);
        } else {
            observeClass(line + RATES, classes[family], (int) label, count);
        }
    }

    private static double bounded(double difference, double variance, double count) {
        double furthest = count > WARM && variance > 0 ? FURTHEST * Math.sqrt(variance) : Double.MAX_VALUE;
        return Math.max(-furthest, Math.min(furthest, difference));
    }

    /** Frequencies begin with one of each class. */
    private void observeClass(int rates, int classes, int label, double count) {
        double[] cells = table.cells();
        if (count == 1) {
            Arrays.fill(cells, rates, rates + classes, 1.0 / classes);
        }
        double gain = gain(count + classes, MEMORY);
        for (int c = rates; c < rates + classes; c++) {
            cells[c] -= gain * cells[c];
        }
        cells[rates + label] += gain;
        if ((long) count % EVERY == 1) {
            for (int c = rates; c < rates + classes; c++) {
                cells[c + classes] = -Math.log(Math.max(LEAST, cells[c]));
            }
        }
    }

    private static double gain(double count, int memory) {
        return count < memory ? 1 / count : 1.0 / memory;
    }
}
