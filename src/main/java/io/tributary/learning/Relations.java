package io.tributary.learning;

import java.util.List;
import java.util.function.IntFunction;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * How the families of a model stand to each other.
 *
 * @param families their names, in the order of all that follows
 * @param weights of each in the next step, by the balancer
 * @param answers how the model's answers to two questions vary together over the same rows, whichever labels these carry:
 *     the correlation, from −1 to 1, of two families with one output each; else the root of the RV coefficient (Robert,
 *     Escoufier 1976), from 0 to 1. Empty where nothing is kept: one family, or more than 128 outputs
 * @param gradients the mean cosine of two families' gradients at the trunk's last layer, over steps that held both; it
 *     says something where rows carry labels of both. Empty where nothing is kept
 */
public record Relations(
        List<String> families, List<Double> weights, List<List<Double>> answers, List<List<Double>> gradients) {
    /** What a learner knows now. */
    public static Relations of(Learner learner) {
        FamilyRelations kept = learner.balance().relations();
        int families = kept.isKept() ? learner.families().size() : 0;
        return new Relations(
                learner.families().stream().map(family -> family.name()).toList(),
                IntStream.range(0, learner.families().size())
                        .mapToObj(f -> learner.balance().weights()[f])
                        .toList(),
                lines(families, f -> line(families, other -> kept.answers(f, other))),
                lines(families, f -> line(families, other -> kept.gradients(f, other))));
    }

    private static List<List<Double>> lines(int families, IntFunction<List<Double>> line) {
        return IntStream.range(0, families).mapToObj(line).toList();
    }

    private static List<Double> line(int families, IntToDoubleFunction cell) {
        return IntStream.range(0, families).mapToDouble(cell).boxed().toList();
    }
}
