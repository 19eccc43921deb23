package io.tributary.bench;

import java.io.IOException;
import java.util.List;

/** What one row costs, without Kafka. */
public final class RowSpeed {
    private RowSpeed() {}

    public static Measurement measure(Workload workload, Plan plan) throws IOException {
        try (RowWork work = new RowWork(workload)) {
            return Measurement.inTurn(
                    "row",
                    "µs",
                    plan.slices(),
                    List.of(
                            alternative("observe", work::observe, plan),
                            alternative("predict", work::predict, plan),
                            alternative("decode", work::decode, plan)));
        }
    }

    private static Alternative alternative(String name, Runnable work, Plan plan) {
        return new Alternative(name, () -> Stopwatch.microsecondsPerCall(work, plan.slice()));
    }
}
