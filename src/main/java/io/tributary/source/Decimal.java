package io.tributary.source;

import java.util.Locale;

/** Reads a number as people and programs write it: digits, a point, an exponent; NaN and infinities in any case. */
final class Decimal {
    private Decimal() {}

    /**
     * The number in this cell.
     *
     * @throws NumberFormatException if it is none
     */
    static double parse(String cell) {
        // Double.parseDouble alone would take "12f", "0x1p3" and blanks around them.
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if ((c < '0' || c > '9') && c != '.' && c != '-' && c != '+' && c != 'e' && c != 'E') {
                return word(cell);
            }
        }
        return Double.parseDouble(cell);
    }

    /** The number in this cell; NaN if it is not a finite one. */
    static double finiteOrNaN(String cell) {
        try {
            double value = parse(cell);
            return Double.isFinite(value) ? value : Double.NaN;
        } catch (NumberFormatException e) {
            return Double.NaN;
        }
    }

    private static double word(String cell) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "nan", "+nan", "-nan" -> Double.NaN;
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            default -> throw new NumberFormatException(cell);
        };
    }
}
