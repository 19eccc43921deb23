package io.tributary.learning;

import io.tributary.model.FamilyGradients;
import io.tributary.model.Network;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import java.util.BitSet;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * How alike the families are: two matrices of moving averages, kept beside the model and restored with it.
 *
 * <p>One says how the network's answers to two questions vary together over the same rows, whether or not those rows
 * carry labels of both; the other how their gradients at the trunk's last layer agree in steps that hold both. Each step it
 * is shown serves one family's line of both, in turn, so that a step costs O(outputs) whatever the number of families.
 * Allocates
 * nothing per step. Not thread-safe.
 */
final class FamilyRelations {
    /* Lines are written with every commit; all are as wide as the widest family's. */
    private static final int MOST_NUMBERS = 1 << 14;
    /* Rows of a step that are looked at: more would cost more than they tell. */
    private static final int ROWS = 4;
    private static final double ROW_RATE = 0.001;
    private static final double STEP_RATE = 0.01;
    /* Answers in units of their deviation, as targets are clipped. */
    private static final double BOUND = 6;

    private final Network network;
    private final List<Family> families;
    private final int outputs;
    private final int widest;
    private final boolean isKept;
    private final FamilyTable answers;
    private final FamilyTable gradients;
    private final int[] familyOf;
    private final int[] means;
    private final boolean[] isNumber;
    private final double[] deviations;

    FamilyRelations(Network network, Tables tables) {
        this.network = network;
        families = network.families();
        outputs = network.shape().outputs();
        widest = families.stream().mapToInt(Family::outputs).max().orElse(0);
        isKept = families.size() > 1 && (long) families.size() * widest * outputs <= MOST_NUMBERS;
        /* A line: rows seen, the means of the family's answers, their products with all answers. */
        answers = table(tables, "relations/answers", 1 + widest * (1 + outputs));
        /* A line: with every family the mean cosine, then with every family the steps it is of. */
        gradients = table(tables, "relations/gradients", 2 * families.size());
        familyOf = IntStream.range(0, families.size())
                .flatMap(f -> IntStream.generate(() -> f).limit(families.get(f).outputs()))
                .toArray();
        means = IntStream.range(0, outputs).map(this::mean).toArray();
        isNumber = new boolean[outputs];
        for (int k = 0; k < outputs; k++) {
            isNumber[k] = families.get(familyOf[k]).kind() == Kind.REGRESSION;
        }
        deviations = new double[outputs];
    }

    private FamilyTable table(Tables tables, String name, int width) {
        /* Columns stand for families in their order, so a table of another order is another table. */
        String ordered = name + families.stream().map(Family::name).collect(Collectors.joining(", ", " of ", ""));
        return isKept ? tables.ofFamilies(ordered, width, 0) : new FamilyTable(name, 0, width, 0);
    }

    /**
     * Takes in a step.
     *
     * @param rows of it, their outputs still in the mini-batch
     * @param rejected those that were not learned
     * @param steps shown before, which says whose turn it is
     */
    void learn(int rows, BitSet rejected, FamilyGradients of, long steps) {
        if (isKept) {
            int family = (int) (steps % families.size());
            for (int row = 0; row < Math.min(rows, ROWS); row++) {
                if (!rejected.get(row)) {
                    learnAnswers(family, row);
                }
            }
            learnGradients(family, of);
        }
    }

    private void learnAnswers(int family, int row) {
        for (int k = 0; k < outputs; k++) {
            deviations[k] = answer(row, k) - answers.cells()[means[k]];
            if (Double.isNaN(deviations[k])) {
                return;
            }
        }
        double[] cells = answers.cells();
        int line = answers.line(family);
        cells[line]++;
        double share = Math.max(ROW_RATE, 1 / cells[line]);
        int first = network.shape().outputOffset(family);
        for (int j = first; j < network.shape().outputOffset(family + 1); j++) {
            cells[means[j]] += share * deviations[j];
            int at = product(j, 0);
            for (int k = 0; k < outputs; k++) {
                cells[at + k] += share * (deviations[j] * deviations[k] - cells[at + k]);
            }
        }
    }

    /** A number in units of its deviation, or a probability: both are bounded. */
    private double answer(int row, int output) {
        return isNumber[output]
                ? Math.max(-BOUND, Math.min(BOUND, network.output(row, output)))
                : network.mean(row, output);
    }

    private int mean(int output) {
        int family = familyOf[output];
        return answers.line(family) + 1 + output - network.shape().outputOffset(family);
    }

    private int product(int output, int other) {
        int family = familyOf[output];
        int place = output - network.shape().outputOffset(family);
        return answers.line(family) + 1 + widest + place * outputs + other;
    }

    private void learnGradients(int family, FamilyGradients of) {
        double[] cells = gradients.cells();
        int line = gradients.line(family);
        for (int other = 0; other < families.size(); other++) {
            if (of.isKnown(family) && of.isKnown(other)) {
                double steps = ++cells[line + families.size() + other];
                double share = Math.max(STEP_RATE, 1 / steps);
                cells[line + other] += share * (of.cosine(family, other) - cells[line + other]);
            }
        }
    }

    /** Whether anything is kept: there are two families, and not too many outputs. */
    boolean isKept() {
        return isKept;
    }

    /**
     * How two families' answers vary together: their correlation where both have one output, else the root of the RV
     * coefficient (Robert, Escoufier 1976), which has no sign; 0 while one of them has not varied.
     */
    double answers(int family, int other) {
        double within = Math.sqrt(Math.sqrt(squares(family, family) * squares(other, other)));
        if (!(within > 0)) {
            return 0;
        }
        double between = families.get(family).outputs() == 1
                        && families.get(other).outputs() == 1
                ? covariance(
                        network.shape().outputOffset(family), network.shape().outputOffset(other))
                : Math.sqrt(squares(family, other));
        return Math.max(-1, Math.min(1, between / within));
    }

    private double squares(int family, int other) {
        double sum = 0;
        for (int j = network.shape().outputOffset(family); j < network.shape().outputOffset(family + 1); j++) {
            for (int k = network.shape().outputOffset(other);
                    k < network.shape().outputOffset(other + 1);
                    k++) {
                sum += covariance(j, k) * covariance(j, k);
            }
        }
        return sum;
    }

    /** The two families' lines have seen different rows, and know as much. */
    private double covariance(int j, int k) {
        return (answers.cells()[product(j, k)] + answers.cells()[product(k, j)]) / 2;
    }

    /** The mean cosine of two families' gradients at the trunk's last layer; 0 before a step held both. */
    double gradients(int family, int other) {
        double there = gradients.cells()[gradients.line(family) + other];
        double back = gradients.cells()[gradients.line(other) + family];
        return (there + back) / 2;
    }
}
