package io.tributary.evaluation;

import io.tributary.learning.Tables;
import io.tributary.task.EntityTable;
import io.tributary.task.Prediction;
import java.util.List;

/**
 * How the model and its baselines stand against each other: fading mean losses of every family and every task, and who
 * answers a task.
 *
 * <p>A method is known by its number: 0 is the model, the baselines follow. Means of a family fade over about
 * {@value #FAMILY_FADING} examples, those of a task over {@value #TASK_FADING} of its own. A task passes from the model to
 * the baseline with the lowest mean when the mean paired difference of their losses exceeds so many of its standard errors,
 * and back when its own fading mean is the lower one: that gap is the hysteresis. When it is back, the comparison begins
 * anew: what has been forgiven is not held against the model again. A loss that is no number is passed over.
 *
 * <p>Differences are small beside the noise of single losses, so they are remembered longer, over {@value #PAIRED_FADING}
 * examples. The variance is West's weighted one (1979), the standard error that of a weighted mean, √(variance · Σw²). As
 * differences that follow each other are alike, it is taken from the means of blocks of {@value #BLOCK} too (batch means,
 * Conway 1963), and the larger one counts. Not thread-safe.
 */
public final class Standings {
    /** Examples of a family that its means remember. */
    public static final int FAMILY_FADING = 1000;
    /** Examples of a task that its means remember. */
    public static final int TASK_FADING = 200;

    /** Examples of a task that the differences between methods remember. */
    public static final int PAIRED_FADING = 1000;
    /** Examples of a task whose mean difference is one number of those that a standard error is taken from. */
    public static final int BLOCK = 20;

    /*
     * A task's line: labels, who answers, labels and Σw² of the comparison, the methods' fading means, then of each baseline
     * the mean difference (model's loss − baseline's), its variance, what the mean was when the block began and the variance
     * of the blocks' means.
     */
    private static final int SERVED = 1;
    private static final int COMPARED = 2;
    private static final int SQUARED_WEIGHTS = 3;
    private static final int TASK_MEANS = 4;
    private static final int VARIANCE = 1;
    private static final int BEFORE_BLOCK = 2;
    private static final int BLOCK_VARIANCE = 3;
    private static final int DIFFERENCE_CELLS = 4;
    /* What a block is of a mean that fades. */
    private static final double BLOCK_SHARE = 1 - Math.pow(1 - 1.0 / PAIRED_FADING, BLOCK);

    private final int methods;
    private final FamilyLosses ofFamilies;
    private final EntityTable ofTasks;
    private final int taskWidth;
    private final TransferConfig config;
    private final double[] losses;

    /**
     * @param baselines their labels in order: cells stand for methods by their number, so a table of others is another table
     */
    Standings(int families, List<String> baselines, TransferConfig config, Tables tables) {
        this.config = config;
        methods = 1 + baselines.size();
        taskWidth = taskWidth(baselines.size());
        String name = "standing of " + String.join(", ", baselines);
        ofFamilies = new FamilyLosses(name, methods, tables);
        ofTasks = tables.ofEntities(name, families * taskWidth, 0);
        losses = new double[methods];
    }

    /** Numbers kept of a task beside so many baselines. */
    static int taskWidth(int baselines) {
        return TASK_MEANS + 1 + (1 + DIFFERENCE_CELLS) * baselines;
    }

    /**
     * Takes in what the answers to one row have cost.
     *
     * @param entity the entity's number, negative if it has none
     */
    void observe(int family, int entity, Prediction model, List<Baseline> baselines) {
        losses[0] = model.loss(family);
        for (int b = 1; b < methods; b++) {
            losses[b] = baselines.get(b - 1).prediction().loss(family);
        }
        ofFamilies.observe(family, losses);
        if (entity >= 0) {
            observeTask(line(entity, family));
        }
    }

    private void observeTask(int line) {
        double[] cells = ofTasks.cells();
        double count = ++cells[line];
        double share = Math.max(1 / count, 1.0 / TASK_FADING);
        for (int m = 0; m < methods; m++) {
            int mean = line + TASK_MEANS + m;
            if (count == 1 || Double.isNaN(cells[mean])) {
                cells[mean] = losses[m];
            } else if (!Double.isNaN(losses[m])) {
                cells[mean] += (losses[m] - cells[mean]) * share;
            }
        }
        if (++cells[line + COMPARED] == 1) {
            beginComparison(line);
        } else {
            compare(line);
        }
    }

    private void beginComparison(int line) {
        double[] cells = ofTasks.cells();
        cells[line + SQUARED_WEIGHTS] = 1;
        for (int b = 1; b < methods; b++) {
            int at = difference(line, b);
            cells[at] = losses[0] - losses[b];
            cells[at + VARIANCE] = 0;
            cells[at + BLOCK_VARIANCE] = 0;
        }
    }

    private void compare(int line) {
        double[] cells = ofTasks.cells();
        long count = (long) cells[line + COMPARED];
        double weight = Math.max(1.0 / count, 1.0 / PAIRED_FADING);
        double keep = 1 - weight;
        cells[line + SQUARED_WEIGHTS] = keep * keep * cells[line + SQUARED_WEIGHTS] + weight * weight;
        int at = difference(line, 1);
        for (int b = 1; b < methods; b++) {
            double deviation = losses[0] - losses[b] - cells[at];
            if (!Double.isNaN(deviation)) {
                cells[at] += weight * deviation;
                cells[at + VARIANCE] = keep * (cells[at + VARIANCE] + weight * deviation * deviation);
            }
            at += DIFFERENCE_CELLS;
        }
        if (count % BLOCK == 0) {
            endBlock(line, count);
        }
    }

    /** How far a block has moved a mean says how far its own mean was from it. */
    private void endBlock(int line, long count) {
        double[] cells = ofTasks.cells();
        double share = Math.max((double) BLOCK / count, BLOCK_SHARE);
        for (int b = 1; b < methods; b++) {
            int at = difference(line, b);
            if (count > BLOCK) {
                double deviation = (cells[at] - cells[at + BEFORE_BLOCK]) / share;
                cells[at + BLOCK_VARIANCE] = (1 - share) * (cells[at + BLOCK_VARIANCE] + share * deviation * deviation);
            }
            cells[at + BEFORE_BLOCK] = cells[at];
        }
    }

    /** Where the mean of model's loss − baseline's loss lies. */
    private int difference(int line, int baseline) {
        return line + TASK_MEANS + methods + (baseline - 1) * DIFFERENCE_CELLS;
    }

    /** Lets a task pass to another method if it is time to; returns who answers it. */
    int decide(int family, int entity) {
        int line = line(entity, family);
        double[] cells = ofTasks.cells();
        int served = (int) cells[line + SERVED];
        if (served > 0 && !isWorseOfLate(line, served)) {
            served = 0;
            cells[line + COMPARED] = 0;
        } else if (served == 0 && cells[line + COMPARED] >= config.minLabels()) {
            int best = best(line);
            boolean worse = best > 0 && cells[difference(line, best)] > config.confidence() * standardError(line, best);
            served = worse && isWorseOfLate(line, best) ? best : 0;
        }
        cells[line + SERVED] = served;
        return served;
    }

    private boolean isWorseOfLate(int line, int baseline) {
        return ofTasks.cells()[line + TASK_MEANS] > ofTasks.cells()[line + TASK_MEANS + baseline];
    }

    /** The baseline that is furthest below the model; 0 if there is none. One without a loss at its beginning has no mean. */
    private int best(int line) {
        double[] cells = ofTasks.cells();
        int best = 0;
        for (int b = 1; b < methods; b++) {
            double difference = cells[difference(line, b)];
            if (!Double.isNaN(difference) && (best == 0 || difference > cells[difference(line, best)])) {
                best = b;
            }
        }
        return best;
    }

    private double standardError(int line, int baseline) {
        double[] cells = ofTasks.cells();
        int at = difference(line, baseline);
        double squaredWeights = cells[line + SQUARED_WEIGHTS];
        double ofBlocks = BLOCK * squaredWeights;
        double square = cells[at + VARIANCE] * squaredWeights;
        if (ofBlocks < 1) {
            square = Math.max(square, cells[at + BLOCK_VARIANCE] * ofBlocks / (1 - ofBlocks));
        }
        return Math.sqrt(square);
    }

    private int line(int entity, int family) {
        return ofTasks.line(entity) + family * taskWidth;
    }

    /** The number of the baseline that has answered a task best, by its paired difference; 0 if none answers it. */
    int best(int family, int entity) {
        return best(line(entity, family));
    }

    /**
     * The model's gain on a task against a baseline, over its last {@value #PAIRED_FADING} labels or so.
     *
     * <p>With the fading weights a of labels, n = 1 / Σa² of equal weight would say as much: the interval is Student's with
     * n − 1 degrees of freedom, and none is known of one label.
     */
    Gain gain(int family, int entity, int baseline) {
        int line = line(entity, family);
        double squaredWeights = ofTasks.cells()[line + SQUARED_WEIGHTS];
        double unbiased = standardError(line, baseline) / Math.sqrt(1 - squaredWeights);
        double halfWidth = StudentT.factor(1 / squaredWeights - 1) * unbiased;
        double mean = -ofTasks.cells()[difference(line, baseline)];
        return new Gain(Estimate.around(mean, halfWidth), taskLoss(family, entity, baseline));
    }

    /** Who answers a task: 0 is the model. */
    int served(int family, int entity) {
        return entity < 0 ? 0 : (int) cell(family, entity, SERVED);
    }

    /** A task's line has been read: where nothing may be served, the model answers it again. */
    void restored(int family, int entity) {
        if (!config.serve()) {
            int line = line(entity, family);
            ofTasks.cells()[line + SERVED] = 0;
        }
    }

    private double cell(int family, int entity, int at) {
        int line = line(entity, family);
        return ofTasks.cells()[line + at];
    }

    /** Labels of a task. */
    public long labels(int family, int entity) {
        return (long) cell(family, entity, 0);
    }

    /** The fading mean loss of a method on a task. */
    public double taskLoss(int family, int entity, int method) {
        return cell(family, entity, TASK_MEANS + method);
    }

    /** The mean loss of a method on a family, since the beginning; NaN if it was never scored. */
    public double loss(int family, int method) {
        return ofFamilies.loss(family, method);
    }

    /** The fading mean loss of a method on a family; NaN if it was never scored. */
    public double fadingLoss(int family, int method) {
        return ofFamilies.fadingLoss(family, method);
    }

    /** Examples of a family. */
    public long examples(int family) {
        return ofFamilies.examples(family);
    }

    /** Examples of a family on which a method's answers were scored. */
    public long examples(int family, int method) {
        return ofFamilies.examples(family, method);
    }
}
