package io.tributary.learning;

import io.tributary.task.Prediction;
import io.tributary.task.Row;
import io.tributary.task.Text;
import java.util.BitSet;

/** Stands beside a learner and hears what it does at the moment when it does it. */
public interface Companion {
    /** Hears nothing. */
    Companion NONE = new Companion() {
        @Override
        public void predicted(Row row, int place, Prediction prediction, long streamTime) {
            // Nothing to do.
        }

        @Override
        public void stepped(BitSet rejected) {
            // Nothing to do.
        }
    };

    /**
     * A row has been predicted; nothing of it has been learned yet, nor taken into any statistics.
     *
     * @param place where its encoded inputs lie in the network's mini-batch
     * @param prediction the model's answers
     * @param streamTime the latest event time seen, in milliseconds
     */
    void predicted(Row row, int place, Prediction prediction, long streamTime);

    /**
     * The pending rows have been learned; they are still pending, and their inputs and targets in their places.
     *
     * @param rejected those that were not
     */
    void stepped(BitSet rejected);

    /**
     * Whether a task is to keep out of the trunk for now: its family's head and its deviation go on learning. Asked for
     * every example right before its step.
     */
    default boolean isDetached(Text entity, int family) {
        return false;
    }
}
