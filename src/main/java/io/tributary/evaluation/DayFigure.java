package io.tributary.evaluation;

/** A figure of one method on one family that can be had again from days that are drawn. */
interface DayFigure {
    /**
     * The figure of a stream in which every day comes so many times.
     *
     * @param times {@code [days]}
     * @return NaN if nothing is left
     */
    double drawn(int[] times);

    /**
     * So many days of equal weight would say as much as those that the figure is made of.
     *
     * @return (Σw)² / Σw² of their weights (Kish, Survey Sampling, 1965); NaN without any
     */
    double effectiveDays();

    /** The same of weights. */
    static double effective(double[] weights) {
        double sum = 0;
        double squares = 0;
        for (double weight : weights) {
            sum += weight;
            squares += weight * weight;
        }
        return sum * sum / squares;
    }
}
