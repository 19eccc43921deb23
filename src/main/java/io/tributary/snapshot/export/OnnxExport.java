package io.tributary.snapshot.export;

import io.tributary.learning.Learner;
import io.tributary.model.Network;
import io.tributary.task.EntityIndex;
import io.tributary.task.Family;
import io.tributary.task.Text;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import onnx.Onnx.ModelProto;
import onnx.Onnx.OperatorSetIdProto;
import onnx.Onnx.StringStringEntryProto;

/**
 * One entity's tasks as an ONNX graph (operator set 15): from raw values to outputs o and to answers.
 *
 * <p>Inputs are those of {@link OnnxInputs}, outputs those of {@link OnnxHeads}; the file's metadata says what they hold. Not
 * in it: intervals, and answers that a baseline gives in the model's place.
 */
record OnnxExport(TaskChoice choice) implements ModelExport {
    private static final long IR_VERSION = 8;
    private static final long OPERATORS = 15;
    private static final long MACHINE_LEARNING_OPERATORS = 2;

    @Override
    public void write(Learner learner, ExportMetadata about, OutputStream out) throws IOException {
        model(learner, about).writeTo(out);
    }

    private ModelProto model(Learner learner, ExportMetadata about) {
        OnnxGraph graph = new OnnxGraph(
                "tributary",
                "From raw values to the answers of "
                        + choice.entity().map(e -> "entity " + e).orElse("an entity never seen"));
        OnnxInputs inputs =
                new OnnxInputs(graph, learner.encoder(), learner.config().features());
        String x = inputs.encode();
        int[] families = choice.families(learner.families());
        Network network = learner.network();
        graph.tensors(NamedTensor.trunk(network));
        OnnxTrunk trunk = new OnnxTrunk(graph, network.shape(), x);
        OnnxHeads heads = new OnnxHeads(graph, learner, entity(learner), x);
        for (int family : families) {
            graph.tensors(NamedTensor.family(network, family));
            heads.add(family, trunk.seen(family));
        }
        ModelProto.Builder model = ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("tributary")
                .setProducerVersion(about.version())
                .addOpsetImport(OperatorSetIdProto.newBuilder().setVersion(OPERATORS))
                .addOpsetImport(OperatorSetIdProto.newBuilder()
                        .setDomain(OnnxGraph.MACHINE_LEARNING)
                        .setVersion(MACHINE_LEARNING_OPERATORS))
                .setGraph(graph.build());
        Map<String, String> properties = about.properties();
        choice.entity().ifPresent(entity -> properties.put("entity", entity));
        properties.put("inputs", Json.text(inputs.description()));
        properties.put("outputs", Json.text(outputs(learner, heads, families)));
        properties.forEach((key, value) -> model.addMetadataProps(
                StringStringEntryProto.newBuilder().setKey(key).setValue(value)));
        return model.build();
    }

    private int entity(Learner learner) {
        Text text = new Text();
        choice.entity().ifPresent(text::set);
        return choice.entity().isPresent() ? learner.entities().find(text) : EntityIndex.UNKNOWN;
    }

    private static List<Map<String, Object>> outputs(Learner learner, OnnxHeads heads, int[] families) {
        List<Map<String, Object>> outputs = new ArrayList<>();
        for (int f : families) {
            Family family = learner.families().get(f);
            Map<String, Object> output = new LinkedHashMap<>();
            output.put("family", family.name());
            output.put("kind", family.kind().name().toLowerCase(Locale.ROOT));
            output.put("loss", family.loss().name().toLowerCase(Locale.ROOT));
            output.put("output", OnnxHeads.output(family));
            output.put("answer", OnnxHeads.answer(family));
            output.put("unit", OnnxHeads.meaning(family));
            output.put("learned", heads.learned(f));
            outputs.add(output);
        }
        return outputs;
    }
}
