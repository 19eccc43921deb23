package io.tributary.state;

import io.tributary.evaluation.Baselines;
import io.tributary.evaluation.TransferConfig;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.LearningConfig.DeviationOptimizer;
import io.tributary.learning.Roster;
import io.tributary.model.Shape;
import java.time.Duration;
import java.util.Locale;

/**
 * How large a model's state is, known before it learns.
 *
 * @param sharedParameters numbers in trunk and family heads
 * @param sharedBytes those with their two moments, in bytes: 12 for each
 * @param entityBytes the deviations of one entity that has learned every family, with their optimizer state
 * @param mostEntities the largest number of entities with deviations of their own
 * @param mostBytes the largest heap that entities take, index, counters and order included, their names of 16 bytes
 */
public record StateSize(int sharedParameters, long sharedBytes, long entityBytes, int mostEntities, long mostBytes) {
    /* A changelog that takes more than this from one stream task hardly leaves room for events. */
    private static final double LARGEST_RATE = 20e6;

    /** The size of the state of a learner and of what is measured beside it. */
    public static StateSize of(LearnerConfig config, TransferConfig transfer) {
        StateSize alone = of(config);
        return new StateSize(
                alone.sharedParameters,
                alone.sharedBytes,
                alone.entityBytes,
                alone.mostEntities,
                alone.mostBytes + Baselines.heapBytes(config, transfer, Roster.NAME_BYTES));
    }

    /** The size of the state of this learner. */
    public static StateSize of(LearnerConfig config) {
        Shape shape = config.shape();
        int moments = config.learning().deviationOptimizer() == DeviationOptimizer.ADAM ? 2 : 1;
        return new StateSize(
                shape.size(),
                3L * Float.BYTES * shape.size(),
                (1L + moments) * Float.BYTES * shape.outputs() * shape.deviationWidth(),
                config.tasks().max(),
                Roster.heapBytes(config, shape, moments));
    }

    /** Bytes a second that the shared parameters alone send to the changelog, since each commit writes all of them. */
    public double sharedBytesPerSecond(Duration commitInterval) {
        return sharedBytes * 1000.0 / commitInterval.toMillis();
    }

    /** Whether the changelog can keep up with the shared parameters. */
    public boolean canKeepUp(Duration commitInterval) {
        return sharedBytesPerSecond(commitInterval) <= LARGEST_RATE;
    }

    /** The arithmetic, for people. */
    public String describe(Duration commitInterval) {
        return String.format(
                Locale.ROOT,
                "State: %,d shared parameters (%,.1f KB with their moments, %,.1f KB/s to the changelog at a commit every"
                        + " %d ms), %,.1f KB an entity; at most %,d entities, which take up to %,.1f MB",
                sharedParameters,
                sharedBytes / 1e3,
                sharedBytesPerSecond(commitInterval) / 1e3,
                commitInterval.toMillis(),
                entityBytes / 1e3,
                mostEntities,
                mostBytes / 1e6);
    }
}
