package io.tributary.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.learning.AlertListener;
import io.tributary.learning.Learner;
import io.tributary.learning.LearnerBuilder;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.RowStream;
import io.tributary.learning.StepListener;
import io.tributary.source.Allocation;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MeasuredLearnerTest {
    private static final TransferConfig ALL =
            new TransferConfig(List.of(TransferConfig.Method.values()), true, false, 30, 3);

    private final List<Transfer> transfers = new ArrayList<>();

    private MeasuredLearner measured(LearnerConfig config) {
        return MeasuredLearner.of(config, ALL, StepListener.NONE, AlertListener.NONE, transfers::add);
    }

    /** A task whose label has nothing to do with its inputs, which are as wild as those of no other. */
    private static Row hopeless(Learner learner, int i) {
        Row row = RowStream.row(learner, "hopeless", i % 2 == 0 ? 1e6 : -1e6, i % 3 == 0 ? 1e6 : -1e6);
        row.label(1, 1);
        return row;
    }

    @Test
    void aTaskThatTheModelAnswersWorseIsServedByItsBestBaseline() {
        try (MeasuredLearner measured = measured(new LearnerBuilder().config())) {
            Learner learner = measured.learner();
            RowStream stream = new RowStream(learner, 3);
            Prediction served = measured.observe(hopeless(learner, 0));
            for (int i = 1; transfers.isEmpty() && i < 2000; i++) {
                measured.observe(stream.next());
                served = measured.observe(hopeless(learner, i));
                assertThat(served.servedBy(1)).isEqualTo(Prediction.MODEL);
            }
            Transfer transfer = transfers.get(0);
            assertThat(transfer.entity()).isEqualTo("hopeless");
            assertThat(transfer.family()).isEqualTo("late");
            assertThat(transfer.from()).isEqualTo(Prediction.MODEL);
            assertThat(transfer.labels()).isGreaterThanOrEqualTo(30);
            assertThat(transfer.toLoss()).isLessThan(transfer.fromLoss());

            Row next = hopeless(learner, 1);
            double own = learner.predictOnly(next).value(1);
            served = measured.observe(next);
            assertThat(served.servedBy(1)).isEqualTo(transfer.to());
            assertThat(served.value(1)).isNotEqualTo(own);
            assertThat(served.loss(1)).isLessThan(-Math.log(own));
            assertThat(served.servedBy(0)).isEqualTo(Prediction.MODEL);
        }
    }

    @Test
    void whoAnswersChangesNothingThatIsLearned() {
        LearnerConfig config = new LearnerBuilder().config();
        try (MeasuredLearner measured = measured(config);
                Learner alone = new Learner(config)) {
            RowStream stream = new RowStream(alone, 11);
            for (int i = 0; i < 400; i++) {
                Row row = stream.next();
                measured.observe(row);
                alone.observe(row);
            }
            Row row = stream.next();
            assertThat(measured.learner().predictOnly(row).values())
                    .isEqualTo(alone.predictOnly(row).values());
        }
    }

    @Test
    void withoutBaselinesTheModelAnswersEverything() {
        TransferConfig nothing = new TransferConfig(List.of(), true, false, 2, 0);
        try (MeasuredLearner measured = MeasuredLearner.of(new LearnerBuilder().config(), nothing)) {
            for (int i = 0; i < 100; i++) {
                Prediction served = measured.observe(hopeless(measured.learner(), i));
                assertThat(served.servedBy(1)).isEqualTo(Prediction.MODEL);
            }
            assertThat(measured.baselines().standings().examples(1)).isZero();
            assertThat(measured.baselines().entrants().entities().size()).isZero();
        }
    }

    @Test
    void anEntityThatHasToWaitIsNotScoredByName() {
        try (MeasuredLearner measured =
                measured(new LearnerBuilder().admitAfter(3).batchSize(1).config())) {
            Learner learner = measured.learner();
            for (int i = 0; i < 4; i++) {
                assertThat(measured.baselines().entrants().entities().size()).isEqualTo(i < 4 ? 0 : 1);
                measured.observe(hopeless(learner, i));
            }
            measured.observe(hopeless(learner, 4));
            assertThat(measured.baselines().entrants().entities().size()).isEqualTo(1);
        }
    }

    @Test
    void anEntityThatTheModelForgetsForIdlenessIsForgottenHereToo() {
        LearnerConfig config = new LearnerBuilder().idle(Duration.ofSeconds(10)).config();
        try (MeasuredLearner measured = measured(config)) {
            for (int i = 0; i < 200; i++) {
                Row row = RowStream.row(measured.learner(), "once" + i, 1, 2);
                row.label(1, 1);
                row.time(1000L * i);
                measured.observe(row);
            }
            assertThat(measured.baselines().entrants().entities().size()).isLessThan(25);
            assertThat(measured.learner().entities().size()).isLessThan(25);
        }
    }

    @Test
    void whoeverHearsOfEveryTransferKnowsWhoAnswers() {
        TransferConfig hasty = new TransferConfig(ALL.baselines(), true, false, 2, 0.1);
        LearnerConfig config = new LearnerBuilder().maxTasks(4).config();
        try (MeasuredLearner measured =
                MeasuredLearner.of(config, hasty, StepListener.NONE, AlertListener.NONE, transfers::add)) {
            RowStream stream = new RowStream(measured.learner(), 1);
            for (int i = 0; i < 1000; i++) {
                measured.observe(stream.next());
            }
            Map<String, String> answering = new HashMap<>();
            for (Transfer transfer : transfers) {
                String task = transfer.family() + "/" + transfer.entity();
                assertThat(transfer.from()).isEqualTo(answering.getOrDefault(task, Prediction.MODEL));
                answering.put(task, transfer.to());
            }
            assertThat(transfers).extracting(Transfer::left).contains(true, false);
            answering.values().removeIf(Prediction.MODEL::equals);
            assertThat(answering)
                    .hasSize(IntStream.range(0, 3)
                            .map(measured.baselines()::servedByBaseline)
                            .sum());
        }
    }

    @Test
    void eventsThatComeLateKeepNobodyFromLeaving() {
        LearnerConfig config =
                new LearnerBuilder().idle(Duration.ofSeconds(10)).batchSize(1).config();
        try (MeasuredLearner measured = measured(config)) {
            for (long time : new long[] {50_000, 1, 60_001}) {
                Row row = RowStream.row(measured.learner(), "at" + time, 1, 2);
                row.label(1, 1);
                row.time(time);
                measured.observe(row);
            }
            assertThat(measured.baselines().entrants().entities().size()).isEqualTo(1);
        }
    }

    @Test
    void measuringAllocatesNothing() {
        try (MeasuredLearner measured = measured(new LearnerBuilder().config())) {
            RowStream stream = new RowStream(measured.learner(), 2);
            List<Row> rows = new ArrayList<>();
            for (int i = 0; i < 500; i++) {
                rows.add(stream.next());
            }
            rows.forEach(measured::observe);
            int[] next = new int[1];
            double bytes = Allocation.bytesPerCall(() -> {
                next[0] = (next[0] + 1) % rows.size();
                measured.observe(rows.get(next[0]));
            });
            assertThat(bytes).isLessThan(1);
        }
    }
}
