package io.tributary.evaluation;

import java.util.stream.IntStream;

/** Student's t distribution, as far as intervals need it. */
final class StudentT {
    private static final double NORMAL = 1.959963984540054;
    private static final int MANY = 30;
    private static final int SLICES = 5_000;
    /* The factors for 1, 2, … degrees of freedom. */
    private static final double[] FEW =
            IntStream.range(1, MANY).mapToDouble(StudentT::integral).toArray();

    private StudentT() {}

    /**
     * The factor on the standard error that makes a two-sided 95 % interval, to about five digits.
     *
     * <p>From 30 degrees of freedom on by the Cornish-Fisher expansion (Abramowitz and Stegun 26.7.5); below, t = √ν tan θ,
     * and θ has the density cos^(ν−1) θ, which is summed until 95 % of it are reached.
     *
     * @param freedom ν, the degrees of freedom, not necessarily whole; NaN below 1
     */
    static double factor(double freedom) {
        if (!(freedom >= 1)) {
            return Double.NaN;
        }
        if (freedom >= MANY) {
            return expansion(freedom);
        }
        int whole = (int) freedom;
        return freedom == whole ? FEW[whole - 1] : integral(freedom);
    }

    private static double expansion(double v) {
        double z = NORMAL;
        double z3 = z * z * z;
        double z5 = z3 * z * z;
        double z7 = z5 * z * z;
        return z
                + (z3 + z) / (4 * v)
                + (5 * z5 + 16 * z3 + 3 * z) / (96 * v * v)
                + (3 * z7 + 19 * z5 + 17 * z3 - 15 * z) / (384 * v * v * v);
    }

    private static double integral(double v) {
        double slice = Math.PI / 2 / SLICES;
        double total = 0;
        for (int i = 0; i < SLICES; i++) {
            total += Math.pow(Math.cos((i + 0.5) * slice), v - 1);
        }
        double sum = 0;
        int at = 0;
        double density = 0;
        while (sum < 0.95 * total) {
            density = Math.pow(Math.cos((at + 0.5) * slice), v - 1);
            sum += density;
            at++;
        }
        double angle = slice * (at - (sum - 0.95 * total) / density);
        return Math.sqrt(v) * Math.tan(angle);
    }
}
