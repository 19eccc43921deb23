package io.tributary.state;

import io.tributary.evaluation.BaselineSize;
import io.tributary.evaluation.TransferConfig;
import io.tributary.learning.LearnerConfig;
import io.tributary.learning.LearningConfig.DeviationOptimizer;
import io.tributary.learning.Roster;
import io.tributary.model.Shape;
import io.tributary.task.EntityTable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How large a model's state is, with what stands beside it, known before it learns.
 *
 * @param sharedParameters numbers in trunk and family heads
 * @param sharedBytes what each commit writes whoever has learned: those with their two moments, 12 bytes for each, and the
 *     baselines' share
 * @param entityBytes what it writes of one entity that has learned every family: its deviations with their optimizer state,
 *     and the baselines' share
 * @param largestBlock the largest block that holds one entity's
 * @param mostEntities the largest number of entities with deviations of their own
 * @param widestLine the numbers that the widest table keeps of an entity
 * @param mostBytes the largest heap that entities take, index, counters and order included, their names of 16 bytes
 */
public record StateSize(
        int sharedParameters,
        long sharedBytes,
        long entityBytes,
        long largestBlock,
        int mostEntities,
        int widestLine,
        long mostBytes) {
    /* A changelog that takes more than this from one stream task hardly leaves room for events. */
    private static final double LARGEST_RATE = 20e6;
    /* A record's key, header and names of families. */
    private static final int BESIDE_NUMBERS = 1 << 16;

    /** The size of the state of a learner and of what is measured beside it. */
    public static StateSize of(LearnerConfig config, TransferConfig transfer) {
        StateSize alone = of(config);
        BaselineSize beside = BaselineSize.of(config, transfer, Roster.NAME_BYTES);
        return new StateSize(
                alone.sharedParameters,
                alone.sharedBytes + beside.sharedBytes(),
                alone.entityBytes + beside.entityBytes(),
                Math.max(alone.largestBlock, beside.largestBlock()),
                alone.mostEntities,
                Math.max(alone.widestLine, beside.widestLine()),
                alone.mostBytes + beside.mostBytes());
    }

    /** The size of the state of this learner. */
    public static StateSize of(LearnerConfig config) {
        Shape shape = config.shape();
        int moments = config.learning().deviationOptimizer() == DeviationOptimizer.ADAM ? 2 : 1;
        long entityBytes = (1L + moments) * Float.BYTES * shape.outputs() * shape.deviationWidth();
        return new StateSize(
                shape.size(),
                3L * Float.BYTES * shape.size(),
                entityBytes,
                entityBytes,
                config.tasks().max(),
                0,
                Roster.heapBytes(config, shape, moments));
    }

    /**
     * What makes it impossible to keep or to write such a state; empty if nothing does.
     *
     * @param largestRecord the bytes of the largest record that the changelog takes
     */
    public List<String> impossibilities(int largestRecord) {
        List<String> found = new ArrayList<>();
        if (largestBlock > largestRecord - BESIDE_NUMBERS) {
            found.add(String.format(
                    Locale.ROOT,
                    "found %,d bytes in one block of an entity, expected at most %,d, which a record of the changelog"
                            + " takes; use fewer inputs (buckets of features) or outputs (classes of families)",
                    largestBlock,
                    largestRecord - BESIDE_NUMBERS));
        }
        if (!EntityTable.hasRoom(mostEntities + 1L, widestLine)) {
            found.add(EntityTable.noRoom(mostEntities + 1L, widestLine));
        }
        return found;
    }

    /** Bytes a second that go to the changelog whoever has learned, since each commit writes all of them. */
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
                "State: %,d shared parameters (with moments and baselines %,.1f KB, %,.1f KB/s to the changelog at a commit every"
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
