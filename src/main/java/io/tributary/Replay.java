package io.tributary;

import io.tributary.evaluation.AnswerListener;
import io.tributary.evaluation.Baseline;
import io.tributary.evaluation.Evaluation;
import io.tributary.evaluation.MeasuredLearner;
import io.tributary.evaluation.Report;
import io.tributary.evaluation.RunSummary;
import io.tributary.evaluation.TransferConfig;
import io.tributary.learning.Counters;
import io.tributary.learning.Learner;
import io.tributary.learning.LearnerConfig;
import io.tributary.source.RowSource;
import io.tributary.state.LearnerState;
import io.tributary.state.ModelDigest;
import io.tributary.task.EntityIndex;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The learner over the rows of a file or a log, without the stream: the experimenter's tool, and the oracle of the stream.
 *
 * <p>Not thread-safe.
 */
final class Replay implements AutoCloseable {
    private final Learner learner;
    private final MeasuredLearner measured;
    private final Evaluation evaluation;
    private final Optional<RunSummary.Continuation> continuation;
    private final Counters before;
    private final int pendingBefore;
    private long rejected;

    /** A replay with these baselines beside the learner. */
    Replay(LearnerConfig config, TransferConfig transfer) {
        this(config, transfer, AnswerListener.NONE);
    }

    /**
     * @param listener hears of every answer
     */
    Replay(LearnerConfig config, TransferConfig transfer, AnswerListener listener) {
        this(MeasuredLearner.of(config, transfer), Optional.empty(), listener);
    }

    /**
     * A replay that goes on with a model, which stays open when this is closed; only what it sees itself is scored.
     *
     * @param from where it goes on
     */
    Replay(MeasuredLearner measured, RunSummary.Continuation from) {
        this(measured, Optional.of(from), AnswerListener.NONE);
    }

    private Replay(MeasuredLearner measured, Optional<RunSummary.Continuation> continuation, AnswerListener listener) {
        this.measured = measured;
        this.continuation = continuation;
        learner = measured.learner();
        before = learner.counters();
        pendingBefore = learner.pending().examples();
        evaluation = new Evaluation(
                learner.families(), new EntityIndex(), measured.baselines().all(), listener);
    }

    /** The names of the baselines in their order; several may share one. */
    List<String> baselineNames() {
        return measured.baselines().all().stream().map(Baseline::name).toList();
    }

    Learner learner() {
        return learner;
    }

    /** Rows that could not be read or predicted. */
    long rejected() {
        return rejected;
    }

    /**
     * Observes every row that is left.
     *
     * @param row reused for each
     * @param invalid hears of every row that cannot be learned
     * @param progress hears the number of rows after each
     */
    Report run(RowSource source, Row row, Consumer<InvalidRowException> invalid, LongConsumer progress) {
        long begin = System.nanoTime();
        while (observeNext(source, row, invalid)) {
            progress.accept(source.rowNumber());
        }
        return report((System.nanoTime() - begin) / 1e9);
    }

    /** Observes the next row; false at the end. */
    boolean observeNext(RowSource source, Row row, Consumer<InvalidRowException> invalid) {
        try {
            if (!source.next(row)) {
                return false;
            }
            evaluation.observe(row, learner.observe(row));
        } catch (InvalidRowException e) {
            rejected++;
            learner.refuse();
            invalid.accept(e);
        }
        return true;
    }

    /** Learns a row, and scores an answer that was made elsewhere in place of its own. */
    void observe(Row row, Prediction answered) {
        learner.observe(row);
        evaluation.observe(row, answered);
    }

    /** What was scored so far, in so many seconds. */
    Report report(double seconds) {
        Counters counters = learner.counters();
        int pending = learner.pending().examples();
        return evaluation.report(new RunSummary(
                counters.rows() - before.rows(),
                counters.learned() + pending - before.learned() - pendingBefore,
                seconds,
                counters.steps(),
                counters.learned(),
                pending,
                ModelDigest.of(new LearnerState(learner, 1)),
                continuation));
    }

    @Override
    public void close() {
        if (continuation.isEmpty()) {
            learner.close();
        }
    }
}
