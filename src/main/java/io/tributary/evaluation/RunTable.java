package io.tributary.evaluation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The runs of one configuration, every order with every seed, and what they come to.
 *
 * <p>Baselines have no seed: they are part of the runs of the first one only. Not thread-safe.
 */
public final class RunTable {
    /** One run. */
    private record Run(Report report, List<String> methods, DayLosses days) {}

    private final int orders;
    private final int seeds;
    private final int days;
    private final Run[][] runs;
    private final double[][] deadUnits;

    /**
     * @param days over which the rows lie if their order matters; else 0, and intervals are those over runs
     */
    public RunTable(int orders, int seeds, int days) {
        this.orders = orders;
        this.seeds = seeds;
        this.days = days;
        runs = new Run[orders][seeds];
        deadUnits = new double[orders][seeds];
    }

    /**
     * Takes in a run.
     *
     * @param baselines names of the baselines that ran, in their order; several may share one
     * @param losses heard all of the run; looked at only where the order matters
     * @param dead the share of the last layer's units that were dead at the end
     */
    public void add(int order, int seed, Report report, List<String> baselines, DayLosses losses, double dead) {
        runs[order][seed] = new Run(report, List.copyOf(baselines), losses);
        deadUnits[order][seed] = dead;
    }

    /** What the runs come to. */
    public Assessment assessment() {
        List<Assessment.OfFamily> families = new ArrayList<>();
        DayBootstrap bootstrap = new DayBootstrap(Math.max(1, days), seeds);
        for (int f = 0; f < report(0, 0).families().size(); f++) {
            families.add(new FamilyRuns(f, bootstrap).assess());
        }
        RunSummary summary = report(0, 0).run();
        return new Assessment(orders, seeds, days, summary.rows(), CrossedRuns.estimate(deadUnits), worst(), families);
    }

    private double worst() {
        double worst = 0;
        for (double[] order : deadUnits) {
            for (double dead : order) {
                worst = Math.max(worst, dead);
            }
        }
        return worst;
    }

    private Report report(int order, int seed) {
        return runs[order][seed].report();
    }

    /**
     * How far this table's model is below another's on the same orders with the same seeds.
     *
     * @param other its model is the one that is compared with
     * @param family its number here
     * @param ofOther its number there
     */
    Gain gainOver(RunTable other, int family, int ofOther) {
        if (days != other.days) {
            throw new IllegalArgumentException(
                    "the rows of one variant lie over " + days + " days, those of another over " + other.days
                            + ", expected the same rows; compare no setting of the source");
        }
        double[][] differences = new double[orders][seeds];
        double[][] others = new double[orders][seeds];
        for (int o = 0; o < orders; o++) {
            for (int s = 0; s < seeds; s++) {
                others[o][s] = other.modelScore(o, s, ofOther).micro();
                differences[o][s] = others[o][s] - modelScore(o, s, family).micro();
            }
        }
        Estimate overRuns = CrossedRuns.estimate(differences);
        double reference = CrossedRuns.estimate(others).mean();
        if (days == 0) {
            return new Gain(overRuns, reference);
        }
        Estimate overDays = new DayBootstrap(days, seeds)
                .estimate(
                        overRuns.mean(),
                        means -> means[0] - means[1],
                        List.of(other.modelDays(ofOther, Measure.MICRO), modelDays(family, Measure.MICRO)));
        return new Gain(overDays, reference);
    }

    private Score modelScore(int order, int seed, int family) {
        return report(order, seed).families().get(family).model();
    }

    private List<DayFigure> modelDays(int family, Measure measure) {
        List<DayFigure> bySeed = new ArrayList<>();
        for (int s = 0; s < seeds; s++) {
            bySeed.add(runs[0][s].days().figure(0, family, measure));
        }
        return bySeed;
    }

    /** The runs as one family sees them. */
    private final class FamilyRuns {
        private final int family;
        private final DayBootstrap bootstrap;
        private final FamilyReport first;

        FamilyRuns(int family, DayBootstrap bootstrap) {
            this.family = family;
            this.bootstrap = bootstrap;
            first = report(0, 0).families().get(family);
        }

        Assessment.OfFamily assess() {
            Set<String> names = new LinkedHashSet<>(first.baselines().keySet());
            Map<String, Assessment.OfMethod> baselines = new LinkedHashMap<>();
            Map<String, Gain> gains = new LinkedHashMap<>();
            for (String name : names) {
                baselines.put(name, baseline(name));
                gains.put(name, gain(name));
            }
            return new Assessment.OfFamily(
                    first.family(), first.model().tasks(), first.model().scored(), model(), baselines, gains);
        }

        private Score score(int order, String baseline) {
            return report(order, 0).families().get(family).baseline(baseline).orElse(Score.NONE);
        }

        private Assessment.OfMethod model() {
            Map<Measure, Estimate> estimates = new LinkedHashMap<>();
            for (Measure measure : Measure.values()) {
                if (measure.fits(first.family())) {
                    double[][] values = new double[orders][seeds];
                    for (int o = 0; o < orders; o++) {
                        Score prior = score(o, PriorBaseline.NAME);
                        for (int s = 0; s < seeds; s++) {
                            values[o][s] = measure.of(modelScore(o, s, family), prior);
                        }
                    }
                    estimates.put(measure, estimate(values, measure, modelDays(measure)));
                }
            }
            return new Assessment.OfMethod(estimates);
        }

        private Assessment.OfMethod baseline(String name) {
            Map<Measure, Estimate> estimates = new LinkedHashMap<>();
            for (Measure measure : Measure.values()) {
                if (measure.fits(first.family())) {
                    double[][] values = new double[orders][1];
                    for (int o = 0; o < orders; o++) {
                        values[o][0] = measure.of(score(o, name), score(o, PriorBaseline.NAME));
                    }
                    estimates.put(measure, estimate(values, measure, baselineDays(name, measure)));
                }
            }
            return new Assessment.OfMethod(estimates);
        }

        private Estimate estimate(double[][] values, Measure measure, List<DayFigure> own) {
            Estimate overRuns = CrossedRuns.estimate(values);
            if (days == 0) {
                return overRuns;
            }
            if (measure == Measure.RELATIVE) {
                return bootstrap.estimate(
                        overRuns.mean(),
                        means -> means[0] / means[1],
                        List.of(own, baselineDays(PriorBaseline.NAME, measure)));
            }
            return bootstrap.estimate(overRuns.mean(), means -> means[0], List.of(own));
        }

        private Gain gain(String name) {
            double[][] differences = new double[orders][seeds];
            double[][] of = new double[orders][1];
            for (int o = 0; o < orders; o++) {
                of[o][0] = score(o, name).micro();
                for (int s = 0; s < seeds; s++) {
                    differences[o][s] = of[o][0] - modelScore(o, s, family).micro();
                }
            }
            Estimate overRuns = CrossedRuns.estimate(differences);
            double reference = CrossedRuns.estimate(of).mean();
            if (days == 0) {
                return new Gain(overRuns, reference);
            }
            List<List<DayFigure>> both = List.of(baselineDays(name, Measure.MICRO), modelDays(Measure.MICRO));
            return new Gain(bootstrap.estimate(overRuns.mean(), means -> means[0] - means[1], both), reference);
        }

        private List<DayFigure> modelDays(Measure measure) {
            return days == 0 ? List.of() : RunTable.this.modelDays(family, measure);
        }

        /** Of the baselines of one name those of the best. */
        private List<DayFigure> baselineDays(String name, Measure measure) {
            if (days == 0) {
                return List.of();
            }
            Run run = runs[0][0];
            int best = -1;
            for (int b = 0; b < run.methods().size(); b++) {
                boolean named = run.methods().get(b).equals(name);
                if (named && (best < 0 || !(whole(best) <= whole(b)))) {
                    best = b;
                }
            }
            return List.of(run.days().figure(best + 1, family, measure));
        }

        private double whole(int baseline) {
            return runs[0][0].days().mean(baseline + 1, family);
        }
    }
}
