package io.tributary.feature;

/** How a transformed number is brought to the scale of the trunk's inputs. */
sealed interface Scale {
    /** Standardised values are clipped to ± this many deviations. */
    double LARGEST = 6;

    double apply(double value);

    /** As it is. */
    record None() implements Scale {
        @Override
        public double apply(double value) {
            return value;
        }
    }

    /** By a given mean and deviation. */
    record Fixed(double mean, double deviation) implements Scale {
        @Override
        public double apply(double value) {
            return clip((value - mean) / deviation);
        }
    }

    /** By the running mean and deviation of one series. */
    record Online(RunningStatistics statistics, int series) implements Scale {
        @Override
        public double apply(double value) {
            return clip((value - statistics.mean(series)) / statistics.deviation(series));
        }

        /** Takes a value into the running statistics. */
        void observe(double value) {
            statistics.observe(series, value);
        }
    }

    private static double clip(double value) {
        return Math.min(Math.max(value, -LARGEST), LARGEST);
    }
}
