package io.tributary.evaluation;

import java.util.ArrayList;
import java.util.List;

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
 */
public record Score(
        int tasks, long scored, double micro, double macro, double firstTenth, double lastHalf, double fading) {

    /** Whether the method answered this family at all. */
    public boolean isPresent() {
        return scored > 0;
    }

    /** Of two scores of one family the one with the lower micro loss; this one when they are equal. */
    public Score better(Score other) {
        return other.micro < micro || Double.isNaN(micro) ? other : this;
    }

    /** Family by family the better of two methods' scores. */
    public static List<Score> better(List<Score> these, List<Score> those) {
        List<Score> better = new ArrayList<>(these.size());
        for (int f = 0; f < these.size(); f++) {
            better.add(these.get(f).better(those.get(f)));
        }
        return better;
    }
}
