package io.tributary.streams;

import io.tributary.learning.Counters;
import io.tributary.state.LearnerState;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Where every record of one partition of the log has gone, counted in the topics, and counted by the model.
 *
 * <p>What is counted in topics that grow meanwhile lies between two numbers, which are equal when the application is at
 * rest.
 *
 * @param observed records of the log that the model has seen
 * @param unread records of the log that it has not
 * @param predictions records of the predictions topic
 * @param rejected records of the rejected topic that come from this log
 * @param counters what the model has counted
 * @param pending rows that wait for their step
 */
public record Accounting(
        long observed, long unread, Between predictions, Between rejected, Counters counters, int pending) {
    /** A number that was at least {@code before} and is at most {@code after}. */
    public record Between(long before, long after) {
        boolean holds(long value) {
            return before <= value && value <= after;
        }

        @Override
        public String toString() {
            return before == after ? String.valueOf(before) : before + " to " + after;
        }
    }

    /**
     * One equation of the accounts.
     *
     * @param name in words
     * @param holds whether both sides agree
     * @param numbers both sides, in numbers
     */
    public record Equation(String name, boolean holds, String numbers) {}

    /** Counts what belongs to a model that was just rebuilt. */
    static Accounting of(
            ApplicationConfig application,
            TopicPartition log,
            LearnerState model,
            long predictionsEnd,
            long rejectedEnd) {
        Topics topics = application.topics();
        ClientSettings clients = application.clients();
        Between predictions = count(clients, new TopicPartition(topics.predictions(), log.partition()), predictionsEnd);
        Between rejected = countRejected(clients, topics, log, rejectedEnd);
        long observed = 0;
        long unread = 0;
        try (TopicRecords records = new TopicRecords(clients, log)) {
            while (records.hasNext()) {
                if (records.next().offset() < model.nextOffset()) {
                    observed++;
                } else {
                    unread++;
                }
            }
        }
        return new Accounting(
                observed,
                unread,
                predictions,
                rejected,
                model.learner().counters(),
                model.learner().pending().rows());
    }

    private static Between count(ClientSettings clients, TopicPartition partition, long endBefore) {
        long before = 0;
        long all = 0;
        try (TopicRecords records = new TopicRecords(clients, partition)) {
            for (; records.hasNext(); all++) {
                before += records.next().offset() < endBefore ? 1 : 0;
            }
        }
        return new Between(before, all);
    }

    private static Between countRejected(ClientSettings clients, Topics topics, TopicPartition log, long endBefore) {
        long before = 0;
        long all = 0;
        try (TopicRecords records = new TopicRecords(clients, new TopicPartition(topics.rejected(), log.partition()))) {
            while (records.hasNext()) {
                ConsumerRecord<byte[], byte[]> letter = records.next();
                if (Letters.isFrom(log, letter)) {
                    all++;
                    before += letter.offset() < endBefore ? 1 : 0;
                }
            }
        }
        return new Between(before, all);
    }

    /** The equations of the promise that nothing is lost and nothing repeated. */
    public List<Equation> equations() {
        List<Equation> equations = new ArrayList<>();
        equations.add(new Equation(
                "records of the log seen = rows predicted + refused",
                observed == counters.rows() + counters.refused(),
                observed + " = " + counters.rows() + " + " + counters.refused()));
        equations.add(new Equation(
                "rows predicted = learned + predicted only + rejected at their step + pending",
                counters.rows()
                        == counters.learnedRows() + counters.predictedOnly() + counters.rejectedRows() + pending,
                counters.rows() + " = " + counters.learnedRows() + " + " + counters.predictedOnly() + " + "
                        + counters.rejectedRows() + " + " + pending));
        equations.add(new Equation(
                "predictions in the topic = rows predicted",
                predictions.holds(counters.rows()),
                predictions + " = " + counters.rows()));
        equations.add(new Equation(
                "rejected in the topic = refused + rejected at their step",
                rejected.holds(counters.refused() + counters.rejectedRows()),
                rejected + " = " + counters.refused() + " + " + counters.rejectedRows()));
        return equations;
    }
}
