package io.tributary.evaluation;

import io.tributary.learning.FamilyTable;
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
 * and back when its own fading mean is the lower one: that gap is the hysteresis. Differences are small beside the noise of single losses,
 * so they are remembered longer, over {@value #PAIRED_FADING} examples. The variance is West's weighted one (1979), the
 * standard error that of a weighted mean, √(variance · Σw²). Not thread-safe.
 */
public final class Standings {
    /** Examples of a family that its means remember. */
    public static final int FAMILY_FADING = 1000;
    /** Examples of a task that its means remember. */
    public static final int TASK_FADING = 200;

    /** Examples of a task that the differences between methods remember. */
    public static final int PAIRED_FADING = 1000;

    /* A family's line: the count, then for each method the mean since the beginning and the fading one. */
    private static final int FAMILY_MEANS = 1;
    /* A task's line: the count, Σw², who answers, the methods' fading means, then the differences and their variances. */
    private static final int SQUARED_WEIGHTS = 1;
    private static final int SERVED = 2;
    private static final int TASK_MEANS = 3;

    private final int methods;
    private final FamilyTable ofFamilies;
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
        ofFamilies = tables.ofFamilies(name, FAMILY_MEANS + 2 * methods, 0);
        ofTasks = tables.ofEntities(name, families * taskWidth, 0);
        losses = new double[methods];
    }

    /** Numbers kept of a task beside so many baselines. */
    static int taskWidth(int baselines) {
        return TASK_MEANS + 1 + 3 * baselines;
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
        observeFamily(family);
        if (entity >= 0) {
            observeTask(line(entity, family));
        }
    }

    private void observeFamily(int family) {
        double[] cells = ofFamilies.cells();
        int line = ofFamilies.line(family);
        double count = ++cells[line];
        double fading = Math.max(1 / count, 1.0 / FAMILY_FADING);
        for (int m = 0; m < methods; m++) {
            int at = line + FAMILY_MEANS + 2 * m;
            cells[at] += (losses[m] - cells[at]) / count;
            cells[at + 1] += (losses[m] - cells[at + 1]) * fading;
        }
    }

    private void observeTask(int line) {
        double[] cells = ofTasks.cells();
        double count = ++cells[line];
        double fading = Math.max(1 / count, 1.0 / TASK_FADING);
        for (int m = 0; m < methods; m++) {
            int mean = line + TASK_MEANS + m;
            cells[mean] += (losses[m] - cells[mean]) * fading;
        }
        double weight = Math.max(1 / count, 1.0 / PAIRED_FADING);
        double keep = 1 - weight;
        cells[line + SQUARED_WEIGHTS] = keep * keep * cells[line + SQUARED_WEIGHTS] + weight * weight;
        for (int b = 1; b < methods; b++) {
            int mean = difference(line, b);
            int variance = variance(line, b);
            double difference = losses[0] - losses[b] - cells[mean];
            cells[mean] += weight * difference;
            cells[variance] = keep * (cells[variance] + weight * difference * difference);
        }
    }

    /** Where the mean of model's loss − baseline's loss lies. */
    private int difference(int line, int baseline) {
        return line + TASK_MEANS + methods + baseline - 1;
    }

    private int variance(int line, int baseline) {
        return difference(line, baseline) + methods - 1;
    }

    /** Lets a task pass to another method if it is time to; returns who answers it. */
    int decide(int family, int entity) {
        int line = line(entity, family);
        double[] cells = ofTasks.cells();
        int served = (int) cells[line + SERVED];
        if (served > 0 && !isWorseOfLate(line, served)) {
            served = 0;
        } else if (served == 0 && cells[line] >= config.minLabels()) {
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

    /** The baseline that is furthest below the model; 0 if there is none. One that does not answer a family has no mean. */
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
        return Math.sqrt(cells[variance(line, baseline)] * cells[line + SQUARED_WEIGHTS]);
    }

    private int line(int entity, int family) {
        return ofTasks.line(entity) + family * taskWidth;
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

    /** The mean loss of a method on a family, since the beginning. */
    public double loss(int family, int method) {
        return ofFamilies.cells()[ofFamilies.line(family) + FAMILY_MEANS + 2 * method];
    }

    /** The fading mean loss of a method on a family. */
    public double fadingLoss(int family, int method) {
        return ofFamilies.cells()[ofFamilies.line(family) + FAMILY_MEANS + 2 * method + 1];
    }

    /** Examples of a family. */
    public long examples(int family) {
        return (long) ofFamilies.cells()[ofFamilies.line(family)];
    }
}
