package io.tributary.evaluation;

/**
 * A task that from now on is answered by another method, because that has done better.
 *
 * @param entity of the task
 * @param family of the task
 * @param from who answered it till now
 * @param to who does from now on
 * @param time event time of the row that tipped it, in milliseconds
 * @param labels labels of the task so far
 * @param fromLoss the fading mean loss of the one
 * @param toLoss that of the other
 */
public record Transfer(
        String entity, String family, String from, String to, long time, long labels, double fromLoss, double toLoss) {}
