package io.tributary;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tributary.learning.Learner;
import io.tributary.learning.Neighbours;
import io.tributary.learning.Neighbours.Neighbour;
import java.util.List;

/**
 * The tasks nearest to one, as {@code inspect --neighbours} prints them.
 *
 * @param task whose neighbours they are
 * @param neighbours the nearest first
 */
record Nearness(String task, List<Neighbour> neighbours) {
    private static final int MOST = 10;

    /**
     * The neighbours of a task in a model.
     *
     * @throws IllegalArgumentException if the model has no such task
     */
    static Nearness of(Learner learner, String task) {
        return new Nearness(task, Neighbours.of(learner, task, MOST));
    }

    String toJson() {
        try {
            return Inspection.JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("plain values could not be written as JSON", e);
        }
    }

    String toText() {
        StringBuilder text = new StringBuilder(String.format("nearest to %s%n", task));
        for (Neighbour neighbour : neighbours) {
            text.append(String.format(
                    "%6.3f  %s (%,d examples)%n", neighbour.cosine(), neighbour.task(), neighbour.examples()));
        }
        return text.toString().stripTrailing();
    }
}
