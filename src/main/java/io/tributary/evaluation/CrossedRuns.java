package io.tributary.evaluation;

/**
 * The mean over runs in which every order of the rows met every seed, with its interval.
 *
 * <p>Runs of one order are alike, and so are runs of one seed, so they are not independent draws. By the analysis of
 * variance of two crossed random effects, Var(mean) = (MS_orders + MS_seeds − MS_rest) / (orders · seeds), here never
 * taken below what either alone gives, with Satterthwaite's degrees of freedom (Biometrics Bulletin 2, 1946). With one
 * order or one seed this is Student's t interval. Entities that met every seed are such a pair of effects too.
 */
final class CrossedRuns {
    private CrossedRuns() {}

    /**
     * @param runs {@code [orders][seeds]}, or {@code [entities][seeds]}, neither of them empty
     */
    static Estimate estimate(double[][] runs) {
        int orders = runs.length;
        int seeds = runs[0].length;
        double mean = 0;
        for (double[] order : runs) {
            for (double run : order) {
                mean += run;
            }
        }
        mean /= orders * seeds;
        double[] byOrder = new double[orders];
        double[] bySeed = new double[seeds];
        for (int o = 0; o < orders; o++) {
            for (int s = 0; s < seeds; s++) {
                byOrder[o] += (runs[o][s] - mean) / seeds;
                bySeed[s] += (runs[o][s] - mean) / orders;
            }
        }
        double ofOrders = seeds * squares(byOrder);
        double ofSeeds = orders * squares(bySeed);
        double all = 0;
        for (double[] order : runs) {
            for (double run : order) {
                all += (run - mean) * (run - mean);
            }
        }
        return Estimate.around(mean, halfWidth(orders, seeds, ofOrders, ofSeeds, all));
    }

    /** From the sums of squares. */
    private static double halfWidth(int orders, int seeds, double ofOrders, double ofSeeds, double all) {
        int freeOrders = orders - 1;
        int freeSeeds = seeds - 1;
        int freeRest = freeOrders * freeSeeds;
        double meanOrders = perDegree(ofOrders, freeOrders);
        double meanSeeds = perDegree(ofSeeds, freeSeeds);
        double meanRest = perDegree(Math.max(0, all - ofOrders - ofSeeds), freeRest);
        double variance = Math.max(meanOrders + meanSeeds - meanRest, Math.max(meanOrders, meanSeeds));
        if (variance == 0) {
            return orders * seeds > 1 ? 0 : Double.NaN;
        }
        double freedom = variance
                * variance
                / (perDegree(meanOrders * meanOrders, freeOrders)
                        + perDegree(meanSeeds * meanSeeds, freeSeeds)
                        + perDegree(meanRest * meanRest, freeRest));
        return StudentT.factor(Math.max(1, freedom)) * Math.sqrt(variance / (orders * seeds));
    }

    private static double perDegree(double value, int freedom) {
        return freedom > 0 ? value / freedom : 0;
    }

    private static double squares(double[] values) {
        double sum = 0;
        for (double value : values) {
            sum += value * value;
        }
        return sum;
    }
}
