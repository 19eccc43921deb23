package io.tributary.evaluation;

import java.util.Arrays;

/**
 * What one method's answers have cost task by task and day by day: the mean over tasks of the task's mean.
 *
 * <p>A task that no drawn day has is left out of the mean. Memory is bounded: beyond {@value #MOST} pairs of task and day
 * nothing is known. Not thread-safe.
 */
final class DayTasks implements DayFigure {
    /** Pairs of task and day that are kept. */
    static final int MOST = 250_000;

    private final double[] ofDays;
    /* Pairs as they came; one whose days were not in order may have several entries, which does no harm. */
    private int[] tasks = new int[64];
    private int[] days = new int[64];
    private double[] counts = new double[64];
    private double[] losses = new double[64];
    private int size;
    private boolean full;
    /* The last entry of each task, and 1. */
    private int[] last = new int[64];
    private double[] taskCounts = {};
    private double[] taskLosses = {};
    private int end;

    DayTasks(int days) {
        ofDays = new double[days];
    }

    /** Takes in one answer to a task, which is known by a number. */
    void add(int task, int day, double loss) {
        ofDays[day]++;
        end = Math.max(end, task + 1);
        if (task >= last.length) {
            last = Arrays.copyOf(last, 2 * task);
        }
        int entry = last[task] - 1;
        if (entry < 0 || days[entry] != day) {
            if (size == MOST) {
                full = true;
                return;
            }
            entry = append(task, day);
        }
        counts[entry]++;
        losses[entry] += loss;
    }

    private int append(int task, int day) {
        if (size == tasks.length) {
            int capacity = 2 * size;
            tasks = Arrays.copyOf(tasks, capacity);
            days = Arrays.copyOf(days, capacity);
            counts = Arrays.copyOf(counts, capacity);
            losses = Arrays.copyOf(losses, capacity);
        }
        tasks[size] = task;
        days[size] = day;
        last[task] = ++size;
        return size - 1;
    }

    @Override
    public double drawn(int[] times) {
        if (full) {
            return Double.NaN;
        }
        clear();
        for (int i = 0; i < size; i++) {
            int weight = times[days[i]];
            taskCounts[tasks[i]] += weight * counts[i];
            taskLosses[tasks[i]] += weight * losses[i];
        }
        double sum = 0;
        int present = 0;
        for (int t = 0; t < end; t++) {
            if (taskCounts[t] > 0) {
                sum += taskLosses[t] / taskCounts[t];
                present++;
            }
        }
        return sum / present;
    }

    private void clear() {
        if (taskCounts.length < end) {
            taskCounts = new double[end];
            taskLosses = new double[end];
        }
        Arrays.fill(taskCounts, 0);
        Arrays.fill(taskLosses, 0);
    }

    @Override
    public double effectiveDays() {
        return DayFigure.effective(ofDays);
    }
}
