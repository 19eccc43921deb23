package io.tributary.snapshot;

import io.tributary.learning.Learner;
import io.tributary.model.Deviations;
import io.tributary.model.Shape;
import io.tributary.task.Text;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * How far the parameters of a group have moved from one model to another.
 *
 * @param group {@code trunk}, {@code head FAMILY} (its gate included) or {@code deviations FAMILY}
 * @param numbers parameters compared; 0 where both models have none that could be compared, or other shapes
 * @param distance the Euclidean norm of the difference; NaN without numbers
 * @param relative the same as a share of the first model's norm; NaN without numbers, or where that is 0
 */
public record ParameterDistance(String group, long numbers, double distance, double relative) {
    /** What is summed up of one group. */
    private static final class Sum {
        private long numbers;
        private double squares;
        private double difference;

        void add(FloatBuffer before, FloatBuffer after, int count) {
            add(before, 0, after, 0, count);
        }

        void add(FloatBuffer before, int beforeAt, FloatBuffer after, int afterAt, int count) {
            numbers += count;
            for (int i = 0; i < count; i++) {
                double old = before.get(beforeAt + i);
                double moved = after.get(afterAt + i) - old;
                squares += old * old;
                difference += moved * moved;
            }
        }

        ParameterDistance of(String group) {
            if (numbers == 0) {
                return new ParameterDistance(group, 0, Double.NaN, Double.NaN);
            }
            double norm = Math.sqrt(squares);
            double distance = Math.sqrt(difference);
            return new ParameterDistance(group, numbers, distance, norm == 0 ? Double.NaN : distance / norm);
        }
    }

    /** The distances of all groups that both models have, deviations of the entities that both have. */
    static List<ParameterDistance> between(Learner before, Learner after) {
        List<ParameterDistance> distances = new ArrayList<>();
        distances.add(trunk(before, after));
        for (int f = 0; f < before.families().size(); f++) {
            for (int g = 0; g < after.families().size(); g++) {
                if (before.families()
                        .get(f)
                        .name()
                        .equals(after.families().get(g).name())) {
                    distances.add(head(before, f, after, g));
                    distances.add(deviations(before, f, after, g));
                }
            }
        }
        return distances;
    }

    private static ParameterDistance trunk(Learner before, Learner after) {
        Sum sum = new Sum();
        int size = before.network().shape().trunkSize();
        if (size == after.network().shape().trunkSize()) {
            sum.add(
                    before.network().shared().parameters(0, size),
                    after.network().shared().parameters(0, size),
                    size);
        }
        return sum.of("trunk");
    }

    private static ParameterDistance head(Learner before, int family, Learner after, int same) {
        Sum sum = new Sum();
        Shape old = before.network().shape();
        Shape now = after.network().shape();
        int size = old.headSize(family);
        if (size == now.headSize(same)) {
            sum.add(
                    before.network().shared().parameters(old.headOffset(family), size),
                    after.network().shared().parameters(now.headOffset(same), size),
                    size);
        }
        return sum.of("head " + before.families().get(family).name());
    }

    private static ParameterDistance deviations(Learner before, int family, Learner after, int same) {
        Sum sum = new Sum();
        Shape old = before.network().shape();
        Shape now = after.network().shape();
        int size = old.families().get(family).outputs() * old.deviationWidth();
        if (size == now.families().get(same).outputs() * now.deviationWidth()) {
            Text name = new Text();
            Deviations olds = before.network().deviations();
            Deviations news = after.network().deviations();
            for (int entity : before.entities().inNameOrder()) {
                byte[] utf8 = before.entities().name(entity);
                name.set(utf8, 0, utf8.length);
                int there = after.entities().find(name);
                if (there >= 0 && entity < olds.size() && there < news.size()) {
                    sum.add(
                            olds.values(entity),
                            old.outputOffset(family) * old.deviationWidth(),
                            news.values(there),
                            now.outputOffset(same) * now.deviationWidth(),
                            size);
                }
            }
        }
        return sum.of("deviations " + before.families().get(family).name());
    }
}
