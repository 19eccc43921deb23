package io.tributary.learning;

import io.tributary.config.Setting;
import java.time.Duration;
import java.util.Optional;

/** How the parameters move; all of it may change from one start to the next. */
public record LearningConfig(
        @Setting(value = "Labelled examples that complete a mini-batch.", byDefault = "16", min = 1, max = 65536)
                int batchSize,
        @Setting(value = "Adam's rate for the trunk.", byDefault = "0.005", min = 0) double trunkRate,
        @Setting(
                        value = "Adam's rate for family heads; times min(1, 32 / width of the head).",
                        byDefault = "0.006",
                        min = 0)
                double headRate,
        @Setting(
                        value =
                                "Whether Adam moves along the momentum that its next step would find (NAdam), which lags less.",
                        byDefault = "true")
                boolean nesterov,
        @Setting(
                        value =
                                "Examples after which rates have fallen to 1/√2: rate · 1/√(1 + examples / rate-decay).",
                        byDefault = "2000",
                        min = 0)
                double rateDecay,
        @Setting(value = "The share of a rate below which it never falls.", byDefault = "0.1", min = 0, max = 1)
                double rateFloor,
        @Setting(
                        value = "The Euclidean norm to which the shared gradient is clipped; 0: never.",
                        byDefault = "1.0",
                        min = 0)
                double clipNorm,
        @Setting(
                        value = "How deviations move: adagrad (on summed gradients) or adam (on the batch's mean).",
                        byDefault = "adagrad")
                DeviationOptimizer deviationOptimizer,
        @Setting(
                        value = "The rate of deviations: absolute for adagrad, a factor on head-rate for adam.",
                        byDefault = "0.03",
                        min = 0)
                double deviationRate,
        @Setting(value = "λ of the penalty that draws deviations to the family head.", byDefault = "0.01", min = 0)
                double deviationPenalty,
        @Setting(
                        value = "The effective sample size at which running statistics begin to forget.",
                        byDefault = "20000",
                        min = 2)
                long statisticsCap,
        @Setting(
                        value = "The age in event time at which an incomplete mini-batch is learned, or off.",
                        byDefault = "off")
                Optional<Duration> maxWait) {

    /** The update rule of the deviations. */
    public enum DeviationOptimizer {
        ADAGRAD,
        ADAM
    }
}
