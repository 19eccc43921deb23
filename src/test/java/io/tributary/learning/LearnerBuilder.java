package io.tributary.learning;

import io.tributary.feature.FeatureBuilder;
import io.tributary.feature.FeatureConfig;
import io.tributary.learning.LearningConfig.DeviationOptimizer;
import io.tributary.model.Activation;
import io.tributary.model.ModelConfig;
import io.tributary.model.ModelConfig.DeviationInput;
import io.tributary.task.Family;
import io.tributary.task.Kind;
import io.tributary.task.LossName;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A small learner for tests: two numbers and a text in, one family of each kind out, and what a test changes. */
public final class LearnerBuilder {
    public static final Family SCORE = new Family("score", Kind.REGRESSION, 1, LossName.SQUARED, 0);
    public static final Family LATE = new Family("late", Kind.BINARY, 1, LossName.LOGISTIC, 0);
    public static final Family BAND = new Family("band", Kind.MULTICLASS, 3, LossName.SOFTMAX, 0);
    public static final Family COUNT = new Family("count", Kind.REGRESSION, 1, LossName.POISSON, 0);

    private List<FeatureConfig> features = List.of(
            FeatureBuilder.numeric("a").build(),
            FeatureBuilder.numeric("b").indicator().build(),
            FeatureBuilder.categorical("c").values("x", "y").build());
    private List<Family> families = List.of(SCORE, LATE, BAND);
    private List<Integer> trunk = List.of(6, 4);
    private int experts = 1;
    private Activation activation = Activation.LEAKY_RELU;
    private boolean wide = true;
    private DeviationInput deviationInput = DeviationInput.ALL;
    private long seed = 7;
    private int batchSize = 8;
    private DeviationOptimizer deviationOptimizer = DeviationOptimizer.ADAGRAD;
    private boolean nesterov = true;
    private double penalty = 0.01;
    private Optional<Duration> maxWait = Optional.empty();
    private int idWindow;
    private Optional<Duration> idle = Optional.empty();
    private int maxTasks = 1_000_000;
    private int admitAfter = 1;
    private BalancingConfig balancing = BalancingConfig.EQUAL;
    private DriftConfig drift = DriftConfig.OFF;
    private IntervalsConfig intervals = IntervalsConfig.OFF;

    public LearnerBuilder features(FeatureBuilder... read) {
        features = List.of(read).stream().map(FeatureBuilder::build).toList();
        return this;
    }

    public LearnerBuilder families(Family... asked) {
        families = List.of(asked);
        return this;
    }

    public LearnerBuilder features(List<FeatureConfig> read) {
        features = read;
        return this;
    }

    public LearnerBuilder trunk(Integer... widths) {
        trunk = List.of(widths);
        return this;
    }

    public LearnerBuilder experts(int count) {
        experts = count;
        return this;
    }

    public LearnerBuilder relu() {
        activation = Activation.RELU;
        return this;
    }

    public LearnerBuilder narrow() {
        wide = false;
        return this;
    }

    public LearnerBuilder deviationInput(DeviationInput input) {
        deviationInput = input;
        return this;
    }

    public LearnerBuilder seed(long value) {
        seed = value;
        return this;
    }

    public LearnerBuilder batchSize(int examples) {
        batchSize = examples;
        return this;
    }

    public LearnerBuilder adam() {
        deviationOptimizer = DeviationOptimizer.ADAM;
        return this;
    }

    public LearnerBuilder classicMomentum() {
        nesterov = false;
        return this;
    }

    public LearnerBuilder penalty(double lambda) {
        penalty = lambda;
        return this;
    }

    public LearnerBuilder maxWait(Duration age) {
        maxWait = Optional.of(age);
        return this;
    }

    public LearnerBuilder idWindow(int events) {
        idWindow = events;
        return this;
    }

    public LearnerBuilder idle(Duration longest) {
        idle = Optional.of(longest);
        return this;
    }

    public LearnerBuilder maxTasks(int entities) {
        maxTasks = entities;
        return this;
    }

    public LearnerBuilder admitAfter(int rows) {
        admitAfter = rows;
        return this;
    }

    public LearnerBuilder balancing(BalancingConfig.Method method, Double... weights) {
        balancing = new BalancingConfig(method, List.of(weights));
        return this;
    }

    public LearnerBuilder drift(DriftConfig watched) {
        drift = watched;
        return this;
    }

    public LearnerBuilder intervals(IntervalsConfig asked) {
        intervals = asked;
        return this;
    }

    public LearnerConfig config() {
        return new LearnerConfig(
                features,
                families,
                new ModelConfig(trunk, experts, activation, wide, deviationInput, seed),
                new LearningConfig(
                        batchSize,
                        0.003,
                        0.006,
                        nesterov,
                        2000,
                        0.1,
                        1,
                        deviationOptimizer,
                        0.03,
                        penalty,
                        20000,
                        maxWait),
                new TasksConfig(idle, maxTasks, admitAfter),
                balancing,
                idWindow,
                drift,
                intervals);
    }

    public Learner build() {
        return new Learner(config());
    }
}
