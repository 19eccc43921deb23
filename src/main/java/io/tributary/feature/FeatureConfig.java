package io.tributary.feature;

import io.tributary.config.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

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

    private static final int MOST_COLUMNS = 10_000;
    private static final Pattern RANGE = Pattern.compile("(.*?)(\\d{1,9})\\.\\.(.*?)(\\d{1,9})");

    /**
     * One feature a column where the name is a range ({@code p0..p195}; {@code c001..c120} keeps its zeros), else this
     * feature alone.
     *
     * @throws IllegalArgumentException for a range that cannot be read, runs backwards, is longer than 10,000 columns or
     *     has a {@code from}
     */
    public List<FeatureConfig> expand() {
        if (!name.contains("..")) {
            return List.of(this);
        }
        Matcher range = RANGE.matcher(name);
        if (!range.matches() || !range.group(1).equals(range.group(3))) {
            throw invalidRange("expected two columns that differ in a final number, such as p0..p195");
        }
        if (from.isPresent()) {
            throw invalidRange("expected no from beside a range: each column is read by its own name");
        }
        int first = Integer.parseInt(range.group(2));
        int last = Integer.parseInt(range.group(4));
        if (last < first || last - first >= MOST_COLUMNS) {
            throw invalidRange("expected a range that ascends and has at most " + MOST_COLUMNS + " columns");
        }
        int width = width(range.group(2), range.group(4));
        return IntStream.rangeClosed(first, last)
                .mapToObj(n -> named(range.group(1) + zeros(width, n) + n))
                .toList();
    }

    /* Zeros count only where both ends are written equally wide. */
    private int width(String first, String last) {
        if (first.length() == last.length()) {
            return first.length();
        }
        if ((first.startsWith("0") && first.length() > 1) || last.startsWith("0")) {
            throw invalidRange("expected both ends equally wide where they have leading zeros, such as c001..c120");
        }
        return 1;
    }

    private static String zeros(int width, int number) {
        return "0".repeat(Math.max(0, width - String.valueOf(number).length()));
    }

    private FeatureConfig named(String column) {
        return new FeatureConfig(column, from, kind, min, max, transform, standardise, values, buckets, missing, nan);
    }

    private IllegalArgumentException invalidRange(String expected) {
        return new IllegalArgumentException("found " + name + ", " + expected);
    }

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
