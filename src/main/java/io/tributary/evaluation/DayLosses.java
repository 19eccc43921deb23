package io.tributary.evaluation;

import io.tributary.task.EntityIndex;
import io.tributary.task.Family;
import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What each method's answers have cost, and were worth, on each day of event time (UTC). Not thread-safe. */
public final class DayLosses implements AnswerListener {
    private static final long DAY = 86_400_000;

    /** Of one method on one family: weighted sums of losses, and the weights of examples, both {@code [days]}. */
    static final class Days implements DayFigure {
        private final double[] losses;
        private final double[] counts;

        Days(int days) {
            losses = new double[days];
            counts = new double[days];
        }

        double[] losses() {
            return losses;
        }

        double[] counts() {
            return counts;
        }

        void add(int day, double loss) {
            add(day, loss, 1);
        }

        void add(int day, double loss, double weight) {
            losses[day] += weight * loss;
            counts[day] += weight;
        }

        @Override
        public double drawn(int[] times) {
            double sum = 0;
            double count = 0;
            for (int d = 0; d < times.length; d++) {
                sum += times[d] * losses[d];
                count += times[d] * counts[d];
            }
            return sum / count;
        }

        @Override
        public double effectiveDays() {
            return DayFigure.effective(counts);
        }

        double mean() {
            return Arrays.stream(losses).sum() / Arrays.stream(counts).sum();
        }
    }

    private static final int PARTS = 4;

    private final long firstDay;
    private final List<Family> families;
    private final long[] examples;
    private final int days;
    private final EntityIndex entities = new EntityIndex();
    private final List<Method> methods = new ArrayList<>();

    /** Of one method, for each family: its days for each part of the stream, and how many examples it has answered. */
    private static final class Method {
        private final Days[][] parts;
        private final DayTasks[] tasks;
        private final DayQualities[] qualities;
        private final long[] seen;

        Method(List<Family> families, int days) {
            parts = new Days[families.size()][PARTS];
            for (Days[] family : parts) {
                Arrays.setAll(family, part -> new Days(days));
            }
            tasks = new DayTasks[families.size()];
            Arrays.setAll(tasks, f -> new DayTasks(days));
            qualities = new DayQualities[families.size()];
            Arrays.setAll(qualities, f -> new DayQualities(families.get(f), days));
            seen = new long[families.size()];
        }
    }

    /**
     * @param first the event time of the first row, in milliseconds
     * @param last the event time of the last
     * @param examples of each family, those that will be scored
     */
    public DayLosses(List<Family> families, long first, long last, long[] examples) {
        this.families = List.copyOf(families);
        firstDay = Math.floorDiv(first, DAY);
        days = days(first, last);
        this.examples = examples.clone();
    }

    /** The days from one moment to another, both included. */
    public static int days(long first, long last) {
        return (int) (Math.floorDiv(last, DAY) - Math.floorDiv(first, DAY)) + 1;
    }

    @Override
    public void answered(int method, Row row, Prediction prediction) {
        while (methods.size() <= method) {
            methods.add(new Method(families, days));
        }
        Method own = methods.get(method);
        int day = (int) (Math.floorDiv(row.time(), DAY) - firstDay);
        int entity = entities.findOrAdd(row.entity());
        for (int f = 0; f < examples.length; f++) {
            if (prediction.isAnswered(f) && row.isLabelled(f)) {
                double loss = prediction.loss(f);
                add(own.parts[f], own.seen[f]++, examples[f], day, loss);
                own.tasks[f].add(entity, day, loss);
                own.qualities[f].add(day, prediction.values(), prediction.offset(f), row.label(f));
            }
        }
    }

    private static void add(Days[] parts, long position, long of, int day, double loss) {
        parts[0].add(day, loss);
        if (position < (of + 9) / 10) {
            parts[1].add(day, loss);
        }
        if (position >= of / 2) {
            parts[2].add(day, loss);
        }
        parts[3].add(day, loss, LossHistory.fadingWeight(position, of));
    }

    /** A measure of a method on a family, as days make it; the relative one is made of two micro ones. */
    DayFigure figure(int method, int family, Measure measure) {
        Method own = methods.get(method);
        return switch (measure) {
            case MICRO, RELATIVE -> own.parts[family][0];
            case FIRST_TENTH -> own.parts[family][1];
            case LAST_HALF -> own.parts[family][2];
            case FADING -> own.parts[family][3];
            case MACRO -> own.tasks[family];
            case CALIBRATION_ERROR, MAE, COVERAGE -> own.qualities[family].figure(measure);
        };
    }

    /** The mean loss of a method on a family. */
    double mean(int method, int family) {
        return methods.get(method).parts[family][0].mean();
    }
}
