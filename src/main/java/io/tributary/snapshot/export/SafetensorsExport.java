package io.tributary.snapshot.export;

import io.tributary.feature.RunningStatistics;
import io.tributary.learning.Learner;
import io.tributary.model.Deviations;
import io.tributary.model.Shape;
import io.tributary.snapshot.export.TensorFile.NumberType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.Map;

/**
 * All that was learned as named tensors, without optimizer state: what {@link NamedTensor} names, and beside it
 *
 * <ul>
 *   <li>{@code family.NAME.deviations} F32 {@code [entities, outputs, deviation width]}, the constant's weight last,
 *       {@code family.NAME.learned} I64 {@code [entities]};
 *   <li>{@code entities.ids} U8, the UTF-8 IDs one after another in the order of their bytes, {@code entities.ends} I64
 *       {@code [entities]}, where each ends;
 *   <li>{@code features.count} I64, {@code .mean} and {@code .deviation} F64, for each of the metadata's {@code statistics};
 *       {@code labels.*} alike for each of its {@code families}.
 * </ul>
 */
final class SafetensorsExport implements ModelExport {
    private static final String LAYOUT =
            "o = head.weight z + head.bias + deviations[e] [lead of z; 1]; z = [h; x] if wide, else h; "
                    + "h = trunk layers of x, y = weight x + bias, each followed by max(y, slope y); with experts h of a family is the "
                    + "sum of its experts' weighted by softmax(gate.weight x + gate.bias); lead of z: all of it, its hidden part h, or "
                    + "nothing for deviation_input bias; ID of entity e = UTF-8 of entities.ids[entities.ends[e-1] : entities.ends[e]]";

    @Override
    public void write(Learner learner, ExportMetadata about, OutputStream out) throws IOException {
        TensorFile file = new TensorFile(metadata(learner, about));
        addStatistics(file, "features", learner.encoder().statistics());
        addStatistics(file, "labels", learner.labelStatistics());
        NamedTensor.trunk(learner.network()).forEach(tensor -> add(file, tensor));
        int[] entities = learner.entities().inNameOrder();
        addEntities(file, learner, entities);
        for (int f = 0; f < learner.families().size(); f++) {
            NamedTensor.family(learner.network(), f).forEach(tensor -> add(file, tensor));
            addTasks(file, learner, f, entities);
        }
        file.write(out);
    }

    private static Map<String, String> metadata(Learner learner, ExportMetadata about) {
        Map<String, String> metadata = about.properties();
        metadata.put("learned", Long.toString(learner.learned()));
        metadata.put("model", Json.text(Description.model(learner.config().model())));
        metadata.put("families", Json.text(Description.families(learner)));
        metadata.put("inputs", Json.text(learner.encoder().inputNames()));
        metadata.put("statistics", Json.text(learner.encoder().statisticsNames()));
        metadata.put("layout", LAYOUT);
        return metadata;
    }

    private static void add(TensorFile file, NamedTensor tensor) {
        List<Long> shape = tensor.shape().stream().map(Integer::longValue).toList();
        file.add(
                tensor.name(),
                NumberType.F32,
                shape,
                into -> put(into, tensor.values(), 0, tensor.values().limit()));
    }

    private static void put(TensorFile.Numbers into, FloatBuffer values, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            into.put(values.get(i));
        }
    }

    private static void addStatistics(TensorFile file, String name, RunningStatistics statistics) {
        List<Long> shape = List.of((long) statistics.series());
        file.add(name + ".count", NumberType.I64, shape, into -> {
            for (int i = 0; i < statistics.series(); i++) {
                into.put(statistics.count(i));
            }
        });
        file.add(name + ".mean", NumberType.F64, shape, into -> {
            for (int i = 0; i < statistics.series(); i++) {
                into.put(statistics.mean(i));
            }
        });
        file.add(name + ".deviation", NumberType.F64, shape, into -> {
            for (int i = 0; i < statistics.series(); i++) {
                into.put(statistics.deviation(i));
            }
        });
    }

    private static void addEntities(TensorFile file, Learner learner, int[] entities) {
        long bytes = 0;
        for (int entity : entities) {
            bytes += learner.entities().name(entity).length;
        }
        file.add("entities.ids", NumberType.U8, List.of(bytes), into -> {
            for (int entity : entities) {
                into.put(learner.entities().name(entity));
            }
        });
        file.add("entities.ends", NumberType.I64, List.of((long) entities.length), into -> {
            long end = 0;
            for (int entity : entities) {
                end += learner.entities().name(entity).length;
                into.put(end);
            }
        });
    }

    private static void addTasks(TensorFile file, Learner learner, int family, int[] entities) {
        Shape shape = learner.network().shape();
        Deviations deviations = learner.network().deviations();
        String name = NamedTensor.family(shape, family);
        int width = shape.deviationWidth();
        int from = shape.outputOffset(family) * width;
        int to = shape.outputOffset(family + 1) * width;
        List<Long> shapeOfAll = List.of((long) entities.length, (long) (to - from) / width, (long) width);
        file.add(name + ".deviations", NumberType.F32, shapeOfAll, into -> {
            for (int entity : entities) {
                put(into, deviations.values(entity), from, to);
            }
        });
        file.add(name + ".learned", NumberType.I64, List.of((long) entities.length), into -> {
            for (int entity : entities) {
                into.put(deviations.learned(entity, family));
            }
        });
    }
}
