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

/**
 * The loss on entities that are new, by the number k of labels of theirs that came before.
 *
 * <p>From 5 on, k stands for a window of counts from k to 1.4 k, or the figure would be noise. A point of the curve is the
 * mean over entities and seeds of the entity's mean loss in the window, over all orders. Every entity meets every seed, so
 * its interval is that of {@link CrossedRuns}; what an order does to an entity is part of the entity's own luck. Compared
 * methods are paired by entity and seed. Baselines have no seed: theirs is Student's t over entities. Not every entity gets
 * as far as the later points, so methods can be compared at one point, but not one point with another. Not thread-safe.
 */
public final class ShotCurve implements AnswerListener {
    private static final int[] FROM = {0, 1, 5, 20, 100};
    private static final int[] TO = {0, 1, 7, 28, 140};
    /** A family of no more entities than this has no curve. */
    public static final int TOO_FEW_ENTITIES = 20;

    private final List<Family> families;
    private final int seeds;
    private List<String> methods = List.of();
    /** The losses of every new entity, by its name. */
    private final Map<String, Losses[]> entities = new TreeMap<>();

    private final Map<String, long[]> earlier = new LinkedHashMap<>();
    private final int[] windows;
    private Predicate<Row> isNew = row -> false;
    private int seed;

    /** Of one entity and family, for every window: the count with one seed, and sums for each method and seed. */
    private static final class Losses {
        private final long[] counts = new long[FROM.length];
        private final double[][] ofModel;
        private final double[][] ofBaselines;

        Losses(int seeds, int baselines) {
            ofModel = new double[FROM.length][seeds];
            ofBaselines = new double[FROM.length][baselines];
        }

        void add(int window, int method, int seed, double loss) {
            if (method == 0) {
                ofModel[window][seed] += loss;
            } else {
                ofBaselines[window][method - 1] += loss;
            }
        }

        /** The model's mean with each seed. */
        double[] model(int window) {
            return Arrays.stream(ofModel[window])
                    .map(sum -> sum / counts[window])
                    .toArray();
        }

        double baseline(int window, int baseline) {
            return ofBaselines[window][baseline] / counts[window];
        }
    }

    /**
     * Nothing yet.
     *
     * @param seeds of the model, each of which meets every order and every new entity
     */
    public ShotCurve(List<Family> families, int seeds) {
        this.families = List.copyOf(families);
        this.seeds = seeds;
        windows = new int[families.size()];
    }

    /**
     * A run begins.
     *
     * @param seed its number from 0 on; labels and baselines are counted with the first only, which is the first to run
     * @param baselines their names in their order, the same in every run of the first seed; of those of one name the better
     *     is reported
     * @param newEntities tells the rows of entities that are new in this run; none of them has had a label
     */
    public void begin(int seed, List<String> baselines, Predicate<Row> newEntities) {
        this.seed = seed;
        methods = seed == 0 ? List.copyOf(baselines) : methods;
        isNew = newEntities;
        earlier.clear();
    }

    @Override
    public void answered(int method, Row row, Prediction prediction) {
        if ((method > 0 && seed > 0) || !isNew.test(row)) {
            return;
        }
        String name = row.entity().toString();
        Losses[] losses = entities.computeIfAbsent(name, entity -> losses());
        if (method == 0) {
            findWindows(row, earlier.computeIfAbsent(name, entity -> new long[families.size()]), losses);
        }
        for (int f = 0; f < windows.length; f++) {
            if (windows[f] >= 0 && row.isLabelled(f)) {
                losses[f].add(windows[f], method, seed, prediction.loss(f));
            }
        }
    }

    private Losses[] losses() {
        Losses[] losses = new Losses[families.size()];
        Arrays.setAll(losses, f -> new Losses(seeds, methods.size()));
        return losses;
    }

    /** The model answers first: its row is counted then. */
    private void findWindows(Row row, long[] counts, Losses[] losses) {
        for (int f = 0; f < windows.length; f++) {
            windows[f] = -1;
            if (row.isAsked(f) && row.isLabelled(f)) {
                windows[f] = window(counts[f]++);
                if (windows[f] >= 0 && seed == 0) {
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

    /** For each name the baseline with the lowest loss over all points; NaN is no answer. */
    private Map<String, Integer> best(int family) {
        double[] totals = new double[methods.size()];
        for (Losses[] losses : entities.values()) {
            for (double[] window : losses[family].ofBaselines) {
                for (int b = 0; b < totals.length; b++) {
                    totals[b] += window[b];
                }
            }
        }
        Map<String, Integer> best = new LinkedHashMap<>();
        for (int b = 0; b < totals.length; b++) {
            if (!Double.isNaN(totals[b])) {
                best.merge(methods.get(b), b, (one, other) -> totals[other] < totals[one] ? other : one);
            }
        }
        return best;
    }

    private static ShotReport.Point point(int window, List<Losses> entities, Map<String, Integer> best) {
        Map<String, Estimate> baselines = new LinkedHashMap<>();
        Map<String, Gain> gains = new LinkedHashMap<>();
        double[][] model = entities.stream().map(losses -> losses.model(window)).toArray(double[][]::new);
        best.forEach((name, b) -> {
            double[] baseline = entities.stream()
                    .mapToDouble(losses -> losses.baseline(window, b))
                    .toArray();
            Estimate mean = Estimate.ofMean(baseline);
            baselines.put(name, mean);
            gains.put(name, new Gain(CrossedRuns.estimate(differences(baseline, model)), mean.mean()));
        });
        long examples =
                entities.stream().mapToLong(losses -> losses.counts[window]).sum();
        return new ShotReport.Point(
                FROM[window], TO[window], entities.size(), examples, CrossedRuns.estimate(model), baselines, gains);
    }

    /** By entity and seed, how much more a baseline's answers have cost. */
    private static double[][] differences(double[] baseline, double[][] model) {
        double[][] differences = new double[baseline.length][];
        Arrays.setAll(
                differences,
                e -> Arrays.stream(model[e]).map(own -> baseline[e] - own).toArray());
        return differences;
    }
}
