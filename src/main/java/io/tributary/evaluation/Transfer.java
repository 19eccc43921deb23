package io.tributary.evaluation;

/**
 * A task that from now on is answered by another method, because that has done better, or by the model because all that
 * was known of its entity beside the model is forgotten.
 *
 * @param entity of the task
 * @param family of the task
 * @param from who answered it till now
 * @param to who does from now on
 * @param time event time of the row that tipped it, or stream time when the entity left, in milliseconds
 * @param labels labels of the task so far
 * @param fromLoss the fading mean loss of the one
 * @param toLoss that of the other
 * @param left whether its entity has left, and not the losses decided
 */
public record Transfer(
        String entity,
        String family,
        String from,
        String to,
        long time,
        long labels,
        double fromLoss,
        double toLoss,
        boolean left) {}
