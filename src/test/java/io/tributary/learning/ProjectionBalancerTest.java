package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tributary.learning.BalancingConfig.Method;
import io.tributary.model.FamilyGradients;
import io.tributary.model.GradientRule;
import io.tributary.model.Network;
import io.tributary.task.Family;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** PCGrad on the gradients of real steps. */
class ProjectionBalancerTest {
    private static final Family OTHER =
            new Family("other", LearnerBuilder.SCORE.kind(), 1, LearnerBuilder.SCORE.loss(), 0);

    private final Learner learner = new LearnerBuilder()
            .families(LearnerBuilder.SCORE, OTHER, LearnerBuilder.LATE)
            .balancing(Method.PCGRAD)
            .build();

    @AfterEach
    void close() {
        learner.close();
    }

    /** Lets the two scores agree at first, so that their heads are alike, and then asks for this. */
    private void step(double score, double other, GradientRule rule) {
        Network network = learner.network();
        float[] x = new float[network.shape().inputs()];
        x[0] = 1;
        for (int i = 0; i < 30; i++) {
            network.predict(0, x, -1);
            network.batch().example(0, 0, 1, 1);
            network.batch().example(0, 1, 1, 1);
            network.step(1, i);
        }
        network.predict(0, x, -1);
        network.batch().example(0, 0, score, 1);
        network.batch().example(0, 1, other, 1);
        network.step(1, 30, rule);
    }

    private static double dot(FamilyGradients gradients, float[] corrections, int family, int other) {
        double sum = 0;
        for (int i = 0; i < gradients.hidden(); i++) {
            int at = family * gradients.hidden() + i;
            sum += (gradients.means()[at] + corrections[at]) * gradients.means()[other * gradients.hidden() + i];
        }
        return sum;
    }

    @Test
    void takesAwayWhatConflicts() {
        step(4, -4, (gradients, step, corrections) -> {
            assertThat(gradients.cosine(0, 1)).isLessThan(-0.5);
            boolean changed = new ProjectionBalancer(3, gradients.hidden()).correct(gradients, step, corrections);
            assertThat(changed).isTrue();
            double scale = gradients.norm(0) * gradients.norm(1);
            assertThat(dot(gradients, corrections, 0, 1) / scale).isCloseTo(0, within(1e-6));
            assertThat(dot(gradients, corrections, 1, 0) / scale).isCloseTo(0, within(1e-6));
            assertThat(corrections[2 * gradients.hidden()]).isZero();
            return true;
        });
    }

    @Test
    void leavesAloneWhatAgrees() {
        step(4, 5, (gradients, step, corrections) -> {
            assertThat(gradients.cosine(0, 1)).isGreaterThan(0.5);
            assertThat(new ProjectionBalancer(3, gradients.hidden()).correct(gradients, step, corrections))
                    .isFalse();
            assertThat(corrections).containsOnly(0);
            return false;
        });
    }

    @Test
    void neverMakesAGradientLonger() {
        RowStream stream = new RowStream(learner, 4);
        Network network = learner.network();
        int[] conflicts = {0};
        GradientRule checked = (gradients, step, corrections) -> {
            boolean changed = new ProjectionBalancer(3, gradients.hidden()).correct(gradients, step, corrections);
            conflicts[0] += changed ? 1 : 0;
            for (int f = 0; f < 3; f++) {
                double squares = 0;
                for (int i = 0; i < gradients.hidden(); i++) {
                    int at = f * gradients.hidden() + i;
                    squares += Math.pow(gradients.means()[at] + corrections[at], 2);
                }
                assertThat(Math.sqrt(squares)).isLessThanOrEqualTo(gradients.norm(f) * (1 + 1e-6));
            }
            return changed;
        };
        for (int step = 0; step < 60; step++) {
            stream.feed(learner, 5);
            float[] x = new float[network.shape().inputs()];
            for (int row = 0; row < 3; row++) {
                x[row] = step % 7 - 3;
                network.predict(row, x, -1);
                for (int f = 0; f < 3; f++) {
                    network.batch().example(row, f, (step + row + f) % 2, 1);
                }
            }
            network.step(3, step, checked);
            learner.pending().clear();
        }
        assertThat(conflicts[0]).isPositive();
    }

    @Test
    void changesWhatALearnerLearns() {
        try (Learner equal = new LearnerBuilder()
                .families(LearnerBuilder.SCORE, OTHER, LearnerBuilder.LATE)
                .build()) {
            new RowStream(learner, 9).feed(learner, 200);
            new RowStream(equal, 9).feed(equal, 200);
            assertThat(learner.network().shared().parameters(0, 20))
                    .isNotEqualTo(equal.network().shared().parameters(0, 20));
            assertThat(learner.losses().whole().mean(0))
                    .isNotEqualTo(equal.losses().whole().mean(0));
        }
    }
}
