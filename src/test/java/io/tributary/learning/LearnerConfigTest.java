package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.feature.FeatureBuilder;
import io.tributary.model.Hyperparameters;
import io.tributary.model.Optimizer;
import org.junit.jupiter.api.Test;

class LearnerConfigTest {
    @Test
    void aHeadOfUsualWidthHasTheWholeRate() {
        LearnerConfig config = new LearnerBuilder().config();
        assertThat(config.shape().headWidth()).isEqualTo(4 + 5 + 1);
        assertThat(config.headRateFactor()).isEqualTo(1);
    }

    @Test
    void aWideHeadHasASmallerRate() {
        LearnerConfig config = new LearnerBuilder()
                .features(FeatureBuilder.categorical("c").buckets(64))
                .trunk(63)
                .config();
        assertThat(config.shape().headWidth()).isEqualTo(128);
        assertThat(config.headRateFactor()).isEqualTo(0.25);
        assertThat(config.hyperparameters(config.shape()).headRate()).isEqualTo(0.006 * 0.25);
        assertThat(config.hyperparameters(config.shape()).trunkRate()).isEqualTo(0.003);
    }

    @Test
    void deviationsMoveByAdagradOnTheirOwnOrByAdamWithTheRest() {
        LearnerConfig adagrad = new LearnerBuilder().config();
        Hyperparameters alone = adagrad.hyperparameters(adagrad.shape());
        assertThat(alone.deviation()).isEqualTo(Optimizer.Adagrad.STANDARD);
        assertThat(alone.joined()).isFalse();
        LearnerConfig adam = new LearnerBuilder().adam().config();
        Hyperparameters joined = adam.hyperparameters(adam.shape());
        assertThat(joined.deviation()).isEqualTo(joined.shared());
        assertThat(joined.joined()).isTrue();
    }

    @Test
    void sharedParametersMoveByNesterovsMomentumUnlessToldOtherwise() {
        LearnerConfig nesterov = new LearnerBuilder().config();
        LearnerConfig classic = new LearnerBuilder().classicMomentum().config();
        assertThat(nesterov.hyperparameters(nesterov.shape()).shared()).isEqualTo(Optimizer.Adam.NESTEROV);
        assertThat(classic.hyperparameters(classic.shape()).shared()).isEqualTo(Optimizer.Adam.STANDARD);
    }
}
