package io.tributary.evaluation;

import io.tributary.task.Family;
import java.util.Arrays;
import java.util.function.ToDoubleFunction;

/** What one method's answers to one family are worth, day by day. Not thread-safe. */
final class DayQualities {
    private final QualityCounter[] days;

    DayQualities(Family family, int days) {
        this.days = new QualityCounter[days];
        Arrays.setAll(this.days, day -> new QualityCounter(family));
    }

    /** Takes in one answer; see {@link QualityCounter#add}. */
    void add(int day, double[] values, int offset, double label) {
        days[day].add(values, offset, label);
    }

    /** One of the figures of {@link Quality}. */
    DayFigure figure(Measure measure) {
        return new DayFigure() {
            @Override
            public double drawn(int[] times) {
                return switch (measure) {
                    case CALIBRATION_ERROR -> calibrationError(times);
                    case COVERAGE -> sum(times, QualityCounter::covered) / answers(times);
                    default -> sum(times, QualityCounter::absoluteErrors) / answers(times);
                };
            }

            @Override
            public double effectiveDays() {
                return DayFigure.effective(
                        Arrays.stream(days).mapToDouble(QualityCounter::answers).toArray());
            }
        };
    }

    private double answers(int[] times) {
        return sum(times, QualityCounter::answers);
    }

    private double calibrationError(int[] times) {
        double sum = 0;
        for (int b = 0; b < Reliability.BINS; b++) {
            int bin = b;
            sum += Math.abs(sum(times, day -> day.reliability().gap(bin)));
        }
        return sum / answers(times);
    }

    private double sum(int[] times, ToDoubleFunction<QualityCounter> value) {
        double sum = 0;
        for (int d = 0; d < times.length; d++) {
            sum += times[d] * value.applyAsDouble(days[d]);
        }
        return sum;
    }
}
