package io.tributary.learning;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TaskAveragesTest {
    private static final int TASKS = 20;

    private final TaskAverages averages = new TaskAverages(1, new Tables(1));
    private final Random random = new Random(5);

    /** Alarms among labels that come to tasks in turn, for losses that are exponential with a mean of each task's own. */
    private int alarms(int labels, double mean, double meanOfTheFirst) {
        int alarms = 0;
        for (int i = 0; i < labels; i++) {
            double own = i % TASKS == 0 ? meanOfTheFirst : mean;
            alarms += averages.observe(i % TASKS, 0, loss(own)) ? 1 : 0;
        }
        return alarms;
    }

    private double loss(double mean) {
        return Math.min(1, -mean * Math.log(1 - random.nextDouble()));
    }

    @Test
    void fewAlarmsAreFalse() {
        assertThat(alarms(1_000_000, 0.15, 0.15)).isLessThanOrEqualTo(60);
    }

    @Test
    void findsATaskThatGetsWorseAndBeginsItAnew() {
        alarms(300 * TASKS, 0.15, 0.15);
        int alarms = alarms(200 * TASKS, 0.15, 0.6);
        assertThat(alarms).isPositive().isLessThan(4);
        assertThat(averages.after()).isGreaterThan(averages.before() + 0.1);
    }

    @Test
    void whatAllTasksSufferIsNoTasksOwn() {
        alarms(300 * TASKS, 0.15, 0.15);
        assertThat(alarms(100 * TASKS, 0.3, 0.3)).isLessThanOrEqualTo(1);
    }

    @Test
    void anEntityWithoutANumberMovesItsFamilyAlone() {
        for (int i = 0; i < 1000; i++) {
            assertThat(averages.observe(-1, 0, i < 500 ? 0.1 : 0.9)).isFalse();
        }
    }
}
