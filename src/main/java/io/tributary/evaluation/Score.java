package io.tributary.evaluation;

/**
 * What one method's answers to one family have cost: means of squared errors in label units, or of log losses in nats.
 *
 * @param tasks tasks with a scored example
 * @param scored examples scored; all means are NaN when there is none
 * @param micro the mean over examples
 * @param macro the mean over tasks of the task's mean
 * @param firstTenth the mean over the first tenth of the family's examples
 * @param lastHalf the mean over their last half
 * @param fading the fading mean over about the last 1,000 of them
 * @param quality what the answers are worth beside their loss
 */
public record Score(
        int tasks,
        long scored,
        double micro,
        double macro,
        double firstTenth,
        double lastHalf,
        double fading,
        Quality quality) {
    /** That of a method which answered nothing. */
    static final Score NONE = new Score(0, 0, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Quality.NONE);

    /** Whether the method answered this family at all. */
    public boolean isPresent() {
        return scored > 0;
    }

    /** Whether its micro loss is lower than another's of the same family, or the other has none. */
    public boolean isBetterThan(Score other) {
        return micro < other.micro || Double.isNaN(other.micro);
    }
}
