package io.tributary.learning;

/**
 * Weighs a family by exp(−s_f), s_f its learned log variance (Kendall, Gal, Cipolla 2018).
 *
 * <p>s_f descends exp(−s_f) L_f + s_f / 2 by plain gradient steps on the mean loss of each step that holds the family, so
 * that exp(−s_f) comes to 1 / (2 L_f). A gradient counts as 1 at most: one outlier must not undo what many steps learned.
 */
final class UncertaintyBalancer implements TaskBalancer {
    private static final double RATE = 0.01;
    private static final double BOUND = Math.log(MOST);

    private final FamilyTable table;

    UncertaintyBalancer(Tables tables) {
        table = tables.ofFamilies("balancing/uncertainty", 1, 0);
    }

    @Override
    public void weigh(double[] weights) {
        for (int f = 0; f < weights.length; f++) {
            weights[f] = Math.exp(-table.cells()[f]);
        }
        TaskBalancer.normalise(weights);
    }

    @Override
    public boolean isLearning() {
        return true;
    }

    @Override
    public void learn(int family, double loss, double gradientNorm) {
        double[] s = table.cells();
        double gradient = 0.5 - Math.exp(-s[family]) * loss;
        if (!Double.isNaN(gradient)) {
            double moved = s[family] - RATE * Math.max(-1, Math.min(1, gradient));
            s[family] = Math.max(-BOUND, Math.min(BOUND, moved));
        }
    }
}
