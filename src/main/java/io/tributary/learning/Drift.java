package io.tributary.learning;

import java.util.Optional;

/**
 * A detected change of the stream.
 *
 * @param kind what changed
 * @param family the family concerned
 * @param entity the entity of the task concerned; empty where it is the family
 * @param time the stream time of the detection, in milliseconds
 * @param learned the examples that the model had learned by then
 * @param before what was measured before the change; see {@link Kind}
 * @param after the same since then
 */
public record Drift(
        Kind kind, String family, Optional<String> entity, long time, long learned, double before, double after)
        implements Alert {
    /** What changed. */
    public enum Kind {
        /** The family's loss rose beyond what its labels explain; measured is its mean above the loss of the base rate. */
        FAMILY_LOSS,
        /** One task's loss rose beyond its family's; measured is its mean above the family's. */
        TASK_LOSS,
        /** Many tasks of a family at once; measured are tasks, 0 before. */
        MANY_TASKS,
        /** The family's labels moved to another mean or deviation; measured is the mean. */
        LABEL_SCALE,
        /** The family's loss left its history, and the model learns no more; measured is its mean over some hundred answers. */
        HALT
    }
}
