package io.tributary;

import io.tributary.evaluation.AnswerListener;
import io.tributary.evaluation.DayLosses;
import io.tributary.evaluation.DeadUnits;
import io.tributary.evaluation.Report;
import io.tributary.evaluation.RunTable;
import io.tributary.evaluation.ShotCurve;
import io.tributary.evaluation.ShotReport;
import io.tributary.source.RowSource;
import io.tributary.task.InvalidRowException;
import io.tributary.task.Row;
import java.util.List;
import java.util.function.Consumer;

/**
 * The runs of one configuration: every order of the rows with every seed, and those in which entities come late.
 *
 * <p>Not thread-safe.
 */
final class EvaluationRuns {
    /** Late rows by which units are told dead. */
    private static final int LAST_ROWS = 1000;

    private static final int FOLDS = 5;

    private final List<Wiring> seeds;
    private final StoredRows rows;
    private final int orders;
    private final Consumer<InvalidRowException> invalid;
    private final Runnable rowDone;

    /**
     * @param seeds the configuration of each seed; those after the first may do without baselines
     * @param orders wanted; rows with a time of their own keep theirs
     * @param invalid hears of every row that the learner refused in the first run
     * @param rowDone hears of every row of every run
     */
    EvaluationRuns(
            List<Wiring> seeds, StoredRows rows, int orders, Consumer<InvalidRowException> invalid, Runnable rowDone) {
        this.seeds = seeds;
        this.rows = rows;
        this.orders = rows.isTimed() ? 1 : orders;
        this.invalid = invalid;
        this.rowDone = rowDone;
    }

    /** The rows that all runs will read, for a progress bar. */
    static long rowsOf(StoredRows rows, int orders, int seeds) {
        return (long) rows.size() * (rows.isTimed() ? 1 : orders) * seeds * (1 + folds(rows));
    }

    private static int folds(StoredRows rows) {
        return rows.entities() > ShotCurve.TOO_FEW_ENTITIES ? FOLDS : 0;
    }

    /** Runs every order with every seed. */
    RunTable run() {
        int days = rows.isTimed() ? DayLosses.days(rows.firstTime(), rows.lastTime()) : 0;
        RunTable table = new RunTable(orders, seeds.size(), days);
        for (int o = 0; o < orders; o++) {
            int[] order = rows.order(o);
            for (int s = 0; s < seeds.size(); s++) {
                run(table, o, s, order);
            }
        }
        return table;
    }

    private void run(RunTable table, int order, int seed, int[] permutation) {
        DayLosses losses =
                new DayLosses(seeds.get(0).learner().families(), rows.firstTime(), rows.lastTime(), rows.examples());
        AnswerListener listener = rows.isTimed() ? losses : AnswerListener.NONE;
        boolean first = order == 0 && seed == 0;
        try (Replay replay = replay(seed, listener)) {
            Report report = replay.run(
                    rows.inOrder(permutation, (place, row) -> true),
                    rows.newRow(),
                    first ? invalid : e -> {},
                    row -> rowDone.run());
            table.add(order, seed, report, replay.baselineNames(), losses, deadUnits(replay, permutation));
        }
    }

    private Replay replay(int seed, AnswerListener listener) {
        Wiring wiring = seeds.get(seed);
        return new Replay(wiring.learner(), wiring.configuration().transfer(), listener);
    }

    private double deadUnits(Replay replay, int[] permutation) {
        DeadUnits dead = new DeadUnits(replay.learner());
        RowSource last = rows.inOrder(permutation, (place, row) -> place >= permutation.length - LAST_ROWS);
        Row row = rows.newRow();
        while (last.next(row)) {
            dead.see(row);
        }
        return dead.share();
    }

    /**
     * Runs, for each order and with each seed, five folds of the entities: rows of a fold's entities are passed over in the
     * first half of the stream, so that they come in the second as ones never seen.
     */
    List<ShotReport> shots() {
        ShotCurve curve = new ShotCurve(seeds.get(0).learner().families(), seeds.size());
        for (int s = 0; s < seeds.size(); s++) {
            for (int o = 0; o < orders; o++) {
                int[] order = rows.order(o);
                for (int fold = 0; fold < folds(rows); fold++) {
                    runFold(curve, s, order, fold);
                }
            }
        }
        return curve.reports();
    }

    private void runFold(ShotCurve curve, int seed, int[] order, int fold) {
        try (Replay replay = replay(seed, curve)) {
            curve.begin(seed, replay.baselineNames(), row -> isIn(fold, row));
            replay.run(
                    rows.inOrder(order, (place, row) -> place >= order.length / 2 || !isIn(fold, row)),
                    rows.newRow(),
                    e -> {},
                    row -> rowDone.run());
        }
    }

    private static boolean isIn(int fold, Row row) {
        return Math.floorMod(row.entity().contentHash(), FOLDS) == fold;
    }
}
