package io.tributary.evaluation;

import java.util.Locale;

/** Figures as tables show them. */
public final class Figures {
    private static final String NONE = "-";

    private Figures() {}

    /** Losses have any scale: four significant digits, more where they stand before the point. */
    public static String loss(double value) {
        if (Double.isNaN(value)) {
            return NONE;
        }
        boolean small = Math.abs(value) < 1;
        return format(small ? "%.4f" : value >= 1e4 && value < 1e9 ? "%,.0f" : "%.4g", value);
    }

    /** A loss with half its interval, to the same place after the point. */
    static String loss(Estimate estimate) {
        String mean = loss(estimate.mean());
        if (Double.isNaN(estimate.halfWidth())) {
            return mean;
        }
        return mean + " " + halfWidth(estimate);
    }

    /** Half of a loss's interval, to the place after the point that the loss is shown to; empty where none is known. */
    static String halfWidth(Estimate estimate) {
        if (Double.isNaN(estimate.halfWidth())) {
            return "";
        }
        String mean = loss(estimate.mean());
        int point = mean.indexOf('.');
        int places = point < 0 ? 0 : mean.length() - point - 1;
        return format("±%." + places + "f", estimate.halfWidth());
    }

    /** A gain in per cent with half its interval. */
    static String gain(Gain gain) {
        Estimate relative = gain.relative().dividedBy(0.01);
        if (Double.isNaN(relative.mean())) {
            return NONE;
        }
        int places = Math.abs(relative.mean()) < 1 ? 2 : 1;
        String mean = format("%+." + places + "f %%", relative.mean());
        return Double.isNaN(relative.halfWidth()) ? mean : mean + format(" ±%." + places + "f", relative.halfWidth());
    }

    /** As {@link String#format}, the same in every country. */
    public static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
