package io.tributary.streams;

import static org.assertj.core.api.Assertions.assertThat;

import io.tributary.v1.Answer;
import io.tributary.v1.ModelVersion;
import io.tributary.v1.Prediction;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

class PredictionJsonTest {
    private static final Answer LATE = Answer.newBuilder()
            .setTask("late/ATL")
            .setValue(0.25)
            .setLabel(1.0)
            .setLoss(1.5)
            .build();
    private static final Answer DELAY = Answer.newBuilder()
            .setTask("delay/ATL")
            .setValue(7)
            .setLower(-3.5)
            .setUpper(40.0)
            .build();
    private static final Answer BAND = Answer.newBuilder()
            .setTask("band/ATL")
            .setValue(1)
            .setProbabilities(List.of(0.1f, 0.9f))
            .setUnseen(true)
            .setServedBy("prior")
            .build();

    @Test
    void recordsOfTheFirstSchemaAreReadStill() throws IOException {
        Schema first = new Schema.Parser()
                .parse(Objects.requireNonNull(AvroRecords.class.getResourceAsStream("Prediction-1.avsc")));
        GenericRecord version =
                new GenericData.Record(first.getField("modelVersion").schema());
        version.put("generation", 0);
        version.put("learned", 5L);
        Schema answers = first.getField("answers").schema();
        GenericRecord answer = new GenericData.Record(answers.getElementType());
        answer.put("task", "late/ATL");
        answer.put("value", 0.25);
        answer.put("probabilities", List.of());
        answer.put("unseen", true);
        GenericRecord record = new GenericData.Record(first);
        record.put("id", "7");
        record.put("entity", "ATL");
        record.put("time", 12L);
        record.put("modelVersion", version);
        record.put("answers", List.of(answer));

        Prediction read = AvroRecords.predictionDecoder()
                .decode(new BinaryMessageEncoder<GenericRecord>(GenericData.get(), first).encode(record));

        assertThat(read.getTime()).isEqualTo(Instant.ofEpochMilli(12));
        assertThat(read.getAnswers())
                .containsExactly(Answer.newBuilder()
                        .setTask("late/ATL")
                        .setValue(0.25)
                        .setUnseen(true)
                        .build());
    }

    @Test
    void isOneLineWithTheNamesOfTheSchema() {
        Prediction prediction = new Prediction(
                "e\n1",
                "ATL",
                Instant.parse("2013-01-01T05:15:00Z"),
                new ModelVersion(2, 77L),
                List.of(LATE, DELAY, BAND));

        assertThat(PredictionReader.json(prediction))
                .isEqualTo(
                        "{\"id\":\"e\\n1\",\"entity\":\"ATL\",\"time\":\"2013-01-01T05:15:00Z\","
                                + "\"modelVersion\":{\"generation\":2,\"learned\":77},\"answers\":["
                                + "{\"task\":\"late/ATL\",\"value\":0.25,\"probabilities\":[],\"label\":1.0,\"loss\":1.5,"
                                + "\"unseen\":false,\"servedBy\":\"model\"},"
                                + "{\"task\":\"delay/ATL\",\"value\":7.0,\"probabilities\":[],\"unseen\":false,"
                                + "\"servedBy\":\"model\",\"lower\":-3.5,\"upper\":40.0},"
                                + "{\"task\":\"band/ATL\",\"value\":1.0,\"probabilities\":[0.1,0.9],\"unseen\":true,\"servedBy\":\"prior\"}]}");
    }
}
