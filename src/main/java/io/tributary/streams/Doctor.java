package io.tributary.streams;

import io.tributary.snapshot.SnapshotException;
import io.tributary.state.CorruptBlockException;
import io.tributary.state.FingerprintMismatchException;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import org.apache.kafka.common.TopicPartition;

/**
 * Examines an application from outside: its topics, its instances, its model, its accounts.
 *
 * <p>Changes nothing, and may be asked while the application runs; only the audit wants it at rest. Not thread-safe.
 */
public final class Doctor implements AutoCloseable {
    private final ApplicationConfig application;
    private final TopicAdmin topics;
    private final GroupState group;
    private final List<Finding> findings = new ArrayList<>();

    public Doctor(ApplicationConfig application) {
        this.application = application;
        topics = new TopicAdmin(application.clients());
        group = new GroupState(application);
    }

    /** Looks at everything that can be seen without learning. */
    public List<Finding> examine() {
        findings.clear();
        if (examineTopics()) {
            boolean running = examineInstances();
            examineTransactions(running);
            examineModels();
        }
        return List.copyOf(findings);
    }

    /**
     * Learns the log of every partition again and compares everything that came of it, to the bit.
     *
     * @param progress hears how many records of a partition have been compared
     */
    public List<Finding> audit(LongConsumer progress) {
        findings.clear();
        for (int partition = 0; partition < partitions(); partition++) {
            audit(partition, progress);
        }
        return List.copyOf(findings);
    }

    private void audit(int partition, LongConsumer progress) {
        String name = "audit of " + log(partition);
        try {
            Audit.Verdict verdict = Audit.of(application, partition, progress);
            verdict.faults().forEach(fault -> findings.add(Finding.fault(name, fault)));
            if (verdict.faults().isEmpty()) {
                String from = verdict.origin()
                        .map(origin -> " from snapshot " + origin.snapshot() + " on")
                        .orElse("");
                findings.add(Finding.ok(
                        name,
                        verdict.predictions() + " predictions and " + verdict.deadLetters()
                                + " dead letters are what a replay of " + verdict.rows() + " records" + from
                                + " makes, to the bit; model " + verdict.rebuilt()));
            }
        } catch (SnapshotException e) {
            findings.add(Finding.fault(
                    name, "nothing can be told without the snapshot that the model began from: " + e.getMessage()));
        }
    }

    private int partitions() {
        return topics.partitions(application.topics().log());
    }

    private TopicPartition log(int partition) {
        return new TopicPartition(application.topics().log(), partition);
    }

    private boolean examineTopics() {
        Set<String> missing = new LinkedHashSet<>(application.topics().all());
        for (TopicState topic : topics.list(application.topics())) {
            missing.remove(topic.name());
            String partitions = topic.partitions() + (topic.partitions() == 1 ? " partition" : " partitions");
            if (topic.differences().isEmpty()) {
                findings.add(Finding.ok("topic " + topic.name(), partitions));
            }
            topic.differences()
                    .forEach(difference -> findings.add(Finding.warning(
                            "topic " + topic.name(),
                            difference.setting() + ": found " + difference.found() + ", expected "
                                    + difference.expected())));
        }
        missing.forEach(topic ->
                findings.add(Finding.fault("topic " + topic, "it does not exist; create it with 'topics create'")));
        return missing.isEmpty();
    }

    /** A member that has stopped or died is in the group until its session has timed out. */
    private boolean examineInstances() {
        int members = group.members();
        String found = members == 1 ? "1 stream thread" : members + " stream threads";
        findings.add(Finding.ok("instances", found + " in the group"));
        return members > 0;
    }

    /**
     * While an instance runs there is a transaction most of the time; when none does, nobody will end it. What is open on
     * events is their producers'.
     */
    private void examineTransactions(boolean running) {
        List<String> open = new ArrayList<>();
        for (TopicState topic : topics.list(application.topics())) {
            for (int partition = 0; partition < topic.partitions(); partition++) {
                TopicPartition place = new TopicPartition(topic.name(), partition);
                if (!topic.name().equals(application.topics().events()) && group.hasOpenTransaction(place)) {
                    open.add(place.toString());
                }
            }
        }
        if (running || open.isEmpty()) {
            findings.add(Finding.ok("transactions", open.isEmpty() ? "none is open" : "open, as while it runs"));
        } else {
            findings.add(Finding.fault(
                    "transactions",
                    "open on " + open + " though no instance runs: start one, which ends it, or wait for the broker's"
                            + " transaction timeout; kafka-transactions.sh find-hanging names one that stays"));
        }
    }

    private void examineModels() {
        int inputs = topics.partitions(application.topics().events());
        Accounting accounts = new Accounting(application, group, inputs, partitions());
        boolean readable = true;
        for (int partition = 0; partition < partitions(); partition++) {
            readable &= examineModel(partition, accounts);
        }
        if (readable) {
            accounts.balance().forEach(this::examine);
        }
    }

    /** Whether the model of a partition could be read. */
    private boolean examineModel(int partition, Accounting accounts) {
        TopicPartition log = log(partition);
        try {
            LearnerState model = ModelReader.read(application, partition);
            try {
                findings.add(Finding.ok("model of " + log, ModelDigest.of(model)));
                model.origin()
                        .ifPresent(origin -> findings.add(Finding.ok(
                                "origin of " + log,
                                "generation " + model.generation() + " began from snapshot " + origin.snapshot()
                                        + " at offset " + origin.place()
                                        + "; the accounts are of what came since")));
                examineOffsets(log, model);
                accounts.add(partition, model);
            } finally {
                model.learner().close();
            }
            return true;
        } catch (FingerprintMismatchException | CorruptBlockException e) {
            findings.add(Finding.fault("model of " + log, String.valueOf(e.getMessage())));
            return false;
        }
    }

    private void examineOffsets(TopicPartition log, LearnerState model) {
        Map<TopicPartition, Long> committed = group.committed();
        long offset = committed.getOrDefault(log, 0L);
        String found = "committed offset " + offset + ", model at " + model.nextOffset() + ", end " + group.end(log);
        boolean together = group.members() > 0 || offset >= model.nextOffset();
        findings.add(
                together
                        ? Finding.ok("offsets of " + log, found)
                        : Finding.fault(
                                "offsets of " + log,
                                found + ": the offset was set back; set it to the model's, or nothing will start"));
    }

    private void examine(Accounting.Equation equation) {
        String numbers = equation.name() + ": " + equation.numbers();
        findings.add(
                equation.holds()
                        ? Finding.ok("accounts", numbers)
                        : Finding.fault("accounts", numbers + ", which is not so"));
    }

    @Override
    public void close() {
        topics.close();
        group.close();
    }
}
