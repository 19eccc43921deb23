package io.tributary.snapshot.export;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.feature.RunningStatistics;
import io.tributary.learning.Learner;
import io.tributary.model.Deviations;
import io.tributary.model.Shape;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * A model as one JSON object for people: its shapes, statistics, shared parameters, and of each task the labels it has learned
 * and the norm of its deviation.
 *
 * <p>Written as a stream, entities in the order of their IDs' bytes.
 */
final class JsonExport implements ModelExport {
    private static final JsonFactory FACTORY = new ObjectMapper().getFactory();

    @Override
    public void write(Learner learner, ExportMetadata about, OutputStream out) throws IOException {
        try (JsonGenerator json = FACTORY.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            writeModel(json, learner, about);
            writeFeatures(json, learner);
            json.writeObjectFieldStart("trunk");
            writeTensors(json, NamedTensor.trunk(learner.network()));
            json.writeEndObject();
            json.writeArrayFieldStart("families");
            for (int f = 0; f < learner.families().size(); f++) {
                writeFamily(json, learner, f);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("entities");
            for (int entity : learner.entities().inNameOrder()) {
                writeEntity(json, learner, entity);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void writeModel(JsonGenerator json, Learner learner, ExportMetadata about) throws IOException {
        json.writeStringField("version", about.version());
        json.writeStringField("application", about.application());
        json.writeStringField("model_sha256", about.modelSha256());
        json.writePOJOField("fingerprint", about.fingerprint().lines());
        json.writeNumberField("learned", learner.learned());
        json.writePOJOField("model", Description.model(learner.config().model()));
    }

    private static void writeFeatures(JsonGenerator json, Learner learner) throws IOException {
        json.writePOJOField("inputs", learner.encoder().inputNames());
        json.writeObjectFieldStart("statistics");
        RunningStatistics statistics = learner.encoder().statistics();
        for (int i = 0; i < statistics.series(); i++) {
            json.writePOJOField(learner.encoder().statisticsNames().get(i), Description.series(statistics, i));
        }
        json.writeEndObject();
    }

    private static void writeFamily(JsonGenerator json, Learner learner, int family) throws IOException {
        json.writeStartObject();
        for (var setting : Description.family(learner.families().get(family)).entrySet()) {
            json.writePOJOField(setting.getKey(), setting.getValue());
        }
        Deviations deviations = learner.network().deviations();
        long learned = 0;
        int tasks = 0;
        for (int entity : learner.entities().numbers()) {
            learned += deviations.learned(entity, family);
            tasks += deviations.learned(entity, family) > 0 ? 1 : 0;
        }
        json.writeNumberField("tasks", tasks);
        json.writeNumberField("learned", learned);
        json.writeNumberField("steps", learner.network().shared().headSteps(family));
        if (learner.families().get(family).standardised()) {
            json.writePOJOField("label", Description.series(learner.labelStatistics(), family));
        }
        writeTensors(json, NamedTensor.family(learner.network(), family));
        json.writeEndObject();
    }

    /** Of each task that has learned, how much and how far it is from its family's head. */
    private static void writeEntity(JsonGenerator json, Learner learner, int entity) throws IOException {
        Deviations deviations = learner.network().deviations();
        json.writeStartObject();
        json.writeStringField("id", Description.entity(learner.entities(), entity));
        json.writeObjectFieldStart("tasks");
        for (int f = 0; f < learner.families().size(); f++) {
            if (deviations.learned(entity, f) > 0) {
                json.writeObjectFieldStart(learner.families().get(f).name());
                json.writeNumberField("learned", deviations.learned(entity, f));
                json.writeNumberField("deviation_norm", norm(learner, entity, f));
                json.writeEndObject();
            }
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static double norm(Learner learner, int entity, int family) {
        Shape shape = learner.network().shape();
        FloatBuffer values = learner.network().deviations().values(entity);
        double sum = 0;
        for (int i = shape.outputOffset(family) * shape.deviationWidth();
                i < shape.outputOffset(family + 1) * shape.deviationWidth();
                i++) {
            sum += (double) values.get(i) * values.get(i);
        }
        return Math.sqrt(sum);
    }

    private static void writeTensors(JsonGenerator json, List<NamedTensor> tensors) throws IOException {
        for (NamedTensor tensor : tensors) {
            json.writeFieldName(tensor.name());
            if (tensor.shape().size() == 1) {
                writeNumbers(json, tensor.values(), 0, tensor.shape().get(0));
            } else {
                json.writeStartArray();
                int columns = tensor.shape().get(1);
                for (int row = 0; row < tensor.shape().get(0); row++) {
                    writeNumbers(json, tensor.values(), row * columns, columns);
                }
                json.writeEndArray();
            }
        }
    }

    private static void writeNumbers(JsonGenerator json, FloatBuffer values, int from, int count) throws IOException {
        json.writeStartArray();
        for (int i = from; i < from + count; i++) {
            json.writeNumber(values.get(i));
        }
        json.writeEndArray();
    }
}
