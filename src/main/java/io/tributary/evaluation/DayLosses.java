package io.tributary.evaluation;

import io.tributary.task.Prediction;
import io.tributary.task.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What each method's answers have cost on each day of event time (UTC). Not thread-safe. */
public final class DayLosses implements AnswerListener {
    private static final long DAY = 86_400_000;

    /** Of one method on one family: sums of losses and counts of examples, both {@code [days]}. */
    static final class Days {
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
            losses[day] += loss;
            counts[day]++;
        }

        double mean() {
            return Arrays.stream(losses).sum() / Arrays.stream(counts).sum();
        }
    }

    private static final int PARTS = 3;

    private final long firstDay;
    private final long[] examples;
    private final int days;
    private final List<Method> methods = new ArrayList<>();

    /** Of one method, for each family: its days for each part of the stream, and how many examples it has answered. */
    private static final class Method {
        private final Days[][] parts;
        private final long[] seen;

        Method(int families, int days) {
            parts = new Days[families][PARTS];
            for (Days[] family : parts) {
                Arrays.setAll(family, part -> new Days(days));
            }
            seen = new long[families];
        }
    }

    /**
     * @param first the event time of the first row, in milliseconds
     * @param last the event time of the last
     * @param examples of each family, those that will be scored
     */
    public DayLosses(long first, long last, long[] examples) {
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
            methods.add(new Method(examples.length, days));
        }
        Method own = methods.get(method);
        int day = (int) (Math.floorDiv(row.time(), DAY) - firstDay);
        for (int f = 0; f < examples.length; f++) {
            if (prediction.isAnswered(f) && row.isLabelled(f)) {
                add(own.parts[f], own.seen[f]++, examples[f], day, prediction.loss(f));
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
    }

    /** The days of a method on a family over the part of the stream that a measure is about. */
    Days days(int method, int family, Measure measure) {
        int part =
                switch (measure) {
                    case FIRST_TENTH -> 1;
                    case LAST_HALF -> 2;
                    default -> 0;
                };
        return methods.get(method).parts[family][part];
    }

    /** Whether a measure's interval can be had from days. */
    static boolean has(Measure measure) {
        return switch (measure) {
            case MICRO, RELATIVE, FIRST_TENTH, LAST_HALF -> true;
            default -> false;
        };
    }
}
