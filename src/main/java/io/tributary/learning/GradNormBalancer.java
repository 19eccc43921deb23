package io.tributary.learning;

/**
 * Brings the families' weighted gradient norms at the trunk's last layer to w_f ‖g_f‖ = Ḡ r_f^α (Chen et al. 2018).
 *
 * <p>r_f is the family's loss against its own early loss, divided by the mean of that over families: who learns slower
 * weighs more. The paper descends |w_f ‖g_f‖ − Ḡ r_f^α|; a stream is noisy, so the equation is solved for w_f with moving
 * averages of ‖g_f‖ and of the loss instead. A family that is new weighs 1.
 */
final class GradNormBalancer implements TaskBalancer {
    private static final double ASYMMETRY = 0.5;
    private static final double RATE = 0.01;
    /* The steps whose mean loss is the early one. */
    private static final int EARLY = 50;
    /* Losses and norms beyond it count as it: the averages of what is not finite are not either. */
    private static final double LARGEST = 1e6;

    /* A line: moving averages of norm and loss, mean early loss, steps. */
    private static final int NORM = 0;
    private static final int LOSS = 1;
    private static final int EARLY_LOSS = 2;
    private static final int STEPS = 3;
    private static final int WIDTH = 4;

    private final FamilyTable table;

    GradNormBalancer(Tables tables) {
        table = tables.ofFamilies("balancing/gradnorm", WIDTH, 0);
    }

    @Override
    public void weigh(double[] weights) {
        double norms = 0;
        double ratios = 0;
        int known = 0;
        for (int f = 0; f < weights.length; f++) {
            if (isKnown(f)) {
                norms += cell(f, NORM);
                ratios += ratio(f);
                known++;
            }
        }
        for (int f = 0; f < weights.length; f++) {
            double rate = ratio(f) * known / ratios;
            weights[f] = isKnown(f) ? norms / known * Math.pow(rate, ASYMMETRY) / cell(f, NORM) : 1;
        }
        TaskBalancer.normalise(weights);
    }

    private boolean isKnown(int family) {
        return cell(family, STEPS) >= EARLY;
    }

    private double ratio(int family) {
        return cell(family, LOSS) / cell(family, EARLY_LOSS);
    }

    private double cell(int family, int column) {
        return table.cells()[table.line(family) + column];
    }

    @Override
    public boolean isLearning() {
        return true;
    }

    @Override
    public void learn(int family, double loss, double gradientNorm) {
        if (gradientNorm > 0 && !Double.isNaN(loss)) {
            add(family, Math.min(LARGEST, loss), Math.min(LARGEST, gradientNorm));
        }
    }

    private void add(int family, double loss, double norm) {
        double[] cells = table.cells();
        int line = table.line(family);
        cells[line + STEPS]++;
        double share = Math.max(RATE, 1 / cells[line + STEPS]);
        cells[line + NORM] += share * (norm - cells[line + NORM]);
        cells[line + LOSS] += share * (loss - cells[line + LOSS]);
        if (cells[line + STEPS] <= EARLY) {
            cells[line + EARLY_LOSS] = cells[line + LOSS];
        }
    }
}
