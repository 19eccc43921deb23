package io.tributary.streams;

import io.tributary.learning.Counters;
import io.tributary.state.LearnerState;
import io.tributary.state.Origin;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Where every record of an application has gone: counted in its topics, and counted by its models.
 *
 * <p>Topics may grow while they are counted. What was there when this was made is counted apart, so that an equation holds
 * if a number lies between the two; at rest they are equal. Of a model that was rolled back, or imported, only what came
 * since is counted: what came before was another generation's. Not thread-safe.
 */
final class Accounting {
    private final ApplicationConfig application;
    private final GroupState group;
    private final int inputs;
    private final int partitions;
    private final Map<String, Map<Integer, Long>> ends = new TreeMap<>();
    private final Map<TopicPartition, Long> ingested;
    private final Map<Integer, Long> places = new TreeMap<>();
    private final Map<Integer, Origin> origins = new TreeMap<>();
    private long rows;
    private long rowsBefore;
    private long refused;
    private long refusedBefore;
    private long learnedRows;
    private long predictedOnly;
    private long rejectedAtStep;
    private long rejectedBefore;
    private long pending;
    private long logged;
    private long ahead;
    private long observed;

    /** A number that was at least {@code before} and is at most {@code after}. */
    private record Between(long before, long after) {
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
    record Equation(String name, boolean holds, String numbers) {}

    /**
     * Begins the accounts, before any model is read.
     *
     * @param inputs partitions of events
     * @param partitions of the log
     */
    Accounting(ApplicationConfig application, GroupState group, int inputs, int partitions) {
        this.application = application;
        this.group = group;
        this.inputs = inputs;
        this.partitions = partitions;
        ingested = group.committed();
        markEnds(application.topics().predictions());
        markEnds(application.topics().rejected());
    }

    private void markEnds(String topic) {
        for (int partition = 0; partition < partitions; partition++) {
            ends.computeIfAbsent(topic, name -> new TreeMap<>())
                    .put(partition, group.end(new TopicPartition(topic, partition)));
        }
    }

    /** Enters what the model of one partition has counted. */
    void add(int partition, LearnerState model) {
        Counters counters = model.learner().counters();
        places.put(partition, model.nextOffset());
        rows += counters.rows();
        refused += counters.refused();
        learnedRows += counters.learnedRows();
        predictedOnly += counters.predictedOnly();
        rejectedAtStep += counters.rejectedRows();
        pending += model.learner().pending().rows();
        model.origin().ifPresent(origin -> {
            origins.put(partition, origin);
            rowsBefore += origin.rows();
            refusedBefore += origin.refused();
            rejectedBefore += origin.rejectedRows();
        });
    }

    /** The offset where something of a partition's model begins: 0 if that began with its log. */
    private long from(int partition, ToLongFunction<Origin> offset) {
        Origin origin = origins.get(partition);
        return origin == null ? 0 : offset.applyAsLong(origin);
    }

    private Between count(String topic, ToLongFunction<Origin> from, Predicate<ConsumerRecord<byte[], byte[]>> which) {
        Map<Integer, Long> marks = ends.getOrDefault(topic, Map.of());
        long before = 0;
        long all = 0;
        for (int partition = 0; partition < partitions; partition++) {
            long mark = marks.getOrDefault(partition, 0L);
            try (TopicRecords records = new TopicRecords(
                    application.clients(),
                    new TopicPartition(topic, partition),
                    from(partition, from),
                    Long.MAX_VALUE)) {
                while (records.hasNext()) {
                    ConsumerRecord<byte[], byte[]> record = records.next();
                    if (which.test(record)) {
                        all++;
                        before += record.offset() < mark ? 1 : 0;
                    }
                }
            }
        }
        return new Between(before, all);
    }

    /** Whether a record of the rejected topic comes from this topic. */
    private static boolean isFrom(String topic, ConsumerRecord<byte[], byte[]> letter) {
        return Letters.header(letter, DeadLetter.TOPIC).equals(topic);
    }

    /** The equations of the promise that nothing is lost and nothing repeated, as they stand now. */
    List<Equation> balance() {
        Topics topics = application.topics();
        List<Equation> equations = new ArrayList<>();
        countLog();
        Between predictions = count(topics.predictions(), Origin::predictions, record -> true);
        Between rejected = count(topics.rejected(), Origin::rejected, letter -> isFrom(topics.log(), letter));
        long answered = rows - rowsBefore;
        long returned = refused - refusedBefore;
        long spoiled = rejectedAtStep - rejectedBefore;
        if (!topics.isKeyed()) {
            Between unreadable = count(topics.rejected(), origin -> 0, letter -> isFrom(topics.events(), letter));
            Between events = new Between(events(ingested), events(group.committed()));
            equations.add(new Equation(
                    "events ingested = records of the log + rejected by ingest",
                    events.holds(logged + unreadable.after()),
                    events + " = " + logged + " + " + unreadable.after()));
        }
        equations.add(new Equation(
                "records of the log seen = rows predicted + refused",
                observed == answered + returned,
                observed + " = " + answered + " + " + returned));
        equations.add(new Equation(
                "rows predicted = learned + predicted only + rejected at their step + pending",
                rows == learnedRows + predictedOnly + rejectedAtStep + pending,
                rows + " = " + learnedRows + " + " + predictedOnly + " + " + rejectedAtStep + " + " + pending));
        equations.add(new Equation(
                "predictions in the topic = rows predicted",
                predictions.holds(answered),
                predictions + " = " + answered));
        equations.add(new Equation(
                "rejected in the topic = refused + rejected at their step",
                rejected.holds(returned + spoiled),
                rejected + " = " + returned + " + " + spoiled));
        equations.add(new Equation("records of the log not yet seen", true, String.valueOf(ahead)));
        return equations;
    }

    /** Counts the records of the log, among them those that the models have seen since they began, and those ahead. */
    private void countLog() {
        for (int partition = 0; partition < partitions; partition++) {
            long place = places.getOrDefault(partition, 0L);
            TopicPartition log = new TopicPartition(application.topics().log(), partition);
            try (TopicRecords records = new TopicRecords(application.clients(), log)) {
                for (; records.hasNext(); logged++) {
                    long offset = records.next().offset();
                    ahead += offset >= place ? 1 : 0;
                    observed += offset < place && offset >= from(partition, Origin::place) ? 1 : 0;
                }
            }
        }
    }

    /** The events before these offsets. */
    private long events(Map<TopicPartition, Long> offsets) {
        long count = 0;
        for (int partition = 0; partition < inputs; partition++) {
            TopicPartition events = new TopicPartition(application.topics().events(), partition);
            long to = offsets.getOrDefault(events, 0L);
            try (TopicRecords records = new TopicRecords(application.clients(), events, 0, to)) {
                for (; records.hasNext(); count++) {
                    records.next();
                }
            }
        }
        return count;
    }
}
