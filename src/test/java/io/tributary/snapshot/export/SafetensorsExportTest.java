package io.tributary.snapshot.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.learning.Learner;
import io.tributary.model.ModelConfig.DeviationInput;
import io.tributary.model.Network;
import io.tributary.task.Row;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsExportTest {
    private static final Map<String, Integer> BYTES = Map.of("F64", 8, "I64", 8, "F32", 4, "U8", 1);

    @TempDir
    Path directory;

    /** A file read as the format's description says, tensors by name. */
    private record Tensors(JsonNode header, ByteBuffer data) {
        static Tensors read(Path file) throws IOException {
            ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
            byte[] header = new byte[Math.toIntExact(bytes.getLong())];
            assertThat(header.length % 8).isZero();
            bytes.get(header);
            return new Tensors(
                    new ObjectMapper().readTree(header), bytes.slice().order(ByteOrder.LITTLE_ENDIAN));
        }

        long begin(String name) {
            return header.get(name).get("data_offsets").get(0).longValue();
        }

        float f32(String name, int index) {
            assertThat(header.get(name).get("dtype").textValue()).isEqualTo("F32");
            return data.getFloat((int) begin(name) + Float.BYTES * index);
        }

        double f64(String name, int index) {
            assertThat(header.get(name).get("dtype").textValue()).isEqualTo("F64");
            return data.getDouble((int) begin(name) + Double.BYTES * index);
        }

        long i64(String name, int index) {
            assertThat(header.get(name).get("dtype").textValue()).isEqualTo("I64");
            return data.getLong((int) begin(name) + Long.BYTES * index);
        }

        List<Integer> shape(String name) {
            List<Integer> shape = new ArrayList<>();
            header.get(name).get("shape").forEach(size -> shape.add(size.intValue()));
            return shape;
        }

        String entity(int entity) {
            int from = entity == 0 ? 0 : (int) i64("entities.ends", entity - 1);
            byte[] id = new byte[(int) i64("entities.ends", entity) - from];
            data.get((int) begin("entities.ids") + from, id);
            return new String(id, StandardCharsets.UTF_8);
        }
    }

    private Tensors exported(Learner learner) throws IOException {
        Path file = directory.resolve("model.safetensors");
        ExportFormat.SAFETENSORS.export(TaskChoice.ALL).write(learner, Agreement.about(learner), file);
        assertThat(directory).isDirectoryNotContaining("glob:**.part");
        return Tensors.read(file);
    }

    @Test
    void laysTensorsOutAlignedAndWithoutGaps() throws IOException {
        try (Learner learner = Orchard.learned(Orchard.learner().experts(2))) {
            Tensors tensors = exported(learner);
            long end = 0;
            for (var entry : tensors.header.properties()) {
                if (!entry.getKey().equals("__metadata__")) {
                    JsonNode tensor = entry.getValue();
                    int bytes = BYTES.getOrDefault(tensor.get("dtype").textValue(), 0);
                    long size = bytes;
                    for (JsonNode dimension : tensor.get("shape")) {
                        size *= dimension.longValue();
                    }
                    assertThat(tensor.get("data_offsets").get(0).longValue())
                            .isEqualTo(end)
                            .matches(at -> at % bytes == 0);
                    end += size;
                    assertThat(tensor.get("data_offsets").get(1).longValue()).isEqualTo(end);
                }
            }
            assertThat(tensors.data.limit()).isEqualTo((int) end);
        }
    }

    @Test
    void holdsTheParametersThatTheAnswersAreMadeOf() throws IOException {
        try (Learner learner = Orchard.learned(Orchard.learner())) {
            Tensors tensors = exported(learner);
            for (Row row : Orchard.rows(learner, 50, 2)) {
                learner.predictOnly(row);
                float[] x = new float[learner.encoder().inputs()];
                learner.encoder().encode(row, x);
                double[] h = layer(tensors, "trunk.1", layer(tensors, "trunk.0", widened(x)));
                double[] z = new double[h.length + x.length + 1];
                System.arraycopy(h, 0, z, 0, h.length);
                System.arraycopy(widened(x), 0, z, h.length, x.length);
                z[z.length - 1] = 1;
                assertOutputs(learner, tensors, row.entity().toString(), z);
            }
        }
    }

    private static void assertOutputs(Learner learner, Tensors tensors, String entity, double[] z) {
        Network network = learner.network();
        int line = 0;
        while (!tensors.entity(line).equals(entity)) {
            line++;
        }
        for (int f = 0; f < learner.families().size(); f++) {
            String name = "family." + learner.families().get(f).name();
            int outputs = learner.families().get(f).outputs();
            assertThat(tensors.shape(name + ".deviations")).containsExactly(7, outputs, z.length);
            for (int j = 0; j < outputs; j++) {
                double o = tensors.f32(name + ".head.bias", j);
                for (int i = 0; i < z.length; i++) {
                    o += z[i] * tensors.f32(name + ".deviations", (line * outputs + j) * z.length + i);
                    o += i == z.length - 1 ? 0 : z[i] * tensors.f32(name + ".head.weight", j * (z.length - 1) + i);
                }
                double expected =
                        network.output(learner.pending().rows(), network.shape().outputOffset(f) + j);
                assertThat(o).isCloseTo(expected, within(1e-5 * Math.max(1, Math.abs(expected))));
            }
        }
    }

    private static double[] widened(float[] x) {
        double[] wide = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            wide[i] = x[i];
        }
        return wide;
    }

    private static double[] layer(Tensors tensors, String name, double[] in) {
        assertThat(tensors.shape(name + ".weight")).element(1).isEqualTo(in.length);
        double[] out = new double[tensors.shape(name + ".weight").get(0)];
        for (int o = 0; o < out.length; o++) {
            out[o] = tensors.f32(name + ".bias", o);
            for (int i = 0; i < in.length; i++) {
                out[o] += in[i] * tensors.f32(name + ".weight", o * in.length + i);
            }
            out[o] = Math.max(out[o], 0.1 * out[o]);
        }
        return out;
    }

    @Test
    void holdsStatisticsAndWhatEachTaskHasLearned() throws IOException {
        try (Learner learner = Orchard.learned(Orchard.learner().deviationInput(DeviationInput.BIAS))) {
            Tensors tensors = exported(learner);
            assertThat(tensors.shape("features.mean")).containsExactly(2);
            assertThat(tensors.header.get("__metadata__").get("statistics").textValue())
                    .isEqualTo("[\"size\",\"sugar\"]");
            assertThat(tensors.f64("features.mean", 1))
                    .isEqualTo(learner.encoder().statistics().mean(1));
            assertThat(tensors.f64("features.deviation", 0))
                    .isEqualTo(learner.encoder().statistics().deviation(0));
            assertThat(tensors.i64("features.count", 0))
                    .isEqualTo(learner.encoder().statistics().count(0))
                    .isPositive();
            assertThat(tensors.f64("labels.mean", 1))
                    .isEqualTo(learner.labelStatistics().mean(1))
                    .isGreaterThan(1000);
            assertThat(tensors.shape("family.grade.deviations")).containsExactly(7, 3, 1);
            long learned = 0;
            for (int entity = 0; entity < 7; entity++) {
                learned += tensors.i64("family.price.learned", entity);
                assertThat(tensors.entity(entity)).isEqualTo("orchard " + entity);
            }
            assertThat(6 * learned).isEqualTo(learner.learned());
        }
    }

    @Test
    void canBeWrittenBeforeAnythingWasLearned() throws IOException {
        try (Learner learner = Orchard.learner().build()) {
            Tensors tensors = exported(learner);
            assertThat(tensors.shape("entities.ends")).containsExactly(0);
            assertThat(tensors.shape("family.price.deviations").get(0)).isZero();
        }
    }

    @Test
    void writesTheSameBytesAgain() throws IOException {
        try (Learner learner = Orchard.learned(Orchard.learner());
                Learner other = Orchard.learned(Orchard.learner())) {
            assertThat(exported(learner).data).isEqualTo(exported(other).data);
        }
    }

    @Test
    void refusesAChoiceOfTasks() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ExportFormat.SAFETENSORS.export(TaskChoice.ofEntity("orchard 1")))
                .withMessageContaining("leave the choice out");
    }
}
