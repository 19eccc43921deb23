package io.tributary.snapshot.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tributary.learning.Learner;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonExportTest {
    @TempDir
    Path directory;

    private static JsonNode exported(Learner learner) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ExportFormat.JSON.export(TaskChoice.ALL).write(learner, Agreement.about(learner), bytes);
        return new ObjectMapper().readTree(bytes.toByteArray());
    }

    @Test
    void tellsShapesStatisticsAndSharedParameters() throws IOException {
        try (Learner learner = Orchard.learned(Orchard.learner())) {
            JsonNode json = exported(learner);
            assertThat(json.get("model_sha256").textValue()).isEqualTo("ab".repeat(32));
            assertThat(json.get("learned").longValue()).isEqualTo(learner.learned());
            assertThat(json.get("model").get("trunk").toString()).isEqualTo("[7,5]");
            assertThat(json.get("statistics").get("size").get("mean").doubleValue())
                    .isEqualTo(learner.encoder().statistics().mean(0));
            JsonNode weights = json.get("trunk").get("trunk.0.weight");
            assertThat(weights).hasSize(7);
            assertThat(weights.get(6)).hasSize(learner.encoder().inputs());
            FloatBuffer parameters = learner.network()
                    .shared()
                    .parameters(0, 7 * learner.encoder().inputs());
            assertThat(weights.get(6).get(2).floatValue()).isEqualTo(parameters.get(2 * 7 + 6));
        }
    }

    @Test
    void tellsOfEachTaskHowFarItIsFromItsFamily() throws IOException {
        try (Learner learner = Orchard.learned(Orchard.learner().families(Orchard.PRICE, Orchard.RIPE))) {
            JsonNode json = exported(learner);
            assertThat(json.get("families")).hasSize(2);
            JsonNode ripe = json.get("families").get(1);
            assertThat(ripe.get("kind").textValue()).isEqualTo("binary");
            assertThat(ripe.get("tasks").intValue()).isEqualTo(7);
            assertThat(ripe.has("label")).isFalse();
            JsonNode orchard = json.get("entities").get(3);
            assertThat(orchard.get("id").textValue()).isEqualTo("orchard 3");
            int entity = learner.entities().inNameOrder()[3];
            JsonNode task = orchard.get("tasks").get("ripe");
            assertThat(task.get("learned").longValue())
                    .isEqualTo(learner.network().deviations().learned(entity, 1));
            FloatBuffer values = learner.network().deviations().values(entity);
            double sum = 0;
            for (int i = learner.network().shape().deviationWidth();
                    i < learner.network().deviations().vector();
                    i++) {
                sum += (double) values.get(i) * values.get(i);
            }
            assertThat(task.get("deviation_norm").doubleValue())
                    .isCloseTo(Math.sqrt(sum), within(1e-9))
                    .isPositive();
        }
    }

    @Test
    void leavesNoFileWhereItCannotWriteOne() throws IOException {
        try (Learner learner = Orchard.learner().build()) {
            ModelExport export = ExportFormat.JSON.export(TaskChoice.ALL);
            Path file = directory.resolve("model.json");
            Files.writeString(file, "before");
            export.write(learner, Agreement.about(learner), file);
            assertThat(file).content().startsWith("{").contains("\"orchard\"");
            assertThatThrownBy(
                            () -> export.write(learner, Agreement.about(learner), directory.resolve("no/model.json")))
                    .isInstanceOf(NoSuchFileException.class);
            assertThat(directory).isDirectoryNotContaining("glob:**.part");
        }
    }
}
