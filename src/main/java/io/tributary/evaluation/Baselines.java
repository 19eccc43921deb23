package io.tributary.evaluation;

import io.tributary.learning.Companion;
import io.tributary.learning.Learner;
import io.tributary.learning.Tables;
import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import io.tributary.task.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The baselines beside a learner: they see the same rows with the same inputs, learn labels when it does, and answer in its
 * place the tasks that it answers worse.
 *
 * <p>All they know is bounded and can be written and restored; the model's digest has none of it. Not thread-safe.
 */
public final class Baselines implements Companion {
    private final Learner learner;
    private final TransferConfig config;
    private final List<Family> families;
    private final List<Baseline> all = new ArrayList<>();
    private final List<LinearBaseline> linear = new ArrayList<>();
    private final Tables tables;
    private final Entrants entrants;
    private final Standings standings;
    private final StepRows stepRows;
    private final TransferListener listener;
    private final float[] x;
    private final Prediction served;
    private Prediction answers;
    private boolean scored;
    private boolean stepped;

    /** The configured baselines of a learner, which has to be told to {@link Learner#accompany} them. */
    public Baselines(Learner learner, TransferConfig config, TransferListener listener) {
        this.learner = learner;
        this.config = config;
        this.listener = listener;
        families = learner.families();
        tables = new Tables(families.size());
        entrants = new Entrants(learner.config().tasks(), this::isLearned, this::leave);
        config.baselines().forEach(this::add);
        standings =
                new Standings(families.size(), all.stream().map(Baseline::label).toList(), config, tables);
        int inputs = learner.encoder().inputs();
        stepRows = new StepRows(learner.pending().capacity(), inputs, families.size());
        x = new float[inputs + 1];
        served = new Prediction(families);
        answers = served;
    }

    private void add(TransferConfig.Method method) {
        switch (method) {
            case PRIOR -> all.add(new PriorBaseline(families, tables));
            case LAST_VALUE -> all.add(new LastValueBaseline(families, tables));
            case SINGLE_TASK_LINEAR -> add(List.of(LinearBaseline.singleTask(learner)));
            case POOLED_LINEAR -> add(LinearBaseline.pooled(learner));
        }
    }

    private void add(List<LinearBaseline> runs) {
        linear.addAll(runs);
        all.addAll(runs);
    }

    /** Forgets what was learned of the entity of this number. */
    public void forget(int entity) {
        tables.clear(entity);
        linear.forEach(baseline -> baseline.forget(entity));
    }

    /** The lines of the entity of this number have been read. */
    public void restored(int entity) {
        for (int f = 0; f < families.size(); f++) {
            standings.restored(f, entity);
        }
    }

    @Override
    public void predicted(Row row, int place, Prediction prediction, long streamTime) {
        learner.network().batch().copyInputs(place, x);
        entrants.leaveIdle(streamTime);
        boolean labelled = row.examples() > 0;
        int entity = labelled && mayEnter(row.entity())
                ? entrants.enter(row.entity(), streamTime)
                : entrants.find(row.entity());
        for (int b = 0; b < all.size(); b++) {
            all.get(b).observe(row, place, entity, x);
        }
        answers = serve(entity, prediction);
        scored |= labelled;
        for (int f = 0; f < families.size() && labelled; f++) {
            if (!Double.isNaN(prediction.loss(f))) {
                standings.observe(f, entity, prediction, all);
                if (entity >= 0 && config.serve()) {
                    decide(row, f, entity);
                }
            }
        }
    }

    /** Where entities have to wait before they are learned, so do they here; but who is known here need not wait again. */
    private boolean mayEnter(Text entity) {
        return learner.roster().admission().isEmpty()
                || entrants.find(entity) >= 0
                || learner.entities().find(entity) >= 0;
    }

    /** Whether the learner knows an entity, or has a row of it that waits for its step. */
    private boolean isLearned(Text entity) {
        return learner.entities().find(entity) >= 0 || learner.pending().contains(entity);
    }

    /** The answers with those replaced that another method gives better; who that is was decided by earlier rows. */
    private Prediction serve(int entity, Prediction prediction) {
        Prediction chosen = prediction;
        for (int f = 0; f < families.size(); f++) {
            int method = prediction.isAnswered(f) ? standings.served(f, entity) : 0;
            if (method > 0 && all.get(method - 1).prediction().isAnswered(f)) {
                if (chosen == prediction) {
                    served.copy(prediction);
                    chosen = served;
                }
                Baseline baseline = all.get(method - 1);
                served.serve(f, baseline.name(), baseline.prediction());
            }
        }
        return chosen;
    }

    private void decide(Row row, int family, int entity) {
        int before = standings.served(family, entity);
        int now = standings.decide(family, entity);
        if (now != before) {
            tell(family, entity, before, now, row.time(), false);
        }
    }

    /** An entity leaves: whatever was decided of its tasks ends with it. */
    private void leave(int entity) {
        for (int f = 0; f < families.size(); f++) {
            int before = standings.served(f, entity);
            if (before > 0) {
                tell(f, entity, before, 0, learner.counters().streamTime(), true);
            }
        }
        forget(entity);
    }

    private void tell(int family, int entity, int before, int now, long time, boolean left) {
        if (listener != TransferListener.NONE) {
            listener.transferred(new Transfer(
                    new String(entrants.entities().name(entity), StandardCharsets.UTF_8),
                    families.get(family).name(),
                    method(before),
                    method(now),
                    time,
                    standings.labels(family, entity),
                    standings.taskLoss(family, entity, before),
                    standings.taskLoss(family, entity, now),
                    left));
        }
    }

    @Override
    public void stepped(BitSet rejected) {
        if (linear.isEmpty()) {
            return;
        }
        stepped = true;
        stepRows.take(learner, rejected, entrants);
        for (int b = 0; b < linear.size(); b++) {
            linear.get(b).step(stepRows);
        }
        for (int row = 0; row < stepRows.rows(); row++) {
            if (stepRows.entity(row) >= 0) {
                entrants.changes().mark(stepRows.entity(row));
            }
        }
    }

    /** Whether an answer was scored since everything was last written. */
    public boolean hasScored() {
        return scored;
    }

    /** Whether a step was taken since everything was last written. */
    public boolean hasStepped() {
        return stepped;
    }

    /** Everything has been written. */
    public void written() {
        entrants.changes().written();
        scored = false;
        stepped = false;
    }

    /** The answers to the last row as they should be served; valid until the next row. */
    public Prediction served() {
        return answers;
    }

    @Override
    public boolean isDetached(Text entity, int family) {
        return config.detach() && standings.served(family, entrants.find(entity)) > 0;
    }

    /** Whether a task that a baseline answers no longer moves the trunk. */
    boolean detaches() {
        return config.detach();
    }

    /** How many tasks of a family are answered by a baseline. */
    public int servedByBaseline(int family) {
        int count = 0;
        for (int entity : entrants.entities().numbers()) {
            count += standings.served(family, entity) > 0 ? 1 : 0;
        }
        return count;
    }

    /** The name of a method by its number: 0 is the model. */
    public String method(int number) {
        return number == 0 ? Prediction.MODEL : all.get(number - 1).name();
    }

    /** The methods measured, the model among them. */
    public int methods() {
        return 1 + all.size();
    }

    public List<Baseline> all() {
        return all;
    }

    /** Those that have parameters. */
    public List<LinearBaseline> linear() {
        return linear;
    }

    public Tables tables() {
        return tables;
    }

    public Entrants entrants() {
        return entrants;
    }

    public Standings standings() {
        return standings;
    }
}
