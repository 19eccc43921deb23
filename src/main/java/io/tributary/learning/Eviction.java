package io.tributary.learning;

import java.util.List;

/**
 * An entity whose deviations were forgotten, and what it had learned.
 *
 * @param entity its name
 * @param reason why it had to leave
 * @param learned examples learned, one number for each family
 * @param lastLearned the examples the whole model had learned when this entity last did
 * @param lastTime the stream time then, in milliseconds
 */
public record Eviction(String entity, Reason reason, List<Long> learned, long lastLearned, long lastTime)
        implements Alert {
    public Eviction {
        learned = List.copyOf(learned);
    }

    /** Why an entity leaves. */
    public enum Reason {
        /** It has not learned for longer than {@code tasks.idle}. */
        IDLE,
        /** There were more than {@code tasks.max}, and it was the one that learned least recently. */
        CAPACITY
    }
}
