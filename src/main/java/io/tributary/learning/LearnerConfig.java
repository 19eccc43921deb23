package io.tributary.learning;

import io.tributary.feature.FeatureConfig;
import io.tributary.feature.FeatureEncoder;
import io.tributary.learning.LearningConfig.DeviationOptimizer;
import io.tributary.model.Hyperparameters;
import io.tributary.model.ModelConfig;
import io.tributary.model.Optimizer;
import io.tributary.model.RateSchedule;
import io.tributary.model.Shape;
import io.tributary.task.Family;
import java.util.List;

/**
 * Everything a learner is built from.
 *
 * @param features one for each column, ranges expanded
 * @param families the questions asked
 * @param model the shape of the network
 * @param learning how its parameters move
 * @param tasks which entities have deviations of their own
 * @param balancing how much each family weighs
 * @param idWindow the most recent events whose IDs it remembers, to know duplicates; 0: none
 * @param drift how changes of the stream are found, and what is done about them
 * @param intervals what is told of an answer's certainty
 */
public record LearnerConfig(
        List<FeatureConfig> features,
        List<Family> families,
        ModelConfig model,
        LearningConfig learning,
        TasksConfig tasks,
        BalancingConfig balancing,
        int idWindow,
        DriftConfig drift,
        IntervalsConfig intervals) {
    /* One Adam step moves an output by about rate × ‖z̃‖₁, so a wide head wants a smaller rate. */
    private static final double FULL_RATE_HEAD_WIDTH = 32;

    /** The shape of the network. */
    public Shape shape() {
        int inputs = new FeatureEncoder(features, learning.statisticsCap()).inputs();
        return new Shape(inputs, model, families);
    }

    /** The factor on the head rate: 1 up to a width of 32, then falling with it. */
    public double headRateFactor() {
        return headRateFactor(shape());
    }

    private static double headRateFactor(Shape shape) {
        return Math.min(1, FULL_RATE_HEAD_WIDTH / shape.headWidth());
    }

    /** The step's settings for a network of this shape. */
    Hyperparameters hyperparameters(Shape shape) {
        boolean joined = learning.deviationOptimizer() == DeviationOptimizer.ADAM;
        Optimizer adam = learning.nesterov() ? Optimizer.Adam.NESTEROV : Optimizer.Adam.STANDARD;
        return new Hyperparameters(
                learning.batchSize(),
                learning.trunkRate(),
                learning.headRate() * headRateFactor(shape),
                new RateSchedule(learning.rateDecay(), learning.rateFloor()),
                learning.clipNorm(),
                adam,
                joined ? adam : Optimizer.Adagrad.STANDARD,
                learning.deviationRate(),
                learning.deviationPenalty(),
                joined);
    }
}
