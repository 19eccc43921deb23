package io.tributary.learning;

import io.tributary.feature.FeatureEncoder;
import io.tributary.feature.RunningStatistics;
import io.tributary.model.MiniBatch;
import io.tributary.model.Network;
import io.tributary.model.Shape;
import io.tributary.model.StepReport;
import io.tributary.task.EntityIndex;
import io.tributary.task.Family;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import io.tributary.task.Text;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Predicts every row and learns it once: {@code observe(row) → prediction}.
 *
 * <p>The model is a function of the rows observed, in their order, and of the configuration; no clock, no randomness but
 * the seed. Observing allocates nothing once an entity is known. Not thread-safe.
 */
public final class Learner implements AutoCloseable {
    private final LearnerConfig config;
    private final FeatureEncoder encoder;
    private final LabelScale labelScale;
    private final Network network;
    private final Roster roster;
    private final PendingRows pending;
    private final RecentIds recentIds;
    private final Predictor predictor;
    private final Tally tally = new Tally();
    private final Changes changes = new Changes();
    private final Tables tables;
    private final Balance balance;
    private final Watchers watchers;
    private final StepListener listener;
    private Companion companion = Companion.NONE;
    private final float[] x;
    private final long maxWait;

    public Learner(LearnerConfig config) {
        this(config, StepListener.NONE, AlertListener.NONE);
    }

    /**
     * @param listener hears of rows that are rejected at their step
     * @param alerts hears of entities whose deviations are forgotten, and of changes of the stream
     */
    public Learner(LearnerConfig config, StepListener listener, AlertListener alerts) {
        this.config = config;
        this.listener = listener;
        encoder = new FeatureEncoder(config.features(), config.learning().statisticsCap());
        Shape shape = new Shape(encoder.inputs(), config.model(), config.families());
        int capacity = config.learning().batchSize();
        network =
                new Network(shape, config.hyperparameters(shape), config.model().seed(), capacity);
        tables = new Tables(families().size());
        balance = new Balance(config.balancing(), network, tables);
        roster = new Roster(config.tasks(), network.deviations(), changes, tables, alerts);
        labelScale = new LabelScale(families(), config.learning().statisticsCap());
        pending = new PendingRows(capacity, families().size());
        recentIds = new RecentIds(config.idWindow());
        Certainty certainty = new Certainty(config.intervals(), families(), tables);
        predictor = new Predictor(network, labelScale, certainty);
        watchers = new Watchers(
                new PrequentialLosses(families().size()), certainty, DriftWatch.of(this, tally, labelScale, alerts));
        x = new float[encoder.inputs()];
        maxWait = config.learning().maxWait().map(Duration::toMillis).orElse(Long.MAX_VALUE);
    }

    /** Who is to stand beside this learner from now on. */
    public void accompany(Companion other) {
        companion = other;
    }

    /**
     * Predicts a row for every family asked, scores it where it carries labels, and takes it in.
     *
     * @return the answers, valid until the next call
     * @throws InvalidRowException if the row cannot be predicted, or its event was before; then nothing of it is kept, but its time if it could be encoded
     */
    public Prediction observe(Row row) {
        recentIds.requireNew(row);
        encoder.encode(row, x);
        learnIfOverdue(row.time());
        roster.evictIdle(tally.streamTime());
        Prediction prediction = predict(row);
        recentIds.remember(row);
        count(row, prediction);
        companion.predicted(row, pending.rows(), prediction, tally.streamTime());
        if (learns(row)) {
            join(row);
            if (pending.examples() >= config.learning().batchSize()) {
                step();
            }
        }
        return prediction;
    }

    /** Whether it learns no more, and only predicts, until an earlier state is put back. */
    public boolean isHalted() {
        return watchers.isHalted();
    }

    /** Counts a record of the log that was rejected before prediction, here or before it came here. */
    public void refuse() {
        tally.refused();
        changes.markCounters();
    }

    /** The answers to a row; nothing changes. The answers are valid until the next call. */
    public Prediction predictOnly(Row row) {
        encoder.encode(row, x);
        return predict(row);
    }

    private void learnIfOverdue(long time) {
        if (tally.advance(time)) {
            changes.markCounters();
        }
        if (pending.rows() > 0 && tally.streamTime() - pending.joined(0) > maxWait && !isHalted()) {
            step();
        }
    }

    private Prediction predict(Row row) {
        int entity = roster.entities().find(row.entity());
        return predictor.predict(row, pending.rows(), x, entity, tally.learned());
    }

    private void count(Row row, Prediction prediction) {
        watchers.observe(row, prediction, network.batch().entity(pending.rows()));
        tally.predicted(learns(row));
        changes.markCounters();
    }

    private boolean learns(Row row) {
        return row.examples() > 0 && !watchers.isHalted();
    }

    /** Statistics take the row in after it was predicted; then it waits for its step. */
    private void join(Row row) {
        encoder.observe(row);
        changes.markFeatures();
        roster.waits(network.batch().entity(pending.rows()));
        pending.add(row.entity(), row.weight(), tally.streamTime(), row.position(), row.payload());
        for (int f = 0; f < families().size(); f++) {
            if (row.isAsked(f) && row.isLabelled(f)) {
                pending.addLabel(f, row.label(f));
                watchers.observeLabel(f, row.label(f));
                if (labelScale.observe(f, row.label(f))) {
                    changes.markLabel(f);
                }
            }
        }
    }

    private void step() {
        giveExamples();
        StepReport report = balance.step(pending.rows(), tally.learned() - watchers.rateOrigin(), tally.steps());
        int rejected = report.rejected().cardinality();
        tally.stepped(report.examples(), pending.rows() - rejected, rejected);
        pending.reject(report.rejected(), listener);
        roster.stepped(network.batch(), pending.rows(), report.rejected(), tally.learned(), tally.streamTime());
        companion.stepped(report.rejected());
        pending.clear();
        changes.pendingCleared();
        watchers.stepped();
    }

    private void giveExamples() {
        MiniBatch batch = network.batch();
        changes.markTrunk();
        for (int row = 0; row < pending.rows(); row++) {
            roster.enter(batch, row, pending.entity(row));
            pending.teach(row, batch, labelScale, companion, changes);
        }
    }

    public LearnerConfig config() {
        return config;
    }

    public List<Family> families() {
        return config.families();
    }

    public FeatureEncoder encoder() {
        return encoder;
    }

    /** One series for each family; only those of standardised families move. */
    public RunningStatistics labelStatistics() {
        return labelScale.statistics();
    }

    /** What the network's means stand for in label units. */
    public LabelScale labelScale() {
        return labelScale;
    }

    /** N, the examples learned. */
    public long learned() {
        return tally.learned();
    }

    /** What its predictions have cost; beside the model, not part of it. */
    public PrequentialLosses losses() {
        return watchers.losses();
    }

    public Network network() {
        return network;
    }

    /** The entities with deviations of their own. */
    public Roster roster() {
        return roster;
    }

    public EntityIndex entities() {
        return roster.entities();
    }

    public PendingRows pending() {
        return pending;
    }

    public RecentIds recentIds() {
        return recentIds;
    }

    public Changes changes() {
        return changes;
    }

    /** Who watches for changes of the stream; empty where nobody does. */
    public Optional<DriftWatch> drift() {
        return watchers.drift();
    }

    /** Intervals of regression answers; empty where there are none. */
    public Optional<Intervals> intervals() {
        return watchers.certainty().intervals();
    }

    /** Numbers kept beside the model, of families and, by their numbers on the roster, of entities. */
    public Tables tables() {
        return tables;
    }

    /** What is known of the families beside each other. */
    Balance balance() {
        return balance;
    }

    public Counters counters() {
        return tally.counters();
    }

    /**
     * Puts a row back that was pending when the learner was last written; rows come in their order, after everything
     * else has been restored.
     *
     * @param encoded its encoded inputs
     * @param labels its raw labels, NaN where unknown
     */
    public void restorePending(
            Text entity, float[] encoded, double[] labels, double weight, long joined, long position, byte[] payload) {
        network.predict(pending.rows(), encoded, roster.entities().find(entity));
        roster.waits(network.batch().entity(pending.rows()));
        pending.add(entity, weight, joined, position, payload);
        for (int f = 0; f < labels.length; f++) {
            if (!Double.isNaN(labels[f])) {
                pending.addLabel(f, labels[f]);
            }
        }
        if (pending.examples() >= config.learning().batchSize()) {
            step(); // the batch size was lowered since
        } else if (changes.isEmpty()) {
            changes.written(pending.rows());
        }
    }

    /** Sets the counters when a learner is restored, after its entities and before its pending rows. */
    public void restore(Counters counters) {
        roster.restored();
        watchers.restored();
        tally.restore(counters);
    }

    @Override
    public void close() {
        network.close();
    }
}
