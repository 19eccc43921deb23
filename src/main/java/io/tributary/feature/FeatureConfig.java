package io.tributary.feature;

import io.tributary.config.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/** One feature: which column it reads and how it becomes inputs of the trunk. */
public record FeatureConfig(
        @Setting("The feature's name; a range such as p0..p195 stands for one feature a column.") String name,
        @Setting("The column it reads; by default the one of its own name.") Optional<String> from,
        @Setting(
                        "numeric, categorical, boolean, hour-of-day (one-hot of eight 3-hour bins, sin, cos) or day-of-week (one-hot of seven, Monday first).")
                Kind kind,
        @Setting("Numeric: smaller values are raised to this one, before the transform.") OptionalDouble min,
        @Setting("Numeric: larger values are lowered to this one, before the transform.") OptionalDouble max,
        @Setting(value = "Numeric: none or log (natural logarithm).", byDefault = "none") Transform transform,
        @Setting(
                        value = "Numeric: online (running mean and deviation), none, or a fixed [mean, deviation].",
                        byDefault = "online")
                Standardise standardise,
        @Setting("Categorical: one-hot of these values; any other value is all zeros.") List<String> values,
        @Setting(value = "Categorical without values: one-hot of so many hashed buckets.", min = 1, max = 65536)
                OptionalInt buckets,
        @Setting(
                        value = "What a missing value becomes: zeros, or zeros with an indicator input that is 1.",
                        byDefault = "zeros")
                Missing missing,
        @Setting(value = "What NaN and infinities are: an error of the row, or a missing value.", byDefault = "error")
                Nan nan) {

    /** How a column becomes inputs. */
    public enum Kind {
        NUMERIC,
        CATEGORICAL,
        BOOLEAN,
        HOUR_OF_DAY,
        DAY_OF_WEEK
    }

    /** What is done to a number before it is standardised. */
    public enum Transform {
        NONE,
        LOG
    }

    /** What a missing value becomes. */
    public enum Missing {
        ZEROS,
        INDICATOR
    }

    /** What a value that is not finite is taken for. */
    public enum Nan {
        ERROR,
        MISSING
    }

    /** How a number is brought to the scale of the trunk's inputs. */
    public record Standardise(Mode mode, double mean, double deviation) {
        /** Where mean and deviation come from. */
        public enum Mode {
            ONLINE,
            NONE,
            FIXED
        }

        /**
         * Reads {@code online}, {@code none} or {@code [mean, deviation]}.
         *
         * @throws IllegalArgumentException for anything else
         */
        public static Standardise fromSetting(Object value) {
            if (value instanceof String mode && mode.equalsIgnoreCase("online")) {
                return new Standardise(Mode.ONLINE, 0, 1);
            }
            if (value instanceof String mode && mode.equalsIgnoreCase("none")) {
                return new Standardise(Mode.NONE, 0, 1);
            }
            if (value instanceof List<?> pair
                    && pair.size() == 2
                    && pair.get(0) instanceof Number mean
                    && pair.get(1) instanceof Number deviation
                    && deviation.doubleValue() > 0) {
                return new Standardise(Mode.FIXED, mean.doubleValue(), deviation.doubleValue());
            }
            throw new IllegalArgumentException(
                    "found " + value + ", expected online, none or [mean, deviation] with a deviation above 0");
        }

        @Override
        public String toString() {
            return mode == Mode.FIXED
                    ? "[" + mean + ", " + deviation + "]"
                    : mode.name().toLowerCase(Locale.ROOT);
        }
    }
}
