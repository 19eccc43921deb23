package io.tributary.learning;

import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.List;

/**
 * Intervals around regression answers that hold a share c of the labels, whatever the stream does.
 *
 * <p>Two quantiles of a family's errors y − ŷ are tracked, (1 − c)/2 and (1 + c)/2: each label beyond one pushes it out by
 * η (1 + c)/2, each other draws it in by η (1 − c)/2. So the share of misses is right over any long time, without an
 * assumption on the data (Gibbs and Candès 2021; quantile tracking as in Angelopoulos, Candès and Tibshirani 2023). η is a share of the typical error;
 * it falls from n^−0.6 to the configured rate (Angelopoulos, Barber and Bates 2024). State lies in a table, outside the digest.
 * Not thread-safe.
 */
public final class Intervals {
    private static final int WARM = 50;
    private static final int MEMORY = 1000;
    /* One error out of all bounds must not become the typical one. */
    private static final double LARGEST = 10;
    private static final double DECAY = -0.6;

    private static final int COUNT = 0;
    private static final int ERROR = 1;
    private static final int LOW = 2;
    private static final int HIGH = 3;
    private static final int OFFERED = 4;
    private static final int HELD = 5;
    private static final int TOTAL = 6;
    private static final int WIDTH = 7;

    private final List<Family> families;
    private final double miss;
    private final double rate;
    /* Labels after which the step is the configured one. */
    private final double settled;
    private final FamilyTable table;

    Intervals(IntervalsConfig config, List<Family> families, Tables tables) {
        this.families = families;
        miss = (1 - config.coverage()) / 2;
        rate = config.rate();
        settled = Math.pow(rate, 1 / DECAY);
        table = tables.ofFamilies("intervals", WIDTH, 0);
    }

    /** Adds the intervals to a row's answers; changes nothing else. */
    void addTo(Prediction prediction) {
        double[] cells = table.cells();
        for (int f = 0; f < families.size(); f++) {
            int line = table.line(f);
            if (prediction.isAnswered(f) && families.get(f).kind() == Kind.REGRESSION && cells[line + COUNT] >= WARM) {
                double one = prediction.value(f) + cells[line + LOW];
                double other = prediction.value(f) + cells[line + HIGH];
                double least = families.get(f).loss() == LossName.POISSON ? 0 : Double.NEGATIVE_INFINITY;
                double lower = Math.max(least, Math.min(one, other));
                prediction.interval(f, lower, Math.max(lower, Math.max(one, other)));
            }
        }
    }

    /** Learns from the labels of a row that was answered. */
    void observe(Row row, Prediction prediction) {
        for (int f = 0; f < families.size(); f++) {
            boolean labelled = prediction.isAnswered(f) && row.isLabelled(f);
            if (labelled && families.get(f).kind() == Kind.REGRESSION) {
                observe(f, row.label(f), prediction);
            }
        }
    }

    private void observe(int family, double label, Prediction prediction) {
        double[] cells = table.cells();
        int line = table.line(family);
        if (!Double.isNaN(prediction.lower(family))) {
            boolean held = prediction.lower(family) <= label && label <= prediction.upper(family);
            cells[line + OFFERED]++;
            cells[line + HELD] += held ? 1 : 0;
            cells[line + TOTAL] += prediction.upper(family) - prediction.lower(family);
        }
        double error = label - prediction.value(family);
        double count = ++cells[line + COUNT];
        double typical = cells[line + ERROR];
        double largest = count > WARM && typical > 0 ? LARGEST * typical : Double.MAX_VALUE;
        cells[line + ERROR] += (Math.min(largest, Math.abs(error)) - typical) / Math.min(count, MEMORY);
        double step = (count < settled ? Math.pow(count, DECAY) : rate) * cells[line + ERROR];
        cells[line + HIGH] += step * ((error > cells[line + HIGH] ? 1 : 0) - miss);
        cells[line + LOW] -= step * ((error < cells[line + LOW] ? 1 : 0) - miss);
    }

    /** Answers of a family that came with an interval and were labelled. */
    public long offered(int family) {
        return (long) table.cells()[table.line(family) + OFFERED];
    }

    /** Those labels among them that their interval held. */
    public long held(int family) {
        return (long) table.cells()[table.line(family) + HELD];
    }

    /** The widths of all those intervals together, in label units. */
    public double totalWidth(int family) {
        return table.cells()[table.line(family) + TOTAL];
    }
}
