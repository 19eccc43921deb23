package io.tributary.learning;

import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.Scoring;
import java.util.Arrays;
import java.util.List;

/**
 * What each family's labels were lately, the features aside: the loss of who knows no more, and the unit of losses.
 *
 * <p>A fading mean or fading frequencies over {@value #MEMORY} labels. Bad weather makes every answer worse, the base rate's
 * as much as the model's; the difference of the two stays. Not thread-safe.
 */
final class BaseRate {
    private static final int MEMORY = 200;
    /* The deviation of labels, which is the unit of losses, changes more slowly. */
    private static final int SLOW = 2000;
    private static final double LEAST = 1e-3;
    private static final double SMALLEST_VARIANCE = 1e-12;

    private static final int COUNT = 0;
    private static final int MEAN = 1;
    private static final int VARIANCE = 2;
    private static final int RATES = 3;

    private final List<Family> families;
    private final FamilyTable table;

    BaseRate(List<Family> families, Tables tables) {
        this.families = families;
        int outputs = families.stream().mapToInt(Family::outputs).max().orElse(1);
        table = tables.ofFamilies("drift/base", RATES + outputs, 0);
    }

    /** Labels seen. */
    double count(int family) {
        return table.cells()[table.line(family) + COUNT];
    }

    /** What is a large loss: four variances of the labels, or twice the loss of guessing among the classes, in nats. */
    double bound(int family) {
        Family asked = families.get(family);
        return switch (asked.kind()) {
            case REGRESSION -> 4 * Math.max(SMALLEST_VARIANCE, table.cells()[table.line(family) + VARIANCE]);
            case BINARY -> 2 * Math.log(2);
            case MULTICLASS -> 2 * Math.log(asked.outputs());
        };
    }

    /** What the base rate's answer to this label costs. */
    double loss(int family, double label) {
        double[] cells = table.cells();
        int rates = table.line(family) + RATES;
        return switch (families.get(family).kind()) {
            case REGRESSION -> (cells[rates] - label) * (cells[rates] - label);
            case BINARY -> -Math.log(Math.max(LEAST, label > 0.5 ? cells[rates] : 1 - cells[rates]));
            case MULTICLASS -> -Math.log(Math.max(LEAST, cells[rates + (int) label]));
        };
    }

    /** Takes in a label, for which {@link Scoring#loss} is defined. */
    void observe(int family, double label) {
        double[] cells = table.cells();
        int line = table.line(family);
        Family asked = families.get(family);
        if (cells[line + COUNT] == 0 && asked.kind() != Kind.REGRESSION) {
            double uniform = asked.kind() == Kind.BINARY ? 0.5 : 1.0 / asked.outputs();
            Arrays.fill(cells, line + RATES, line + RATES + asked.outputs(), uniform);
        }
        cells[line + COUNT]++;
        if (asked.kind() == Kind.MULTICLASS) {
            double gain = gain(cells[line + COUNT] + 1, MEMORY);
            for (int c = 0; c < asked.outputs(); c++) {
                cells[line + RATES + c] += gain * ((c == (int) label ? 1 : 0) - cells[line + RATES + c]);
            }
        } else {
            double first = asked.kind() == Kind.REGRESSION ? 0 : 1;
            cells[line + RATES] += gain(cells[line + COUNT] + first, MEMORY) * (label - cells[line + RATES]);
            spread(cells, line, label);
        }
    }

    private static void spread(double[] cells, int line, double label) {
        double gain = gain(cells[line + COUNT], SLOW);
        double difference = label - cells[line + MEAN];
        cells[line + MEAN] += gain * difference;
        cells[line + VARIANCE] += gain * (difference * (label - cells[line + MEAN]) - cells[line + VARIANCE]);
    }

    private static double gain(double count, int memory) {
        return 1 / Math.min(count, memory);
    }
}
