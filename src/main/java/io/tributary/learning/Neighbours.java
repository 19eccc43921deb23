package io.tributary.learning;

import io.tributary.model.Deviations;
import io.tributary.model.Shape;
import io.tributary.task.Text;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The tasks of one family that differ from it in the same way: whose deviations point in the same direction.
 *
 * <p>Computed from the deviations when asked, among the {@link #BUSIEST} tasks that have learned most examples. What the
 * deviations of these have in common says nothing of one, so their mean is taken off first. Nothing is kept.
 */
public final class Neighbours {
    /** Tasks that are looked at. */
    public static final int BUSIEST = 1000;

    /**
     * A task and how near it is.
     *
     * @param task its ID, {@code family/entity}
     * @param cosine of the angle between the two deviations, the mean taken off; 1 is nearest
     * @param examples that it has learned
     */
    public record Neighbour(String task, double cosine, long examples) {}

    private final Learner learner;
    private final Deviations deviations;
    private final int family;
    private final int entity;
    private final int from;
    private final int width;

    private Neighbours(Learner learner, int family, int entity) {
        this.learner = learner;
        this.family = family;
        this.entity = entity;
        deviations = learner.network().deviations();
        Shape shape = learner.network().shape();
        from = shape.outputOffset(family) * shape.deviationWidth();
        width = shape.outputOffset(family + 1) * shape.deviationWidth() - from;
    }

    /**
     * The tasks nearest to one, the nearest first; those equally near in the order of their names.
     *
     * @param task its ID, {@code family/entity}
     * @param most how many at most
     * @throws IllegalArgumentException if the model has no such task
     */
    public static List<Neighbour> of(Learner learner, String task, int most) {
        int slash = task.indexOf('/');
        List<String> names = learner.families().stream().map(f -> f.name()).toList();
        int family = slash < 0 ? -1 : names.indexOf(task.substring(0, slash));
        if (family < 0) {
            throw new IllegalArgumentException("found '" + task + "', expected family/entity with one of the families "
                    + String.join(", ", names));
        }
        Text name = new Text();
        name.set(task.substring(slash + 1));
        int entity = learner.entities().find(name);
        if (entity < 0 || learner.network().deviations().learned(entity, family) == 0) {
            throw new IllegalArgumentException(
                    "found '" + task + "', expected a task that has learned; the model knows no such task");
        }
        return new Neighbours(learner, family, entity).nearest(most);
    }

    private List<Neighbour> nearest(int most) {
        int[] tasks = busiest();
        double[] mean = mean(tasks);
        double[] own = deviation(entity, mean);
        List<Neighbour> all = new ArrayList<>();
        for (int other : tasks) {
            if (other != entity) {
                double cosine = cosine(own, deviation(other, mean));
                all.add(new Neighbour(id(other), cosine, deviations.learned(other, family)));
            }
        }
        all.sort(Comparator.comparingDouble(Neighbour::cosine).reversed().thenComparing(Neighbour::task));
        return List.copyOf(all.subList(0, Math.min(most, all.size())));
    }

    /** Equally busy ones in the order of their names, since an entity's number is nobody's business. */
    private int[] busiest() {
        return IntStream.of(learner.entities().inNameOrder())
                .filter(e -> deviations.learned(e, family) > 0)
                .boxed()
                .sorted(Comparator.comparingLong((Integer e) -> deviations.learned(e, family))
                        .reversed())
                .limit(BUSIEST)
                .mapToInt(Integer::intValue)
                .toArray();
    }

    private double[] mean(int[] tasks) {
        double[] mean = new double[width];
        for (int task : tasks) {
            FloatBuffer delta = deviations.values(task);
            for (int i = 0; i < width; i++) {
                mean[i] += delta.get(from + i) / (double) tasks.length;
            }
        }
        return mean;
    }

    private double[] deviation(int task, double[] mean) {
        FloatBuffer delta = deviations.values(task);
        return IntStream.range(0, width)
                .mapToDouble(i -> delta.get(from + i) - mean[i])
                .toArray();
    }

    private static double cosine(double[] a, double[] b) {
        double norms = Math.sqrt(dot(a, a) * dot(b, b));
        return norms > 0 ? Math.max(-1, Math.min(1, dot(a, b) / norms)) : 0;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private String id(int other) {
        String name = new String(learner.entities().name(other), StandardCharsets.UTF_8);
        return learner.families().get(family).name() + "/" + name;
    }
}
