package io.tributary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.learning.Alert;
import io.tributary.learning.Drift;
import io.tributary.learning.Learner;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.StepListener;
import io.tributary.source.CsvSource;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A hundred thousand flights as they came, shuffled, and with changes planted halfway: what is found, and what it is worth. */
class DriftOnFlightsTest {
    private static final int LATE = 0;
    private static final int DELAY = 1;
    private static final int LABELS = 300_000;
    private static final int ONE_IN = 5;

    private static List<Row> flights = List.of();

    /** What a run found and lost; losses of family late are over its last half, as are the intervals of family delay. */
    private static final class Run implements AutoCloseable {
        private final Learner learner;
        private final List<Drift> drifts = new ArrayList<>();
        private final List<Integer> at = new ArrayList<>();
        private double lost;
        private int offered;
        private int held;
        private int row;

        Run(String... overrides) {
            LearnerConfig config = new Wiring(ConfigurationFile.resource("demo/flights.yaml", List.of(overrides))
                            .configuration())
                    .learner();
            learner = new Learner(config, StepListener.NONE, this::hear);
        }

        private void hear(Alert alert) {
            drifts.add((Drift) alert);
            at.add(row);
        }

        Run over(List<Row> rows, Consumer<Row> planted) {
            for (Row given : rows) {
                double[] labels = {given.label(0), given.label(1), given.label(2)};
                if (row >= rows.size() / 2) {
                    planted.accept(given);
                    score(given, learner.observe(given));
                } else {
                    learner.observe(given);
                }
                for (int f = 0; f < labels.length; f++) {
                    given.label(f, labels[f]);
                }
                row++;
            }
            return this;
        }

        private void score(Row given, Prediction prediction) {
            lost += prediction.loss(LATE);
            offered++;
            held += prediction.lower(DELAY) <= given.label(DELAY) && given.label(DELAY) <= prediction.upper(DELAY)
                    ? 1
                    : 0;
        }

        double perMillion() {
            return drifts.size() * 1e6 / LABELS;
        }

        @Override
        public void close() {
            learner.close();
        }
    }

    @BeforeAll
    static void read() throws IOException {
        Wiring wiring = new Wiring(
                ConfigurationFile.resource("demo/flights.yaml", List.of()).configuration());
        List<Row> rows = new ArrayList<>();
        try (CsvSource source = CsvSource.open(Flights.resource("demo/flights.csv.gz"), "flights", wiring.mapping())) {
            Row row = wiring.mapping().newRow();
            while (source.next(row)) {
                rows.add(row);
                row = wiring.mapping().newRow();
            }
        }
        flights = rows;
    }

    private static boolean isTurned(String entity, int family) {
        return Math.floorMod(((entity + "/" + family + "/3").hashCode() * 0x9E3779B1) >>> 8, ONE_IN) == 0;
    }

    /** In one task of five what is late is punctual, and the other way round. */
    private static void turn(Row row) {
        double[] sums = {1, 12, 2};
        for (int f = 0; f < sums.length; f++) {
            if (isTurned(row.entity().toString(), f)) {
                row.label(f, sums[f] - row.label(f));
            }
        }
    }

    @Test
    void fewAlarmsAreFalseAndIntervalsHoldNineInTen() {
        try (Run run = new Run("intervals.coverage=0.9").over(flights, row -> {})) {
            assertThat(run.perMillion()).isLessThan(60);
            assertThat((double) run.held / run.offered).isBetween(0.88, 0.92);
            long offered = run.learner.intervals().orElseThrow().offered(DELAY);
            assertThat((double) run.learner.intervals().orElseThrow().held(DELAY) / offered)
                    .isBetween(0.88, 0.92);
        }
    }

    @Test
    void shuffledFlightsDoNotChange() {
        List<Row> shuffled = new ArrayList<>(flights);
        Collections.shuffle(shuffled, new Random(1));
        try (Run run = new Run().over(shuffled, row -> {})) {
            assertThat(run.perMillion()).isLessThan(10);
        }
    }

    @Test
    void turnedLabelsAreFoundAndForgettingTheirGradientsPays() {
        try (Run plain = new Run().over(flights, DriftOnFlightsTest::turn);
                Run reacting = new Run("drift.clear-task=true").over(flights, DriftOnFlightsTest::turn)) {
            List<Integer> family = new ArrayList<>();
            long turned = 0;
            long others = 0;
            for (int i = 0; i < plain.drifts.size(); i++) {
                Drift drift = plain.drifts.get(i);
                boolean planted = drift.family().equals("late") && plain.at.get(i) >= flights.size() / 2;
                if (drift.kind() == Drift.Kind.FAMILY_LOSS && planted) {
                    family.add(plain.at.get(i) - flights.size() / 2);
                } else if (drift.kind() == Drift.Kind.TASK_LOSS) {
                    boolean right = planted && isTurned(drift.entity().orElseThrow(), LATE);
                    turned += right ? 1 : 0;
                    others += right ? 0 : 1;
                }
            }
            assertThat(family).isNotEmpty();
            assertThat(family.get(0)).isBetween(100, 5000);
            assertThat(turned).isGreaterThanOrEqualTo(5);
            assertThat(others).isLessThan(15);
            assertThat(reacting.lost).isLessThan(plain.lost);
        }
    }
}
