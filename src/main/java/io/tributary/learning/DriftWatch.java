package io.tributary.learning;

import io.tributary.feature.RunningStatistics;
import io.tributary.model.Deviations;
import io.tributary.task.EntityTable;
import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.List;
import java.util.Optional;

/**
 * Watches what predictions cost, tells when the stream has changed, and knows what is to be done about it.
 *
 * <p>A family is watched by {@link Adwin} on its loss above that of its base rate, each task by {@link TaskAverages}. Only
 * losses that rise are told. All state lies in tables, outside the digest. Not thread-safe.
 */
public final class DriftWatch {
    /* Tasks that change within so many examples of their family change at once, and so many are many. */
    private static final double AT_ONCE = 5000;
    private static final double MANY = 4;
    private static final int WARM = 200;

    /* A line of counts: alarms of each kind, the fading number of tasks, the examples it was counted at, the rates' origin. */
    private static final int KINDS = 5;
    private static final int TASKS = KINDS;
    private static final int COUNTED_AT = KINDS + 1;
    private static final int ORIGIN = KINDS + 2;

    private final DriftConfig config;
    private final List<Family> families;
    private final AlertListener listener;
    private final FamilyTable counts;
    private final FamilyTable windows;
    private final FadingRate fadingRate;
    private final TaskAverages tasks;
    private final Adwin adwin;
    private final LabelJumps jumps;
    private final Tables tables;
    private final Deviations deviations;
    private final Changes changes;
    private final Tally tally;
    private final LabelScale labelScale;
    private final Rescaling rescaling;
    private final Optional<Halt> halt;
    private boolean halted;

    /** Who watches a learner, whose tables, network and roster are there already; empty if nobody is to. */
    static Optional<DriftWatch> of(Learner learner, Tally tally, LabelScale labelScale, AlertListener listener) {
        return learner.config().drift().detect()
                ? Optional.of(new DriftWatch(learner, tally, labelScale, listener))
                : Optional.empty();
    }

    private DriftWatch(Learner learner, Tally tally, LabelScale labelScale, AlertListener listener) {
        config = learner.config().drift();
        families = learner.families();
        this.listener = listener;
        this.tally = tally;
        this.labelScale = labelScale;
        tables = learner.tables();
        deviations = learner.network().deviations();
        changes = learner.changes();
        counts = tables.ofFamilies("drift/counts", KINDS + 3, 0);
        windows = tables.ofFamilies("drift/windows", Adwin.WIDTH, 0);
        fadingRate = new FadingRate(families, tables);
        tasks = new TaskAverages(families.size(), tables);
        jumps = new LabelJumps(tables);
        adwin = new Adwin(config.delta(), windows.cells());
        halt = config.haltSigmas() > 0 ? Optional.of(new Halt(config.haltSigmas(), tables)) : Optional.empty();
        rescaling = new Rescaling(config.labelJump(), learner, labelScale.statistics());
    }

    /** The largest heap that the averages of so many entities take. */
    static long heapBytes(LearnerConfig config, int entities) {
        int width = TaskAverages.width(config.families().size());
        return config.drift().detect() ? EntityTable.heapBytes(entities, width) : 0;
    }

    /** How often a change of this kind was found in a family. */
    public long count(int family, Drift.Kind kind) {
        return (long) counts.cells()[counts.line(family) + cell(kind)];
    }

    /** The examples that had been learned when the rates last started again; 0 if they never did. */
    public long rateOrigin() {
        double latest = 0;
        for (int f = 0; f < families.size(); f++) {
            latest = Math.max(latest, counts.cells()[counts.line(f) + ORIGIN]);
        }
        return (long) latest;
    }

    /**
     * Takes in what the answers to a row cost.
     *
     * @param entity the number of its entity; negative if it has none
     */
    void observe(Row row, Prediction prediction, int entity) {
        boolean watched = false;
        for (int f = 0; f < families.size(); f++) {
            if (!Double.isNaN(prediction.loss(f))) {
                observe(row, prediction.loss(f), entity, f);
                watched = true;
            }
        }
        if (watched && entity >= 0) {
            tables.mark(entity);
        }
    }

    private void observe(Row row, double loss, int entity, int family) {
        double label = row.label(family);
        if (halt.isPresent() && halt.get().observe(family, loss)) {
            halted = true;
            alert(
                    Drift.Kind.HALT,
                    family,
                    Optional.empty(),
                    halt.get().before(),
                    halt.get().after());
        }
        if (fadingRate.count(family) >= WARM) {
            double bound = fadingRate.bound(family);
            double unit = fadingRate.unit(family);
            double above = bounded((loss - fadingRate.loss(family, label)) * unit);
            if (adwin.observe(windows.line(family), 0.5 + 0.5 * above) && adwin.after() > adwin.before()) {
                double before = (2 * adwin.before() - 1) * bound;
                double after = (2 * adwin.after() - 1) * bound;
                alert(Drift.Kind.FAMILY_LOSS, family, Optional.empty(), before, after);
                restartRates(family);
            }
            if (tasks.observe(entity, family, bounded(loss * unit))) {
                changed(row, entity, family, bound);
            }
        }
        fadingRate.observe(family, label);
    }

    /* Comparisons that are nearly always foreseen, where Math.min would wait for its operands. */
    private static double bounded(double value) {
        if (value > 1) {
            return 1;
        }
        return value < -1 ? -1 : value;
    }

    private void changed(Row row, int entity, int family, double bound) {
        Optional<String> name = Optional.of(row.entity().toString());
        alert(Drift.Kind.TASK_LOSS, family, name, tasks.before() * bound, tasks.after() * bound);
        if (config.clearTask()) {
            deviations.clearState(entity, family);
            changes.markEntity(entity);
        }
        double[] cells = counts.cells();
        int line = counts.line(family);
        double passed = fadingRate.count(family) - cells[line + COUNTED_AT];
        cells[line + TASKS] = cells[line + TASKS] * Math.exp(-passed / AT_ONCE) + 1;
        cells[line + COUNTED_AT] = fadingRate.count(family);
        if (cells[line + TASKS] >= MANY) {
            alert(Drift.Kind.MANY_TASKS, family, Optional.empty(), 0, cells[line + TASKS]);
            cells[line + TASKS] = 0;
            restartRates(family);
        }
    }

    private void restartRates(int family) {
        if (config.resetRates()) {
            counts.cells()[counts.line(family) + ORIGIN] = tally.learned();
        }
    }

    /** Whether the model learns no more, until an earlier state is put back. */
    public boolean isHalted() {
        return halted;
    }

    /** Whether somebody may halt it. */
    public boolean mayHalt() {
        return halt.isPresent();
    }

    /** The tables are as they were written. */
    void restored() {
        halted = halt.isPresent() && halt.get().isHalted();
    }

    /** The model learns no more: a parameter is not a finite number. */
    public void halt() {
        halt.ifPresent(Halt::stop);
        halted = halt.isPresent();
    }

    /** Takes in a label before its statistics do. */
    void observeLabel(int family, double label) {
        RunningStatistics statistics = labelScale.statistics();
        if (families.get(family).standardised() && jumps.observe(family, label, statistics)) {
            double before = statistics.mean(family);
            alert(Drift.Kind.LABEL_SCALE, family, Optional.empty(), before, jumps.mean(family));
        }
    }

    /** A step has been taken and no row is pending: the time for label statistics to start again. */
    void stepped() {
        rescaling.perform(jumps);
    }

    private static int cell(Drift.Kind kind) {
        return switch (kind) {
            case FAMILY_LOSS -> 0;
            case TASK_LOSS -> 1;
            case MANY_TASKS -> 2;
            case LABEL_SCALE -> 3;
            case HALT -> 4;
        };
    }

    private void alert(Drift.Kind kind, int family, Optional<String> entity, double before, double after) {
        counts.cells()[counts.line(family) + cell(kind)]++;
        if (listener != AlertListener.NONE) {
            listener.alerted(new Drift(
                    kind, families.get(family).name(), entity, tally.streamTime(), tally.learned(), before, after));
        }
    }
}
