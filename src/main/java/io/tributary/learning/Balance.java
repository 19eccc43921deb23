package io.tributary.learning;

import io.tributary.model.GradientRule;
import io.tributary.model.Network;
import io.tributary.model.StepReport;

/** The families in each step: weighed before it, watched after it. Allocates nothing per step. Not thread-safe. */
final class Balance {
    /* Relations look at one step of so many, and so does nobody else look at the others. */
    private static final int LOOKED_AT = 4;

    private final Network network;
    private final TaskBalancer balancer;
    private final FamilyRelations relations;
    private final double[] weights;

    Balance(BalancingConfig config, Network network, Tables tables) {
        this.network = network;
        weights = new double[network.families().size()];
        balancer = TaskBalancer.of(config, weights.length, network.shape().hidden(), tables);
        relations = new FamilyRelations(network, tables);
    }

    /**
     * Learns the pending rows.
     *
     * @param learned examples learned before
     * @param steps taken before
     */
    StepReport step(int rows, long learned, long steps) {
        balancer.weigh(weights);
        for (int f = 0; f < weights.length; f++) {
            network.batch().familyWeight(f, weights[f]);
        }
        boolean looked = steps % LOOKED_AT == 0;
        network.watchGradients(looked || balancer.isLearning() || balancer.rule() != GradientRule.NONE);
        StepReport report = network.step(rows, learned, balancer.rule());
        for (int f = 0; f < weights.length; f++) {
            if (balancer.isLearning() && network.examples(rows, f) > 0) {
                balancer.learn(f, network.meanLoss(rows, f), report.gradients().norm(f));
            }
        }
        if (looked) {
            relations.learn(rows, report.rejected(), report.gradients(), steps / LOOKED_AT);
        }
        return report;
    }

    FamilyRelations relations() {
        return relations;
    }

    /** The families' weights in the next step. */
    double[] weights() {
        balancer.weigh(weights);
        return weights.clone();
    }
}
