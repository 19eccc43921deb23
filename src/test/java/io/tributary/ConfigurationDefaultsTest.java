package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.feature.FeatureConfig;
import io.tributary.feature.FeatureConfig.Missing;
import io.tributary.feature.FeatureConfig.Nan;
import io.tributary.feature.FeatureConfig.Standardise;
import io.tributary.feature.FeatureConfig.Transform;
import io.tributary.learning.BalancingConfig;
import io.tributary.learning.LearningConfig;
import io.tributary.learning.LearningConfig.DeviationOptimizer;
import io.tributary.learning.TasksConfig;
import io.tributary.model.Activation;
import io.tributary.model.ModelConfig;
import io.tributary.model.ModelConfig.DeviationInput;
import io.tributary.source.FamilyConfig;
import io.tributary.source.LimitsConfig;
import io.tributary.source.SourceConfig;
import io.tributary.task.LossName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The defaults that the design fixes. */
class ConfigurationDefaultsTest {
    private final Configuration smallest = ConfigurationFile.parse(
                    "smallest.yaml",
                    """
                    application: smallest
                    source: {entity: city}
                    features: [{name: x, kind: numeric}]
                    families: [{name: y, kind: regression, label: y}]
                    """,
                    List.of())
            .configuration();

    @Test
    void learnsByTheRecipe() {
        assertThat(smallest.learning())
                .isEqualTo(new LearningConfig(
                        16,
                        0.005,
                        0.006,
                        true,
                        2000,
                        0.1,
                        1.0,
                        DeviationOptimizer.ADAGRAD,
                        0.03,
                        0.01,
                        20_000,
                        Optional.empty()));
    }

    @Test
    void addsTheLossesOfAllFamilies() {
        assertThat(smallest.balancing()).isEqualTo(BalancingConfig.EQUAL);
    }

    @Test
    void keepsAMillionEntitiesForEverFromTheirFirstLabel() {
        assertThat(smallest.tasks()).isEqualTo(new TasksConfig(Optional.empty(), 1_000_000, 1));
    }

    @Test
    void shapesTheNetworkByTheRecipe() {
        assertThat(smallest.model())
                .isEqualTo(new ModelConfig(List.of(32, 16), 1, Activation.LEAKY_RELU, true, DeviationInput.ALL, 7));
    }

    @Test
    void commitsTwiceASecondToAnEmbeddedBroker() {
        assertThat(smallest.commitInterval()).isEqualTo(Duration.ofMillis(500));
        assertThat(smallest.kafka()).isEmpty();
    }

    @Test
    void readsRowsThatAreNotKeyedWithoutTimeIdAndWeight() {
        assertThat(smallest.source())
                .isEqualTo(new SourceConfig(
                        Optional.empty(), List.of("city"), Optional.empty(), 100_000, Optional.empty(), false));
    }

    @Test
    void limitsWhatARecordMayHold() {
        assertThat(smallest.limits())
                .isEqualTo(new LimitsConfig(1 << 20, 256, 256, 4096, 1e15, 1e15, Optional.of(Duration.ofHours(1))));
    }

    @Test
    void standardisesNumbersOnline() {
        FeatureConfig feature = smallest.features().get(0);
        assertThat(feature.standardise().mode()).isEqualTo(Standardise.Mode.ONLINE);
        assertThat(feature.transform()).isEqualTo(Transform.NONE);
        assertThat(feature.missing()).isEqualTo(Missing.ZEROS);
        assertThat(feature.nan()).isEqualTo(Nan.ERROR);
    }

    @Test
    void takesTheLossFromTheKind() {
        FamilyConfig family = smallest.families().get(0);
        assertThat(family.family().loss()).isEqualTo(LossName.SQUARED);
        assertThat(family.delta()).isEqualTo(1.0);
        assertThat(family.tau()).isEqualTo(0.5);
    }
}
