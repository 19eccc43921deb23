package io.tributary.evaluation;

import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The loss on entities that are new, by the number k of labels of theirs that came before.
 *
 * <p>From 5 on, k stands for a window of counts from k to 1.4 k, or the figure would be noise. A point of the curve is the
 * mean over entities of the entity's mean loss in the window, over all runs; its interval is Student's t over entities,
 * and compared methods are paired by entity. Not every entity gets as far as the later points, so methods can be compared
 * at one point, but not one point with another. Not thread-safe.
 */
public final class ShotCurve implements AnswerListener {
    private static final int[] FROM = {0, 1, 5, 20, 100};
    private static final int[] TO = {0, 1, 7, 28, 140};
    /** A family of no more entities than this has no curve. */
    public static final int TOO_FEW_ENTITIES = 20;

    private final List<Family> families;
    private List<String> methods = List.of();
    /** The losses of every new entity, by its name. */
    private final Map<String, Losses[]> entities = new TreeMap<>();

    private final Map<String, long[]> earlier = new LinkedHashMap<>();
    private final int[] windows;
    private Predicate<Row> isNew = row -> false;

    /** Of one entity and family, for every window: counts, and sums for each method. */
    private static final class Losses {
        private final long[] counts = new long[FROM.length];
        private final double[][] sums;

        Losses(int methods) {
            sums = new double[FROM.length][methods];
        }

        double mean(int window, int method) {
            return sums[window][method] / counts[window];
        }
    }

    public ShotCurve(List<Family> families) {
        this.families = List.copyOf(families);
        windows = new int[families.size()];
    }

    /**
     * A run begins.
     *
     * @param baselines their names in their order, the same in every run; of those of one name the better is reported
     * @param newEntities tells the rows of entities that are new in this run; none of them has had a label
     */
    public void begin(List<String> baselines, Predicate<Row> newEntities) {
        methods = Stream.concat(Stream.of("model"), baselines.stream()).toList();
        isNew = newEntities;
        earlier.clear();
    }

    @Override
    public void answered(int method, Row row, Prediction prediction) {
        if (!isNew.test(row)) {
            return;
        }
        String name = row.entity().toString();
        Losses[] losses = entities.computeIfAbsent(name, entity -> losses());
        if (method == 0) {
            findWindows(row, earlier.computeIfAbsent(name, entity -> new long[families.size()]), losses);
        }
        for (int f = 0; f < windows.length; f++) {
            if (windows[f] >= 0 && row.isLabelled(f)) {
                losses[f].sums[windows[f]][method] += prediction.loss(f);
            }
        }
    }

    private Losses[] losses() {
        Losses[] losses = new Losses[families.size()];
        Arrays.setAll(losses, f -> new Losses(methods.size()));
        return losses;
    }

    /** The model answers first: its row is counted then. */
    private void findWindows(Row row, long[] counts, Losses[] losses) {
        for (int f = 0; f < windows.length; f++) {
            windows[f] = -1;
            if (row.isAsked(f) && row.isLabelled(f)) {
                windows[f] = window(counts[f]++);
                if (windows[f] >= 0) {
                    losses[f].counts[windows[f]]++;
                }
            }
        }
    }

    private static int window(long count) {
        for (int w = 0; w < FROM.length; w++) {
            if (count >= FROM[w] && count <= TO[w]) {
                return w;
            }
        }
        return -1;
    }

    /** The curves of all families of which more than {@value #TOO_FEW_ENTITIES} entities were new. */
    public List<ShotReport> reports() {
        List<ShotReport> reports = new ArrayList<>();
        for (int f = 0; f < families.size(); f++) {
            List<ShotReport.Point> points = new ArrayList<>();
            Map<String, Integer> best = best(f);
            for (int w = 0; w < FROM.length; w++) {
                List<Losses> reached = reached(f, w);
                if (reached.size() > 1) {
                    points.add(point(w, reached, best));
                }
            }
            if (reached(f, 0).size() > TOO_FEW_ENTITIES) {
                reports.add(new ShotReport(families.get(f), points));
            }
        }
        return reports;
    }

    private List<Losses> reached(int family, int window) {
        return entities.values().stream()
                .map(losses -> losses[family])
                .filter(losses -> losses.counts[window] > 0)
                .toList();
    }

    /** For each name of a baseline the method with the lowest loss over all points; NaN is no answer. */
    private Map<String, Integer> best(int family) {
        double[] totals = new double[methods.size()];
        for (Losses[] losses : entities.values()) {
            for (double[] window : losses[family].sums) {
                for (int m = 0; m < totals.length; m++) {
                    totals[m] += window[m];
                }
            }
        }
        Map<String, Integer> best = new LinkedHashMap<>();
        for (int m = 1; m < totals.length; m++) {
            if (!Double.isNaN(totals[m])) {
                best.merge(methods.get(m), m, (one, other) -> totals[other] < totals[one] ? other : one);
            }
        }
        return best;
    }

    private static ShotReport.Point point(int window, List<Losses> entities, Map<String, Integer> best) {
        Map<String, Estimate> baselines = new LinkedHashMap<>();
        Map<String, Gain> gains = new LinkedHashMap<>();
        double[] model = means(entities, window, 0);
        best.forEach((name, method) -> {
            double[] baseline = means(entities, window, method);
            double[] differences = new double[baseline.length];
            Arrays.setAll(differences, e -> baseline[e] - model[e]);
            Estimate mean = Estimate.ofMean(baseline);
            baselines.put(name, mean);
            gains.put(name, new Gain(Estimate.ofMean(differences), mean.mean()));
        });
        long examples =
                entities.stream().mapToLong(losses -> losses.counts[window]).sum();
        return new ShotReport.Point(
                FROM[window], TO[window], entities.size(), examples, Estimate.ofMean(model), baselines, gains);
    }

    private static double[] means(List<Losses> entities, int window, int method) {
        return entities.stream()
                .mapToDouble(losses -> losses.mean(window, method))
                .toArray();
    }
}
