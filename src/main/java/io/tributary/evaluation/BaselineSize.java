package io.tributary.evaluation;

import io.tributary.learning.LearnerConfig;
import io.tributary.learning.Recency;
import io.tributary.model.Shape;
import io.tributary.task.EntityIndex;
import io.tributary.task.EntityTable;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How much is kept and written beside a learner, known before it learns; nothing where there is no baseline.
 *
 * @param sharedBytes what each commit writes of the families: lines, and linear heads with their moments
 * @param entityBytes what it writes of one entity that has learned every family
 * @param largestBlock the largest of the blocks that hold one entity's
 * @param widestLine the numbers in an entity's line of the widest table
 * @param mostBytes the largest heap that entities take
 */
public record BaselineSize(long sharedBytes, long entityBytes, long largestBlock, int widestLine, long mostBytes) {
    private static final int ADAM = 3;
    private static final int ADAGRAD = 2;

    /** The size of what is kept beside a learner with entities' names of so many bytes. */
    public static BaselineSize of(LearnerConfig config, TransferConfig transfer, int nameBytes) {
        if (transfer.baselines().isEmpty()) {
            return new BaselineSize(0, 0, 0, 0, 0);
        }
        Shape shape = config.shape();
        int families = config.families().size();
        int runs = transfer.baselines().stream().mapToInt(BaselineSize::runs).sum();
        int linear =
                transfer.baselines().stream().mapToInt(BaselineSize::linearRuns).sum();
        int pooled = transfer.baselines().contains(TransferConfig.Method.POOLED_LINEAR) ? 2 : 0;
        List<Integer> lines = IntStream.concat(
                        transfer.baselines().stream().mapToInt(method -> line(method, families, shape.outputs())),
                        IntStream.of(families * Standings.taskWidth(runs)))
                .boxed()
                .toList();
        int line = lines.stream().mapToInt(Integer::intValue).sum();
        long vector = (long) Float.BYTES * shape.outputs() * (shape.inputs() + 1);
        int entities = config.tasks().max() + 1;
        return new BaselineSize(
                (long) ADAM * pooled * vector + (long) Double.BYTES * families * FamilyLosses.width(1 + runs),
                (long) ADAGRAD * linear * vector + (long) Double.BYTES * line,
                Math.max(linear > 0 ? ADAGRAD * vector : 0, (long) Double.BYTES * line),
                lines.stream().mapToInt(Integer::intValue).max().orElse(0),
                EntityIndex.heapBytes(entities, nameBytes)
                        + Recency.heapBytes(entities)
                        + linear * LinearDeviations.heapBytes(entities, shape.outputs(), shape.inputs() + 1)
                        + EntityTable.heapBytes(entities, line));
    }

    private static int runs(TransferConfig.Method method) {
        return Math.max(1, linearRuns(method));
    }

    private static int linearRuns(TransferConfig.Method method) {
        return switch (method) {
            case PRIOR, LAST_VALUE -> 0;
            case SINGLE_TASK_LINEAR -> 1;
            case POOLED_LINEAR -> 2;
        };
    }

    private static int line(TransferConfig.Method method, int families, int outputs) {
        return switch (method) {
            case PRIOR -> families + outputs;
            case LAST_VALUE -> families;
            case SINGLE_TASK_LINEAR, POOLED_LINEAR -> 0;
        };
    }
}
