package io.tributary;

import io.tributary.evaluation.AnswerListener;
import io.tributary.evaluation.Baseline;
import io.tributary.evaluation.Evaluation;
import io.tributary.evaluation.LastValueBaseline;
import io.tributary.evaluation.LinearBaseline;
import io.tributary.evaluation.PriorBaseline;
import io.tributary.evaluation.Report;
import io.tributary.evaluation.RunSummary;
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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;

/**
 * The learner over the rows of a file or a log, without the stream: the experimenter's tool, and the oracle of the stream.
 *
 * <p>Not thread-safe.
 */
final class Replay implements AutoCloseable {
    private final Learner learner;
    private final List<LinearBaseline> linear = new ArrayList<>();
    private final Evaluation evaluation;
    private final List<String> names;
    private long rejected;

    /** A replay with every baseline beside the learner. */
    Replay(LearnerConfig config) {
        this(config, true, AnswerListener.NONE);
    }

    /**
     * @param withBaselines whether the baselines run too
     * @param listener hears of every answer
     */
    Replay(LearnerConfig config, boolean withBaselines, AnswerListener listener) {
        learner = new Learner(config);
        EntityIndex entities = new EntityIndex();
        List<Baseline> baselines = withBaselines ? baselines(config, entities) : List.of();
        evaluation = new Evaluation(config.families(), entities, baselines, listener);
        names = baselines.stream().map(Baseline::name).toList();
    }

    private List<Baseline> baselines(LearnerConfig config, EntityIndex entities) {
        linear.add(LinearBaseline.singleTask(config));
        linear.addAll(LinearBaseline.pooled(config));
        List<Baseline> baselines = new ArrayList<>();
        baselines.add(new PriorBaseline(config.families(), entities));
        baselines.add(new LastValueBaseline(config.families(), entities));
        baselines.addAll(linear);
        return baselines;
    }

    /** The names of the baselines in their order; several may share one. */
    List<String> baselineNames() {
        return names;
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
                counters.rows(),
                counters.learned() + pending,
                seconds,
                counters.steps(),
                counters.learned(),
                pending,
                ModelDigest.of(new LearnerState(learner, 1))));
    }

    @Override
    public void close() {
        learner.close();
        linear.forEach(LinearBaseline::close);
    }
}
