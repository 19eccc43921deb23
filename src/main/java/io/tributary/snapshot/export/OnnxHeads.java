package io.tributary.snapshot.export;

import io.tributary.learning.Calibration;
import io.tributary.learning.Learner;
import io.tributary.model.Loss;
import io.tributary.model.Shape;
import io.tributary.task.EntityIndex;
import io.tributary.task.Family;
import io.tributary.task.LossName;
import java.util.List;
import java.util.Optional;
import onnx.Onnx.TensorProto.DataType;

/**
 * Family heads with the deviations of one entity as nodes, and what their outputs stand for.
 *
 * <p>Each family has the outputs {@code NAME.output} (float, o before its link) and {@code NAME.answer} (double: label units,
 * the probability of 1, or those of the classes).
 */
final class OnnxHeads {
    private final OnnxGraph graph;
    private final Learner learner;
    private final Shape shape;
    private final int entity;
    private final String refused;

    /**
     * @param entity its number, or {@link EntityIndex#UNKNOWN}
     * @param x the encoded inputs; NaN where the learner would reject the row
     */
    OnnxHeads(OnnxGraph graph, Learner learner, int entity, String x) {
        this.graph = graph;
        this.learner = learner;
        this.entity = entity;
        shape = learner.network().shape();
        refused = refused(x);
    }

    /* An activation need not hand on what is not a number, so whether one was there is kept beside it. */
    private String refused(String x) {
        String flags = graph.cast("refused.inputs", graph.node("IsNaN", "refused.nan", x), DataType.FLOAT);
        String any = graph.node("ReduceMax", "refused.any", List.of(flags), OnnxGraph.ints("axes", 1));
        return graph.cast("refused", any, DataType.BOOL);
    }

    /** Adds the outputs of one family. */
    void add(int family, OnnxTrunk.Seen seen) {
        Family asked = learner.families().get(family);
        String name = NamedTensor.family(shape, family);
        String head = graph.affine(name + ".head.output", seen.all(), NamedTensor.head(shape, family));
        String sum = isLearned(family)
                ? graph.node("Add", name + ".sum", head, deviation(family, name + ".deviation", seen))
                : head;
        String nan = graph.floats(name + ".nan", new float[] {Float.NaN}, 1);
        String output = graph.node("Where", output(asked), refused, nan, sum);
        graph.output(output, DataType.FLOAT, asked.outputs(), "o, before its link");
        String precise = graph.cast(name + ".o", output, DataType.DOUBLE);
        String answer = corrected(family, name, mean(family, name, precise));
        graph.node("Where", answer(asked), refused, graph.doubles(name + ".none", Double.NaN), answer);
        graph.output(answer(asked), DataType.DOUBLE, asked.outputs(), meaning(asked));
    }

    /** Whether the entity has a deviation of its own in this family. */
    boolean isLearned(int family) {
        return learned(family) > 0;
    }

    /** The examples that this entity's task has learned. */
    long learned(int family) {
        return entity == EntityIndex.UNKNOWN
                ? 0
                : learner.network().deviations().learned(entity, family);
    }

    static String output(Family family) {
        return family.name() + ".output";
    }

    static String answer(Family family) {
        return family.name() + ".answer";
    }

    static String meaning(Family family) {
        return switch (family.kind()) {
            case REGRESSION -> "label units";
            case BINARY -> "probability of 1";
            case MULTICLASS -> "probability of each class";
        };
    }

    private String deviation(int family, String name, OnnxTrunk.Seen seen) {
        int width = shape.deviationWidth();
        int outputs = learner.families().get(family).outputs();
        List<NamedTensor> tensors = NamedTensor.rows(
                name,
                learner.network()
                        .deviations()
                        .values(entity)
                        .slice(shape.outputOffset(family) * width, outputs * width),
                outputs,
                width);
        if (shape.deviationLead() == 0) {
            graph.tensors(tensors.subList(1, 2));
            return name + ".bias";
        }
        graph.tensors(tensors);
        String lead = shape.deviationLead() == shape.headWidth() - 1
                ? seen.all()
                : seen.hidden().orElseThrow();
        return graph.affine(name + ".output", lead, name);
    }

    /** The mean that outputs stand for, as {@link Loss#predict} says, in label units. */
    private String mean(int family, String name, String o) {
        Family asked = learner.families().get(family);
        if (asked.standardised()) {
            String deviation = graph.doubles(
                    name + ".label.deviation", learner.labelStatistics().deviation(family));
            String mean = graph.doubles(
                    name + ".label.mean", learner.labelStatistics().mean(family));
            return graph.node("Add", name + ".unscaled", graph.node("Mul", name + ".scaled", o, deviation), mean);
        }
        if (asked.loss() == LossName.POISSON) {
            String most = graph.doubles(name + ".most", Loss.Poisson.LARGEST_OUTPUT);
            return graph.node("Exp", name + ".count", graph.node("Min", name + ".bounded", o, most));
        }
        return switch (asked.kind()) {
            case REGRESSION -> o;
            case BINARY -> graph.node("Sigmoid", name + ".probability", o);
            case MULTICLASS ->
                graph.node("Softmax", name + ".probabilities", List.of(o), OnnxGraph.attribute("axis", 1));
        };
    }

    /** The same, corrected where the learner corrects its probabilities. */
    private String corrected(int family, String name, String mean) {
        Optional<Calibration.Correction> correction = Calibration.correction(learner.tables(), family);
        if (correction.isEmpty()) {
            return mean;
        }
        String slope = graph.doubles(name + ".slope", correction.get().slope());
        String least = graph.doubles(name + ".least", Calibration.SMALLEST);
        String raised = graph.node("Max", name + ".raised", mean, least);
        return switch (learner.families().get(family).kind()) {
            case REGRESSION -> mean;
            case MULTICLASS -> {
                String log = graph.node("Log", name + ".log", raised);
                String softened = graph.node("Mul", name + ".softened", log, slope);
                yield graph.node("Softmax", name + ".corrected", List.of(softened), OnnxGraph.attribute("axis", 1));
            }
            case BINARY -> {
                String most = graph.doubles(name + ".greatest", 1 - Calibration.SMALLEST);
                String p = graph.node("Min", name + ".p", raised, most);
                String q = graph.node("Sub", name + ".q", graph.doubles(name + ".one", 1), p);
                String logit = graph.node("Log", name + ".logit", graph.node("Div", name + ".odds", p, q));
                String shift = graph.doubles(name + ".shift", correction.get().shift());
                String moved =
                        graph.node("Add", name + ".moved", graph.node("Mul", name + ".sloped", logit, slope), shift);
                yield graph.node("Sigmoid", name + ".corrected", moved);
            }
        };
    }
}
