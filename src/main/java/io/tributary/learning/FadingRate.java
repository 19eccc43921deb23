package io.tributary.learning;

import io.tributary.task.Family;
import io.tributary.task.Kind;
import java.util.Arrays;
import java.util.List;

/**
 * What each family's labels were lately, the features aside: the loss of who knows no more, and the unit of losses.
 *
 * <p>A fading mean or fading frequencies over {@value #MEMORY} labels. Bad weather makes every answer worse, the base rate's
 * as much as the model's; the difference of the two stays. Labels are gathered in blocks of {@value #BLOCK}: roots, quotients
 * and logarithms are dear. Not thread-safe.
 */
final class FadingRate {
    private static final int MEMORY = 200;
    /* The deviation of labels, which is the unit of losses, changes more slowly. */
    private static final int SLOW = 2000;
    /* One label out of all bounds must not become the unit; label statistics are clipped alike. */
    private static final double FURTHEST = 6;
    private static final int WARM = 100;
    private static final int BLOCK = 16;
    private static final double LEAST = 1e-3;
    private static final double SMALLEST_BOUND = 1e-12;

    private static final int COUNT = 0;
    private static final int BOUND = 1;
    private static final int UNIT = 2;

    /* Of a number: the slow mean and variance, the fading mean, and the block's sums of clipped differences and of labels. */
    private static final int MEAN = 3;
    private static final int VARIANCE = 4;
    private static final int LATELY = 5;
    private static final int CLIP = 6;
    private static final int DIFFERENCES = 7;
    private static final int SQUARES = 8;
    private static final int LABELS = 9;
    private static final int NUMBER_CELLS = 10;

    /* Of classes: the frequency of each, then what each costs, then how often each is in the block. */
    private static final int RATES = 3;

    /* Classes of each family; 0 for regression. */
    private final int[] classes;
    private final FamilyTable table;

    FadingRate(List<Family> families, Tables tables) {
        classes = families.stream().mapToInt(FadingRate::classes).toArray();
        int most = Arrays.stream(classes).max().orElse(0);
        table = tables.ofFamilies("drift/base", Math.max(NUMBER_CELLS, RATES + 3 * most), 0);
        for (int f = 0; f < classes.length; f++) {
            begin(f);
        }
    }

    private static int classes(Family family) {
        return family.kind() == Kind.REGRESSION ? 0 : Math.max(2, family.outputs());
    }

    private void begin(int family) {
        double[] cells = table.cells();
        int line = table.line(family);
        if (classes[family] == 0) {
            cells[line + CLIP] = Double.MAX_VALUE;
            bound(line, SMALLEST_BOUND);
        } else {
            int rates = line + RATES;
            Arrays.fill(cells, rates, rates + classes[family], 1.0 / classes[family]);
            costs(rates, classes[family]);
            bound(line, 2 * Math.log(classes[family]));
        }
    }

    private void bound(int line, double bound) {
        table.cells()[line + BOUND] = bound;
        table.cells()[line + UNIT] = 1 / bound;
    }

    /** Labels seen. */
    double count(int family) {
        return table.cells()[table.line(family) + COUNT];
    }

    /** What is a large loss: four variances of the labels, or twice the loss of guessing among the classes, in nats. */
    double bound(int family) {
        return table.cells()[table.line(family) + BOUND];
    }

    /** 1 / {@link #bound}. */
    double unit(int family) {
        return table.cells()[table.line(family) + UNIT];
    }

    /** What the base rate's answer to this label costs. */
    double loss(int family, double label) {
        double[] cells = table.cells();
        int line = table.line(family);
        if (classes[family] == 0) {
            double error = cells[line + LATELY] - label;
            return error * error;
        }
        return cells[line + RATES + classes[family] + (int) label];
    }

    /** Takes in a label. */
    void observe(int family, double label) {
        double[] cells = table.cells();
        int line = table.line(family);
        double count = ++cells[line + COUNT];
        if (classes[family] == 0) {
            double clip = cells[line + CLIP];
            double difference = label - cells[line + MEAN];
            double clipped = difference > clip ? clip : difference < -clip ? -clip : difference;
            cells[line + DIFFERENCES] += clipped;
            cells[line + SQUARES] += clipped * clipped;
            cells[line + LABELS] += label;
        } else {
            cells[line + RATES + 2 * classes[family] + (int) label]++;
        }
        if ((long) count % BLOCK == 0) {
            complete(family, line, count);
        }
    }

    private void complete(int family, int line, double count) {
        if (classes[family] == 0) {
            completeNumbers(line, count);
        } else {
            completeClasses(line + RATES, classes[family], count);
        }
    }

    /** The block joins what was before: μ ← μ + w m, v ← (1 − w) v + w q − (w m)², m and q the block's means. */
    private void completeNumbers(int line, double count) {
        double[] cells = table.cells();
        double weight = BLOCK / Math.min(count, SLOW);
        double moved = weight * cells[line + DIFFERENCES] / BLOCK;
        double squares = cells[line + SQUARES] / BLOCK;
        double variance = (1 - weight) * cells[line + VARIANCE] + weight * squares - moved * moved;
        cells[line + MEAN] += moved;
        cells[line + VARIANCE] = Math.max(0, variance);
        cells[line + LATELY] += BLOCK / Math.min(count, MEMORY) * (cells[line + LABELS] / BLOCK - cells[line + LATELY]);
        cells[line + CLIP] = count > WARM && variance > 0 ? FURTHEST * Math.sqrt(variance) : Double.MAX_VALUE;
        Arrays.fill(cells, line + DIFFERENCES, line + NUMBER_CELLS, 0);
        bound(line, SMALLEST_BOUND + 4 * cells[line + VARIANCE]);
    }

    /** Frequencies begin with one of each class. */
    private void completeClasses(int rates, int classes, double count) {
        double[] cells = table.cells();
        int block = rates + 2 * classes;
        double weight = BLOCK / Math.min(count + classes, MEMORY);
        for (int c = 0; c < classes; c++) {
            cells[rates + c] += weight * (cells[block + c] / BLOCK - cells[rates + c]);
        }
        Arrays.fill(cells, block, block + classes, 0);
        costs(rates, classes);
    }

    private void costs(int rates, int classes) {
        double[] cells = table.cells();
        for (int c = rates; c < rates + classes; c++) {
            cells[c + classes] = -Math.log(Math.max(LEAST, cells[c]));
        }
    }
}
