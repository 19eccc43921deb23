package io.tributary.evaluation;

/**
 * What sets one linear baseline apart from another.
 *
 * @param name under which it is reported
 * @param headRate Adam's rate for family heads; 0: there are none, every task stands by itself
 * @param deviationRate Adagrad's rate for deviations
 * @param penalty λ of the penalty on deviations
 */
public record LinearSettings(String name, double headRate, double deviationRate, double penalty) {
    /** Whether tasks share a head. */
    boolean isPooled() {
        return headRate > 0;
    }

    /** Its name and, where that is not enough, its rate. */
    public String label() {
        return isPooled() ? name + "-" + headRate : name;
    }
}
