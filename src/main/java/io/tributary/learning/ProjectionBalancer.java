package io.tributary.learning;

import io.tributary.model.FamilyGradients;
import io.tributary.model.GradientRule;

/**
 * Takes from each family's gradient at the trunk's last layer what works against another's (PCGrad, Yu et al. 2020).
 *
 * <p>Every family weighs 1. Its mean gradient g_f is projected onto the plane normal to g_k wherever the two conflict, for
 * one k after the other, and each of its examples is moved by the difference. The paper draws the order of the k at
 * random; here it begins one further on with every step of the trunk, so that the same log gives the same bits.
 */
final class ProjectionBalancer implements TaskBalancer, GradientRule {
    private final int families;
    private final int hidden;
    private final double[] projected;

    ProjectionBalancer(int families, int hidden) {
        this.families = families;
        this.hidden = hidden;
        projected = new double[hidden];
    }

    @Override
    public void weigh(double[] weights) {
        TaskBalancer.one(weights);
    }

    @Override
    public GradientRule rule() {
        return this;
    }

    @Override
    public boolean correct(FamilyGradients gradients, long step, float[] corrections) {
        boolean changed = false;
        for (int f = 0; f < families; f++) {
            if (gradients.isKnown(f)) {
                System.arraycopy(gradients.means(), f * hidden, projected, 0, hidden);
                if (project(gradients, f, step)) {
                    changed = true;
                    for (int i = 0; i < hidden; i++) {
                        corrections[f * hidden + i] =
                                (float) (projected[i] - gradients.means()[f * hidden + i]);
                    }
                }
            }
        }
        return changed;
    }

    private boolean project(FamilyGradients gradients, int family, long step) {
        boolean changed = false;
        for (int i = 0; i < families - 1; i++) {
            int other = (family + 1 + (int) ((step + i) % (families - 1))) % families;
            double dot = gradients.isKnown(other) ? dot(gradients.means(), other) : 0;
            if (dot < 0) {
                double norm = gradients.norm(other);
                subtract(dot / (norm * norm), gradients.means(), other);
                changed = true;
            }
        }
        return changed;
    }

    private double dot(double[] means, int family) {
        double sum = 0;
        for (int i = 0; i < hidden; i++) {
            sum += projected[i] * means[family * hidden + i];
        }
        return sum;
    }

    private void subtract(double factor, double[] means, int family) {
        for (int i = 0; i < hidden; i++) {
            projected[i] -= factor * means[family * hidden + i];
        }
    }
}
